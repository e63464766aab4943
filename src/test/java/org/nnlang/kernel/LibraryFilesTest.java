// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a library are found in a jar that is on the module path and in no module graph. */
class LibraryFilesTest {
  @TempDir Path folder;

  private void jar(String name, String module, String entry) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Automatic-Module-Name", module);
    try (var out = new JarOutputStream(Files.newOutputStream(folder.resolve(name)), manifest)) {
      out.putNextEntry(new ZipEntry(entry));
      out.write("here".getBytes());
    }
  }

  @Test
  void aJarThatNobodyRequiresIsFound() throws IOException {
    String platform = Loader.getPlatform();
    String module = "org.bytedeco.nosuch." + platform.replace('-', '.');
    jar("nosuch-1.jar", module, "org/bytedeco/nosuch/" + platform + "/libnosuch.so");
    jar("other-1.jar", "org.example.other", "org/example/other/x");
    String path = folder.resolve("missing") + File.pathSeparator + folder;
    File file = new LibraryFiles("nosuch", path).file("libnosuch.so");
    assertNotNull(file);
    assertEquals("here", Files.readString(file.toPath()));
    assertNull(new LibraryFiles("nosuch", path).file("libnothing.so"));
    assertNull(new LibraryFiles("neither", path).file("libnosuch.so"));
    assertNull(new LibraryFiles("nosuch", null).file("libnosuch.so"));
  }
}
