// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nnlang.layer.LayerKind;
import org.nnlang.value.Signature;

/**
 * Which builtins there are. Reads the list the build wrote, which costs a fraction of a
 * millisecond; the class of a builtin is loaded when it is first asked for.
 */
public final class Builtins {
  /** The lists the build wrote: of functions, and of layers, which are functions that make them. */
  private static final List<String> LISTS =
      List.of(
          "META-INF/services/" + Builtin.class.getName(),
          "META-INF/services/" + LayerKind.class.getName());

  private static final String SUFFIX = "Builtin";

  private final Map<String, String> classes;
  private final Map<String, Builtin> loaded = new ConcurrentHashMap<>();
  private final Map<String, Signature> signatures = new ConcurrentHashMap<>();

  private Builtins(Map<String, String> classes) {
    this.classes = classes;
  }

  /** Reads the list. */
  public static Builtins load() {
    Map<String, String> classes = new TreeMap<>();
    try {
      for (String list : LISTS) {
        for (URL url : Collections.list(Builtins.class.getClassLoader().getResources(list))) {
          read(url, classes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Builtins(classes);
  }

  private static void read(URL url, Map<String, String> classes) throws IOException {
    try (var in =
        new BufferedReader(new InputStreamReader(url.openStream(), StandardCharsets.UTF_8))) {
      in.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> classes.put(nameOf(line.strip()), line.strip()));
    }
  }

  /** {@code starts_with} for {@code org.nnlang.builtin.text.StartsWith}. */
  static String nameOf(String className) {
    String simple = className.substring(className.lastIndexOf('.') + 1);
    if (simple.endsWith(SUFFIX) && simple.length() > SUFFIX.length()) {
      simple = simple.substring(0, simple.length() - SUFFIX.length());
    }
    return simple.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** Their names in alphabetical order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(classes.keySet());
  }

  public boolean has(String name) {
    return classes.containsKey(name);
  }

  /** What a function is about, by the folder it stands in. */
  public Subject subject(String name) {
    return Subject.of(Objects.requireNonNull(classes.get(name)));
  }

  /** The builtin of that name, or null. */
  public @Nullable Builtin find(String name) {
    Builtin known = loaded.get(name);
    String className = classes.get(name);
    if (known != null || className == null) {
      return known;
    }
    Builtin builtin = instantiate(className);
    Builtin first = loaded.putIfAbsent(name, builtin);
    return first != null ? first : builtin;
  }

  /** What the function of that name takes; null where there is none, or it is a constant. */
  public @Nullable Signature signature(String name) {
    Signature known = signatures.get(name);
    Builtin builtin = known == null ? find(name) : null;
    if (builtin == null || builtin.constant() != null) {
      return known;
    }
    return signatures.computeIfAbsent(name, n -> Signature.of(builtin.signature()));
  }

  private static Builtin instantiate(String className) {
    try {
      Object made =
          Class.forName(className, true, Builtins.class.getClassLoader())
              .getDeclaredConstructor()
              .newInstance();
      return made instanceof LayerKind kind ? new LayerBuiltin(kind) : (Builtin) made;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(className + " cannot be made", e);
    }
  }
}
