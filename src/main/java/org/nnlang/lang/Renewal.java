// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Variable;
import org.nnlang.value.Module;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/**
 * What becomes of instances when their model is defined anew, at a prompt: they are made anew, of
 * the same arguments, and keep the weights whose path and type are as before.
 */
final class Renewal {
  private final NnContext context;
  private final Map<String, ModelDefinition> before;
  private final Map<Module, Object> renewed = new IdentityHashMap<>();
  private final List<String> said = new ArrayList<>();
  private Map<String, ModelDefinition> now = Map.of();

  private Renewal(NnContext context) {
    this.context = context;
    before = models(context.globals());
  }

  /** To be made before a text is run, for {@link #renew} after it. */
  static Renewal of(NnContext context) {
    return new Renewal(context);
  }

  /** Models by name; those of an imported file by that and theirs. */
  private static Map<String, ModelDefinition> models(Globals globals) {
    Map<String, ModelDefinition> found = new HashMap<>();
    for (String name : globals.names()) {
      switch (globals.get(name)) {
        case ModelDefinition m -> found.put(name, m);
        case Record file ->
            file.forEach(
                (inner, value) -> {
                  if (value instanceof ModelDefinition m) {
                    found.put(name + "." + inner, m);
                  }
                });
        case null, default -> {}
      }
    }
    return found;
  }

  /** Says, a line each, which instances were made anew and what they kept. */
  List<String> renew() {
    now = models(context.globals());
    boolean changed =
        before.entrySet().stream().anyMatch(e -> isChanged(e.getValue(), now.get(e.getKey())));
    if (changed) {
      for (String name : context.globals().names()) {
        Object value = context.globals().get(name);
        Object other = value == null ? null : renewed(name, value);
        if (other != null && other != value) {
          context.globals().set(name, other);
        }
      }
    }
    return said;
  }

  private static boolean isChanged(ModelDefinition old, @Nullable ModelDefinition other) {
    return other != null && other != old && !other.source().equals(old.source());
  }

  /** The definition that took the place of this one, or this. */
  private ModelDefinition newest(ModelDefinition old) {
    for (Map.Entry<String, ModelDefinition> e : before.entrySet()) {
      if (e.getValue() == old) {
        return newest(e.getKey(), old);
      }
    }
    // an instance of one before the last, which was defined anew with the same text or did not fit
    for (Map.Entry<String, ModelDefinition> e : before.entrySet()) {
      boolean named = ("." + e.getKey()).endsWith("." + old.name());
      if (named && isChanged(e.getValue(), now.get(e.getKey()))) {
        return newest(e.getKey(), old);
      }
    }
    return old;
  }

  private ModelDefinition newest(String name, ModelDefinition old) {
    ModelDefinition other = now.get(name);
    return other != null && isChanged(old, other) ? other : old;
  }

  private Object renewed(String name, Object value) {
    switch (value) {
      case Module m when isConcerned(m) -> {
        return renewed.computeIfAbsent(m, old -> renew(name, m));
      }
      case List<?> list -> {
        @SuppressWarnings("unchecked")
        var items = (List<Object>) list;
        for (int i = 0; i < items.size(); i++) {
          if (items.get(i) instanceof Module m) {
            items.set(i, renewed(name + "[" + i + "]", m));
          }
        }
        return list;
      }
      default -> {
        return value;
      }
    }
  }

  /** Whether a module is, or has in it, an instance of a model that was defined anew. */
  private boolean isConcerned(Module module) {
    if (module instanceof ModelInstance m && newest(m.definition()) != m.definition()) {
      return true;
    }
    return module.names().stream().anyMatch(n -> isConcerned(module.member(n)));
  }

  private boolean isConcerned(@Nullable Object member) {
    return switch (member) {
      case Module m -> isConcerned(m);
      case List<?> list -> list.stream().anyMatch(this::isConcerned);
      case null, default -> false;
    };
  }

  private Object renew(String name, Module old) {
    if (!(old instanceof ModelInstance instance)) {
      said.add(name + " has parts of the old model: make it again to have those of the new one");
      return old;
    }
    if (old.variables().values().stream().anyMatch(Variable::isLent)) {
      said.add(name + " is being trained, and stays one of the old model");
      return old;
    }
    try {
      var made = (Module) instance.madeAnewBy(newest(instance.definition()));
      made.madeAt(old.madeAt());
      keep(name, old, made);
      return made;
    } catch (RuntimeException e) {
      said.add(name + " stays one of the old model: " + e.getMessage());
      return old;
    }
  }

  private void keep(String name, Module old, Module made) {
    Map<String, Variable> from = old.variables();
    List<String> kept = new ArrayList<>();
    List<String> fresh = new ArrayList<>();
    made.variables()
        .forEach(
            (path, v) -> {
              Variable was = from.get(path);
              if (was != null && was.type().equals(v.type())) {
                v.become(was.snapshot(context.engine().memory()));
                v.trainable(was.trainable());
                kept.add(path);
              } else {
                fresh.add(path);
              }
            });
    List<String> gone = new ArrayList<>(from.keySet());
    gone.removeAll(made.variables().keySet());
    said.add(
        name
            + " is one of the new model: "
            + (kept.isEmpty() ? "no weights kept" : "kept " + Show.names(kept))
            + (fresh.isEmpty() ? "" : "; new " + Show.names(fresh))
            + (gone.isEmpty() ? "" : "; gone " + Show.names(gone)));
  }
}
