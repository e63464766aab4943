// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.syntax.Param;
import org.nnlang.syntax.ShapeDim;
import org.nnlang.syntax.ShapeType;
import org.nnlang.syntax.Stmt;
import org.nnlang.value.Show;
import org.nnlang.value.Size;
import org.nnlang.value.StackGuard;
import org.nnlang.value.TypeNames;
import org.nnlang.value.Unknown;

/** Calls of a script's functions and models. */
final class Functions {
  /** Calls within calls; deeper ones are taken to be unknown. */
  private static final int DEPTH = 100;

  private final AbstractInterpreter looking;
  private final Set<List<Object>> checked = new HashSet<>();
  private final StackGuard stack = new StackGuard();
  private int depth;
  private @Nullable AbstractInstance making;

  Functions(AbstractInterpreter looking) {
    this.looking = looking;
  }

  /** The instance of which the body is being looked at; null for none. */
  @Nullable AbstractInstance making() {
    return making;
  }

  ModelTemplate plan(Stmt.ModelDef model, Frame frame) {
    Stmt.Forward forward = null;
    for (Stmt statement : model.body()) {
      if (statement instanceof Stmt.Forward f) {
        forward = f;
      }
    }
    return new ModelTemplate(
        model,
        forward,
        frame.names().of(model),
        frame,
        looking,
        NameCheck.signature(model.name().name(), model.params()));
  }

  /** The arguments in their places, null where the default is to be taken. */
  private static Object[] arrange(
      org.nnlang.value.Signature signature, Object[] positional, Map<String, Object> named) {
    Object[] out = new Object[signature.parameters().size()];
    signature.spread(positional, named, out, 0);
    return out;
  }

  /** What a parameter is where no argument is given: arguments are bound, so it has a default. */
  private Object usual(Param param, Frame frame) {
    return looking.value(Objects.requireNonNull(param.defaultValue()), frame);
  }

  private boolean enter() {
    depth++;
    boolean fits = stack.enter() && depth <= DEPTH;
    if (!fits) {
      leave();
    }
    return fits;
  }

  private void leave() {
    depth--;
    stack.leave();
  }

  /** What a function gives. */
  Object call(Closure f, Object[] positional, Map<String, Object> named) {
    Object[] given = arrange(f.signature(), positional, named);
    var frame = new Frame.OfFunction(f.frame(), f.names());
    for (int i = 0; i < given.length; i++) {
      Param p = f.params().get(i);
      Object value = given[i] != null ? given[i] : usual(p, frame);
      frame.write(p.name().name(), value);
    }
    for (int i = 0; i < given.length; i++) {
      Param p = f.params().get(i);
      if (p.type() != null && given[i] != null) {
        match("`" + p.name().name() + "`", p.type(), given[i], frame);
      } else {
        know(p.type(), frame);
      }
    }
    know(f.result(), frame);
    return body(f, frame);
  }

  private Object body(Closure f, Frame.OfFunction frame) {
    if (!enter()) {
      looking.skipped(List.of(f.body()), frame);
      return Unknown.UNKNOWN;
    }
    Span caller = looking.prelude().place();
    Object value;
    try {
      value = looking.value(f.body(), frame);
    } catch (ControlFlow leave) {
      value = leave.value();
    } catch (UnknownExit open) {
      if (open.of() == UnknownExit.Of.SCRIPT) {
        throw open;
      }
      looking.skipped(List.of(f.body()), frame);
      value = Unknown.UNKNOWN;
    } finally {
      leave();
      looking.prelude().enter(caller);
    }
    if (f.result() != null) {
      String what = f.name().equals("function") ? "the result" : "the result of `" + f.name() + "`";
      match(what, f.result(), value, frame);
    }
    return value;
  }

  /** Gives the names of sizes that are known outside their values, where no tensor does. */
  private void know(@Nullable ShapeType type, Frame.OfFunction frame) {
    if (type != null) {
      for (ShapeDim dim : type.dims()) {
        if (dim instanceof ShapeDim.Named named) {
          known(named.name(), frame);
        }
      }
    }
  }

  private static @Nullable Object known(String name, Frame.OfFunction frame) {
    Object own = frame.own(name);
    Object known = own != null ? own : frame.around(name);
    if (!(known instanceof Long) && !(known instanceof Size)) {
      return null;
    }
    frame.write(name, known);
    return known;
  }

  private void match(String what, ShapeType type, Object value, Frame.OfFunction frame) {
    if (Unknown.is(value)) {
      return;
    }
    try {
      pattern(what, type).check(frame, value);
    } catch (Undecided e) {
      return;
    } catch (Problem p) {
      throw new Failed(p.at(type.span()));
    }
  }

