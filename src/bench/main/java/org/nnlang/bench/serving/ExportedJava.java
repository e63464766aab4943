// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.serving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** The one file that {@code export(net, "W1.java")} has written. */
final class ExportedJava implements Served {
  private final MethodHandle predict;

  ExportedJava(Path folder, String name) throws Exception {
    @SuppressWarnings("resource") // for as long as the process
    var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
    predict =
        MethodHandles.lookup()
            .findStatic(
                loader.loadClass(name),
                "predict",
                MethodType.methodType(float[][].class, float[][].class));
  }

  @Override
  public Asker asker() {
    return rows -> {
      try {
        return (float[][]) predict.invokeExact(rows);
      } catch (Throwable t) {
        throw new IllegalStateException(t);
      }
    };
  }

  @Override
  public void close() {
    // nothing is open
  }
}
