// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.io.File;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * The files of a library that a jar of JavaCPP's brings for a platform, unpacked. On the class path
 * they are resources; on the module path that jar is a module that nobody requires, whose resources
 * nobody sees, so it is looked for among the files there.
 */
final class LibraryFiles {
  private final String library;
  private final String folder;
  private final @Nullable String modulePath;
  private @Nullable String jar;
  private boolean looked;

  /**
   * @param library as JavaCPP calls it: {@code openblas}
   */
  LibraryFiles(String library) {
    this(library, System.getProperty("jdk.module.path"));
  }

  LibraryFiles(String library, @Nullable String modulePath) {
    this.library = library;
    this.modulePath = modulePath;
    folder = "/org/bytedeco/" + library + "/" + Loader.getPlatform() + "/";
  }

  /** Where a file of the library is; null where it brings none of that name. */
  @Nullable File file(String name) throws IOException {
    File found = Loader.cacheResource(LibraryFiles.class, folder + name);
    if (found != null) {
      return found;
    }
    if (!looked) {
      looked = true;
      jar = jar(modulePath);
    }
    try {
      return jar == null
          ? null
          : Loader.cacheResource(URI.create("jar:" + jar + "!" + folder + name).toURL());
    } catch (IOException missing) {
      return null;
    }
  }

  /** The address of the library's jar among those of a module path. */
  private @Nullable String jar(@Nullable String path) {
    if (path == null) {
      return null;
    }
    Path[] entries =
        Arrays.stream(path.split(File.pathSeparator)).map(Path::of).toArray(Path[]::new);
    String module = "org.bytedeco." + library + "." + Loader.getPlatform().replace('-', '.');
    try {
      return ModuleFinder.of(entries)
          .find(module)
          .flatMap(ModuleReference::location)
          .map(URI::toString)
          .filter(address -> address.endsWith(".jar"))
          .orElse(null);
    } catch (FindException e) {
      // something else there is no module
      return null;
    }
  }
}
