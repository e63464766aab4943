// SPDX-License-Identifier: Apache-2.0
package org.nnlang.modules;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nnlang.cluster.Machines;

/**
 * The module nn-cluster, which comes when a script first asks for a cluster: the launcher brings it
 * and says so.
 */
public final class ClusterModule {
  /** Where nn-cluster looks for the class path of its workers. */
  private static final String CLASS_PATH = "nn.cluster.classpath";

  /** Set by the launcher: how nn is started. */
  private static final String LAUNCHER = "nn.launcher";

  private static final String OWN = "org.nnlang.cluster.spark.";

  /** One for each class path, for as long as the process lives. */
  private static final Map<String, ClassLoader> LOADERS = new ConcurrentHashMap<>();

  private ClusterModule() {}

  /** Where its classes are. */
  public static ClassLoader loader() {
    ClassLoader here = ClusterModule.class.getClassLoader();
    if (here.getResource((OWN + "SparkMachines").replace('.', '/') + ".class") != null) {
      return here;
    }
    String launcher = System.getProperty(LAUNCHER);
    String classPath = launcher == null ? "" : brought(launcher);
    if (classPath.isEmpty()) {
      return here;
    }
    System.setProperty(CLASS_PATH, classPath);
    // the libraries of Spark report there what it has handled itself; nn has taken its own stream
    // before
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    return LOADERS.computeIfAbsent(classPath, ClusterModule::loader);
  }

  private static ClassLoader loader(String classPath) {
    Set<String> known = Set.of(System.getProperty("java.class.path").split(File.pathSeparator));
    List<URL> jars = new ArrayList<>();
    for (String jar : classPath.split(File.pathSeparator)) {
      if (!known.contains(jar)) {
        jars.add(url(jar));
      }
    }
    return new OwnFirst(jars.toArray(URL[]::new), Machines.class.getClassLoader());
  }

  private static URL url(String jar) {
    try {
      return new File(jar).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the launcher gives; empty where it could not, and has said why. */
  private static String brought(String launcher) {
    try {
      Process bringing =
          new ProcessBuilder(launcher, "cluster", "classpath")
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      byte[] said = bringing.getInputStream().readAllBytes();
      return bringing.waitFor() == 0 ? new String(said, StandardCharsets.UTF_8).strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** What a context and a cluster both know is one class. */
  private static boolean isShared(String name) {
    return name.startsWith("java.")
        || name.startsWith("org.graalvm.")
        || name.startsWith("com.oracle.truffle.")
        || name.startsWith("org.nnlang.") && !name.startsWith(OWN);
  }

  /** Its jars go before those of nn: another library may have brought an older one of the kind. */
  private static final class OwnFirst extends URLClassLoader {
    OwnFirst(URL[] jars, ClassLoader parent) {
      super(jars, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known == null && !isShared(name)) {
          try {
            known = findClass(name);
          } catch (ClassNotFoundException e) {
            // it is one of nn's
          }
        }
        if (known == null) {
          return super.loadClass(name, resolve);
        }
        if (resolve) {
          resolveClass(known);
        }
        return known;
      }
    }
  }
}
