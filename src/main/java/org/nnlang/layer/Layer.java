// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Pending;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Callable;
import org.nnlang.value.HasItems;
import org.nnlang.value.Module;
import org.nnlang.value.None;
import org.nnlang.value.Parameter;
import org.nnlang.value.Show;
import org.nnlang.value.Signature;
import org.nnlang.value.TypeNames;

/** A layer as a script holds it: its kind, its settings, and its weights as members. */
public class Layer extends Module {
  private final LayerKind kind;
  private final Arguments settings;

  private Layer(Engine engine, LayerKind kind, Arguments settings) {
    super(engine);
    this.kind = kind;
    this.settings = settings;
  }

  /** A new layer with first weights from the engine's random numbers. */
  public static Layer make(Engine engine, LayerKind kind, Arguments settings) {
    Layer layer = blank(engine, kind, settings);
    kind.build(layer);
    return layer;
  }

  private static Layer blank(Engine engine, LayerKind kind, Arguments settings) {
    return kind.isList() ? new Row(engine, kind, settings) : new Layer(engine, kind, settings);
  }

  /** A layer whose members are others in a row. */
  private static final class Row extends Layer implements HasItems {
    Row(Engine engine, LayerKind kind, Arguments settings) {
      super(engine, kind, settings);
    }

    @Override
    public List<Object> items() {
      List<Object> out = new ArrayList<>();
      names().forEach(name -> out.add(raw(name)));
      return out;
    }
  }

  @Override
  public String name() {
    return settings.signature().name();
  }

  /** Its settings as the call that made it: {@code linear(1, 64, bias: false)}. */
  @Override
  public String describe() {
    String own = kind.describe(this);
    if (own != null) {
      return own;
    }
    var out = new StringJoiner(", ", name() + "(", ")");
    for (Parameter p : settings.signature().parameters()) {
      Object value = settings.get(p.name());
      String text = value instanceof Module m ? m.describe() : text(value);
      if (!p.optional()) {
        out.add(text);
      } else if (settings.given(p.name())) {
        out.add(p.name() + ": " + text);
      }
    }
    return out.toString();
  }

  private static String text(Object value) {
    return value instanceof Callable c ? c.name() : Show.inner(value);
  }

  public LayerKind kind() {
    return kind;
  }

  public Arguments settings() {
    return settings;
  }

  /** Makes a weight of floats whose first value {@code first} gives for the shape. */
  void weight(String name, Function<long[], Pending> first, long... shape) {
    make(name, first, true, shape);
  }

  /** Makes a state of floats whose first value {@code first} gives for the shape. */
  void state(String name, Function<long[], Pending> first, long... shape) {
    make(name, first, false, shape);
  }

  private void make(
      String name, Function<long[], Pending> first, boolean trainable, long... shape) {
    Type type = Type.of(DType.FLOAT32, shape);
    own(name, engine().variable(type, trainable, () -> first.apply(shape)));
  }

  /** The node that reads a weight; there must be one of that name. */
  public Node read(Trace trace, String weight) {
    return trace.read(variable(weight));
  }

  /** The same, or null where the layer was made without it. */
  public @Nullable Node readIfAny(Trace trace, String weight) {
    return raw(weight) == null ? null : read(trace, weight);
  }

  @Override
  protected Object forward(Trace trace, Object[] positional, Map<String, Object> named) {
    if (positional.length != 1 || !named.isEmpty()) {
      int found = positional.length + named.size();
      throw Problem.of(
          ErrorCode.ARGUMENT, describe() + " takes one tensor, found " + found + " arguments");
    }
    if (!(positional[0] instanceof TensorLike x)) {
      throw Problem.of(
          ErrorCode.TYPE, describe() + " takes a tensor, found " + TypeNames.found(positional[0]));
    }
    return kind.forward(trace, this, trace.lift(x));
  }

  /** Of a layer that goes along time {@code run}, which goes on from a state and gives the next. */
  @Override
  public @Nullable Object member(String member) {
    return kind instanceof Recurrent cell && member.equals("run")
        ? new Running(cell)
        : super.member(member);
  }

  private final class Running implements Callable {
    private static final Signature SIGNATURE = Signature.of("run(x: tensor, state: any? = none)");
    private final Recurrent cell;

    Running(Recurrent cell) {
      this.cell = cell;
    }

    @Override
    public String name() {
      return "run";
    }

    @Override
    public Signature signature() {
      return SIGNATURE;
    }

    @Override
    public boolean tellsReads() {
      return true;
    }

    @Override
    public Object call(Object[] positional, Map<String, Object> named) {
      return Layer.this.call(
          (trace, by, name) -> {
            Arguments given = SIGNATURE.bind(by, name);
            Object state = given.get("state");
            Node x = trace.lift((TensorLike) given.get("x"));
            return cell.run(trace, Layer.this, x, state == None.NONE ? null : state);
          },
          positional,
          named);
    }
  }

  @Override
  protected List<List<?>> settingLists() {
    List<List<?>> lists = new ArrayList<>();
    for (Parameter p : settings.signature().parameters()) {
      if (settings.get(p.name()) instanceof List<?> list) {
        lists.add(list);
      }
    }
    return lists;
  }

  @Override
  protected Module blank() {
    return blank(engine(), kind, settings);
  }
}