  private ShapePattern<Frame.OfFunction> pattern(String what, ShapeType type) {
    return new ShapePattern<>(what, type, new Sizes(type));
  }

  /** Sizes by name in a function's frame. */
  private final class Sizes implements ShapePattern.Sizes<Frame.OfFunction> {
    private final ShapeType type;

    Sizes(ShapeType type) {
      this.type = type;
    }

    @Override
    public @Nullable Object value(Frame.OfFunction frame, int i) {
      return switch (type.dims().get(i)) {
        case ShapeDim.Fixed d -> d.size();
        case ShapeDim.Computed d -> computed(d, frame);
        case ShapeDim.Named d -> known(d.name(), frame);
        case ShapeDim.Rest d -> throw new IllegalStateException();
      };
    }

    private Object computed(ShapeDim.Computed d, Frame frame) {
      Object value = looking.value(d.size(), frame);
      if (value == Unknown.UNKNOWN) {
        throw new Undecided();
      }
      if (!(value instanceof Long) && !(value instanceof Size)) {
        throw Problem.of(ErrorCode.TYPE, "a size is an integer, found " + TypeNames.found(value));
      }
      return value;
    }

    @Override
    public void bind(Frame.OfFunction frame, int i, Object size) {
      frame.write(((ShapeDim.Named) type.dims().get(i)).name(), size);
    }

    @Override
    public String whose(int i) {
      return type.dims().get(i) instanceof ShapeDim.Named d && looking.isGlobal(d.name())
          ? " in the script"
          : " here";
    }
  }

  /** An instance of a model, of whose {@code forward} shapes are checked. */
  Object make(ModelTemplate plan, Object[] positional, Map<String, Object> named) {
    Object[] given = arrange(plan.signature(), positional, named);
    Engine engine = looking.engine();
    var sketch = new AbstractInstance(engine, plan, Show.call(plan.name(), positional, named));
    if (!enter()) {
      looking.changed();
      return Unknown.UNKNOWN;
    }
    AbstractInstance outer = making;
    making = sketch;
    try {
      List<Param> params = plan.model().params();
      for (int i = 0; i < given.length; i++) {
        Param p = params.get(i);
        Object value = given[i] != null ? given[i] : usual(p, sketch.frame());
        sketch.put(p.name().name(), value);
      }
      looking.run(plan.model().body(), sketch.frame());
      making = outer;
      if (isNew(plan, given)) {
        tryForward(sketch);
      }
    } finally {
      leave();
      making = outer;
    }
    return sketch;
  }

  /** Whether no instance was made of the same numbers: it would be checked alike. */
  private boolean isNew(ModelTemplate plan, Object... given) {
    List<Object> key = new ArrayList<>(List.of(plan));
    for (Object value : given) {
      if (value != null && !(value instanceof Number) && !(value instanceof Boolean)) {
        return true;
      }
      key.add(value == null ? "" : value);
    }
    return checked.add(key);
  }

  /**
   * Looks at {@code forward} on tensors of unknown sizes, as far as its types say what it takes.
   */
  private void tryForward(AbstractInstance sketch) {
    Closure f = sketch.forward();
    if (f == null || looking.isTracing()) {
      return;
    }
    List<Type> types = types(f);
    if (types == null) {
      return;
    }
    Object[] inputs = new Object[types.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = node(types.get(i));
    }
    looking.traced(() -> sketch.call(inputs, Map.of()));
  }

  private Node node(Type type) {
    return looking.engine().trace().graph().input(type, new Object());
  }

  /** The types of the tensors a function takes; null where that is not known of each. */
  private @Nullable List<Type> types(Closure f) {
    var frame = new Frame.OfFunction(f.frame(), f.names());
    try {
      return InputTypes.of(f.params().stream().map(Input::new).toList(), frame);
    } catch (Undecided e) {
      return null;
    }
  }

  /** A parameter of a function that is looked at before it is called. */
  private final class Input implements InputTypes.Parameter<Frame.OfFunction> {
    private final Param param;

    Input(Param param) {
      this.param = param;
    }

    @Override
    public @Nullable Type type(Frame.OfFunction frame) {
      return param.type() == null ? null : pattern("", param.type()).type(frame);
    }

    @Override
    public boolean isOptional() {
      return param.defaultValue() != null;
    }

    @Override
    public void bindDefault(Frame.OfFunction frame) {
      frame.write(param.name().name(), usual(param, frame));
    }
  }
}
