// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.value.Record;

/** The names of a script, bound late: a name that is not bound yet has a cell without a value. */
public final class Globals {
  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private final @Nullable Globals outer;

  Globals() {
    outer = null;
  }

  /**
   * Names before those of another script, which stand for all that are not {@link #bind bound}
   * here.
   */
  Globals(Globals outer) {
    this.outer = outer;
  }

  /** Where the value of a name stands. */
  public static final class Cell {
    private final String name;
    private @Nullable Object value;

    private Cell(String name) {
      this.name = name;
    }

    public String name() {
      return name;
    }

    /** The value, or null where the name is not bound. */
    public @Nullable Object get() {
      return value;
    }

    public void set(Object v) {
      value = v;
    }
  }

  /** The cell of a name, made where there is none yet. */
  public Cell cell(String name) {
    Cell own = cells.get(name);
    return own != null || outer == null ? cells.computeIfAbsent(name, Cell::new) : outer.cell(name);
  }

  /** Gives a name a value here, whatever it stands for further out. */
  void bind(String name, Object value) {
    cells.computeIfAbsent(name, Cell::new).value = value;
  }

  /** The value of a name, or null. */
  public @Nullable Object get(String name) {
    Cell cell = cells.get(name);
    return cell != null ? cell.value : outer == null ? null : outer.get(name);
  }

  public void set(String name, Object value) {
    cell(name).value = value;
  }

  /** Takes a name its value; false where it has none. */
  boolean remove(String name) {
    Cell cell = cells.get(name);
    if (cell == null || cell.value == null) {
      return false;
    }
    cell.value = null;
    return true;
  }

  /** Names that are bound, in the order in which they were first met. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    cells.forEach(
        (name, cell) -> {
          if (cell.value != null) {
            names.add(name);
          }
        });
    if (outer != null) {
      outer.names().stream().filter(name -> !cells.containsKey(name)).forEach(names::add);
    }
    return names;
  }

  /** What is bound, as the record an import gives. */
  public Record fields() {
    Record fields = new Record();
    names().forEach(name -> fields.put(name, get(name)));
    return fields;
  }
}
