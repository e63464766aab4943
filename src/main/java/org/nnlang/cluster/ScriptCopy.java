// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * What another machine needs to come to where a script is: texts, and no objects.
 *
 * @param version of nn
 * @param folder that relative paths begin in
 * @param seed of the context's random numbers
 * @param training which one of those that the script asks for, from 1
 * @param arguments of the script, as a command line has them
 * @param sources what was run, in order; the last is being run
 * @param imports the texts of imported files, by path
 */
public record ScriptCopy(
    String version,
    String folder,
    long seed,
    long training,
    List<String> arguments,
    List<Text> sources,
    Map<String, String> imports) {
  /**
   * A script, or an entry of a prompt.
   *
   * @param name in messages
   * @param path null where it is no file
   * @param interactive whether it was entered at a prompt
   */
  public record Text(String name, @Nullable String path, String text, boolean interactive) {}

  /** The version of this nn; one and the same for those that were not packaged. */
  public static String ofThisNn() {
    String version = ScriptCopy.class.getPackage().getImplementationVersion();
    return version == null ? "that is not packaged" : version;
  }

  /** As bytes, of which {@link #of} makes the same again. */
  public byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      write(out, version);
      write(out, folder);
      out.writeLong(seed);
      out.writeLong(training);
      out.writeInt(arguments.size());
      for (String argument : arguments) {
        write(out, argument);
      }
      out.writeInt(sources.size());
      for (Text source : sources) {
        write(out, source.name);
        write(out, source.path == null ? "" : source.path);
        write(out, source.text);
        out.writeBoolean(source.interactive);
      }
      out.writeInt(imports.size());
      for (Map.Entry<String, String> file : imports.entrySet()) {
        write(out, file.getKey());
        write(out, file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Makes it of bytes.
   *
   * @param version of the nn that reads them
   * @throws Problem {@code argument} where another version has written them
   */
  public static ScriptCopy of(byte[] bytes, String version) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String theirs = read(in);
      if (!theirs.equals(version)) {
        throw Problem.of(
                ErrorCode.ARGUMENT,
                "the training is led by nn %s, and this machine has nn %s"
                    .formatted(theirs, version))
            .hint("all machines of a cluster need the same version of nn");
      }
      String folder = read(in);
      long seed = in.readLong();
      long training = in.readLong();
      List<String> arguments = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        arguments.add(read(in));
      }
      List<Text> sources = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        String name = read(in);
        String path = read(in);
        sources.add(new Text(name, path.isEmpty() ? null : path, read(in), in.readBoolean()));
      }
      Map<String, String> imports = new LinkedHashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        imports.put(read(in), read(in));
      }
      return new ScriptCopy(theirs, folder, seed, training, arguments, sources, imports);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text may be longer than {@link DataOutputStream#writeUTF} takes. */
  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String read(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
