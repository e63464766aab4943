// SPDX-License-Identifier: Apache-2.0
package org.nnlang.modules;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Brings the libraries that nn-cluster needs to where nn was unpacked, once: the launcher runs this
 * where a script asks for a cluster. What is in Maven's own folder is not fetched.
 */
public final class ClusterJars {
  private static final String CENTRAL = "https://repo1.maven.org/maven2";
  private static final int PATIENCE_MILLIS = 20_000;

  private final String repository;
  private final Path known;
  private final Path folder;

  ClusterJars(String repository, Path known, Path folder) {
    this.repository = repository.endsWith("/") ? repository : repository + "/";
    this.known = known;
    this.folder = folder;
  }

  /**
   * Prints the class path of all of them.
   *
   * @param arguments a list as {@code sha256sum} writes it, of paths within a repository, and the
   *     folder for what is fetched
   */
  public static void main(String[] arguments) {
    String repository = System.getenv().getOrDefault("NN_REPOSITORY", CENTRAL);
    Path known = Path.of(System.getProperty("user.home"), ".m2", "repository");
    PrintStream out = System.out;
    try {
      var jars = new ClusterJars(repository, known, Path.of(arguments[1]));
      out.println(String.join(File.pathSeparator, jars.bring(Path.of(arguments[0]))));
    } catch (IOException e) {
      System.err.println(
          "nn: a library of Apache Spark could not be fetched: "
              + e.getMessage()
              + "\nnn: NN_REPOSITORY names another repository of Maven's kind than "
              + CENTRAL
              + ", NN_JAVA_OPTS=\"-Dhttps.proxyHost=… -Dhttps.proxyPort=…\" a proxy");
      System.exit(1);
    }
  }

  /**
   * Where the jars are that a list names.
   *
   * @throws IOException where one is not to be had, or is another than the list says
   */
  List<String> bring(Path list) throws IOException {
    Files.createDirectories(folder);
    List<String> out = new ArrayList<>();
    for (String line : Files.readAllLines(list)) {
      String[] words = line.split("  ", 2);
      out.add(jar(words[0], words[1]).toString());
    }
    return out;
  }

  private Path jar(String sum, String path) throws IOException {
    Path there = known.resolve(path);
    if (Files.exists(there) && sum.equals(sum(there))) {
      return there;
    }
    Path own = folder.resolve(there.getFileName().toString());
    if (!Files.exists(own)) {
      fetch(path, sum, own);
    }
    return own;
  }

  /** It is there whole, or not at all. */
  private void fetch(String path, String sum, Path to) throws IOException {
    Path part = Files.createTempFile(folder, "part", "");
    try {
      var connection = URI.create(repository + path).toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try (InputStream in = connection.getInputStream()) {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      }
      String found = sum(part);
      if (!found.equals(sum)) {
        throw new IOException(
            "%s%s is another file than it was: its SHA-256 is %s"
                .formatted(repository, path, found));
      }
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (java.net.UnknownHostException e) {
      throw new IOException("no such host: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String sum(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
