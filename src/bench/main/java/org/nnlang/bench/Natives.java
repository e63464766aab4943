// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The native libraries of PyTorch in one folder, with MKL in the place of the OpenBLAS it is linked
 * to: that one has threads of its own, which fight with those of OpenMP.
 */
final class Natives {
  private static final Pattern NEEDED =
      Pattern.compile(
          ".*/(libc10|libjni[^/]*|libtorch[^/]*|libgomp|libgcc_s|libgfortran|libquadmath"
              + "|libmkl_(rt|core|def|avx2|avx512|gnu_thread|intel_lp64))\\.so[.0-9]*");

  private static final List<String> REPLACED =
      List.of("libopenblas.so.0", "libopenblas_nolapack.so.0");

  private Natives() {}

  /** Unpacks the jars of a folder unless that was done. */
  static Path unpack(Path jars, Path folder) throws IOException {
    Path done = folder.resolve("unpacked");
    if (Files.exists(done)) {
      return folder;
    }
    try (var files = Files.newDirectoryStream(jars, "*.jar")) {
      for (Path jar : files) {
        unpackJar(jar, folder);
      }
    }
    for (String name : REPLACED) {
      Files.deleteIfExists(folder.resolve(name));
      Files.createSymbolicLink(folder.resolve(name), Path.of("libmkl_rt.so.3"));
    }
    Files.createFile(done);
    return folder;
  }

  private static void unpackJar(Path jar, Path folder) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
        if (NEEDED.matcher(entry.getName()).matches()) {
          String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
          try (var in = zip.getInputStream(entry)) {
            Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }
}
