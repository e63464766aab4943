// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import com.google.auto.service.AutoService;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.lang.model.SourceVersion;
import org.nnlang.export.ExportOptions;
import org.nnlang.export.Exporter;
import org.nnlang.export.NetGraph;
import org.nnlang.io.Disk;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Show;

/** A net as one source file of Java 17, without any dependency. */
@AutoService(Exporter.class)
public final class JavaExporter implements Exporter {
  /** Weights of more bytes stand in a file of their own beside the source. */
  private static final int MOST_INSIDE = 192 << 10;

  @Override
  public String ending() {
    return ".java";
  }

  @Override
  public String format() {
    return JavaWriter.FORMAT;
  }

  @Override
  public void write(NetGraph net, ExportOptions options, Disk disk, String path) {
    options.refuse(format(), false, false, false);
    String file = path.substring(path.lastIndexOf('/') + 1);
    String name = file.substring(0, file.length() - ending().length());
    if (!SourceVersion.isName(name, SourceVersion.RELEASE_17) || name.contains(".")) {
      throw Problem.of(
              ErrorCode.ARGUMENT,
              "a file of Java is called as its class, which cannot be " + Show.quoted(name))
          .hint("a name such as Net.java")
          .of(new Problem.Argument("export", "path"));
    }
    JavaSource source = JavaSource.of(net, name);
    if (source.bytes() <= MOST_INSIDE) {
      String text = source.text(strings(source.data()));
      disk.replace(path, text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    String bin = name + ".bin";
    disk.replace(
        path.substring(0, path.length() - file.length()) + bin,
        out -> {
          for (Tensor t : source.data()) {
            out.write(bytes(t));
          }
        });
    disk.replace(path, source.text(bin).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(Tensor t) {
    var out = new ByteArrayOutputStream();
    t.eachPiece(
        piece -> {
          byte[] b = new byte[piece.remaining()];
          piece.get(b);
          out.writeBytes(b);
        });
    return out.toByteArray();
  }

  /** Weights as texts that a class file takes, of 64 KB at most each. */
  private static List<String> strings(List<Tensor> data) {
    var all = new ByteArrayOutputStream();
    data.forEach(t -> all.writeBytes(bytes(t)));
    String base = Base64.getEncoder().encodeToString(all.toByteArray());
    List<String> out = new ArrayList<>();
    for (int i = 0; i < base.length(); i += 60_000) {
      out.add(base.substring(i, Math.min(base.length(), i + 60_000)));
    }
    return out;
  }
}
