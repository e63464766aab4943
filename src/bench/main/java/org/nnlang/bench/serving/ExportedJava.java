// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.serving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The one file that {@code export(net, "W1.java")} has written. Of a language model it gives the
 * next token and no logits.
 */
final class ExportedJava implements Served {
  private final boolean tokens;
  private final MethodHandle handle;

  ExportedJava(Path folder, String name) throws Exception {
    @SuppressWarnings("resource") // for as long as the process
    var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
    Class<?> exported = loader.loadClass(name);
    tokens = Serving.isTokens(name);
    handle =
        tokens
            ? MethodHandles.lookup()
                .findStatic(
                    exported,
                    "generate",
                    MethodType.methodType(
                        int[].class, int[].class, int.class, double.class, long.class))
            : MethodHandles.lookup()
                .findStatic(
                    exported, "predict", MethodType.methodType(float[][].class, float[][].class));
  }

  @Override
  public Asker asker() {
    return x -> {
      try {
        if (tokens) {
          int[] prompt = Arrays.stream(((long[][]) x)[0]).mapToInt(i -> (int) i).toArray();
          return (int[]) handle.invokeExact(prompt, 1, 0.0, 0L);
        }
        return (float[][]) handle.invokeExact((float[][]) x);
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
