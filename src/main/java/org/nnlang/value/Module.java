// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Reads;
import org.nnlang.engine.Remembered;
import org.nnlang.engine.Trace;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Note;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Packing;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/**
 * An instance: a layer or what a script's model makes. Its members are its parts (other modules,
 * lists and records of them), its weights, and whatever else its maker keeps in it, in order.
 *
 * <p>A weight is a {@link Variable}; a script reads it as a tensor that training does not change
 * afterwards. The same module or variable may be a member in several places: it is one, and is
 * counted, trained and saved once, under the first of its paths.
 */
public abstract class Module implements Callable, HasMembers, Shown {
  /** Weights of fewer numbers, or of rows shorter than that, stay floats when a net is packed. */
  private static final int FEWEST_PACKED = 1024;

  private static final int SHORTEST_PACKED = 16;

  private final Engine engine;
  private final Map<String, Object> members = new LinkedHashMap<>();
  private final Map<Class<?>, Object> attached = new LinkedHashMap<>();
  private Span madeAt = Span.NONE;
  private @Nullable Module whole;
  private int changes;
  private final Body usual = this::forward;
  private final Remembered calls = new Remembered();

  protected Module(Engine engine) {
    this.engine = engine;
  }

  /** The layer's or model's name. */
  @Override
  public abstract String name();

  /** One line that says what it is: {@code linear(1, 64)}. */
  public abstract String describe();

  /**
   * What it does, as a graph.
   *
   * @param trace the function being traced; tensors among the arguments are nodes of it, or tensors
   *     to be lifted into it
   */
  protected abstract Object forward(Trace trace, Object[] positional, Map<String, Object> named);

  /** The types of the tensors it takes, unknown sizes as names; null where it does not say. */
  public @Nullable List<Type> inputTypes() {
    return null;
  }

  /** A module of the same kind and settings without members, to be filled by {@link #copy}. */
  protected abstract Module blank();

  @Override
  public String type() {
    return "instance";
  }

  public final Engine engine() {
    return engine;
  }

  /** Where in the script it was made; shape errors point there. */
  public final Span madeAt() {
    return madeAt;
  }

  public final void madeAt(Span place) {
    madeAt = place;
  }

  /** The instance, if any, in whose body it was made; shape errors point there too. */
  public final void madeIn(@Nullable Module instance) {
    whole = instance;
  }

  /**
   * Runs {@link #forward}: within a trace as part of it, else compiled and at once. The argument
   * {@code training: true} turns dropout and batch statistics on, and {@code false} off; without it
   * they are as in the trace, and off outside of one.
   */
  @Override
  public Object call(Object[] positional, Map<String, Object> named) {
    return call(usual, positional, named);
  }

  /** Something that a module does on graph nodes, as {@link Module#forward}. */
  @FunctionalInterface
  protected interface Body {
    Object on(Trace trace, Object[] positional, Map<String, Object> named);
  }

  /** Runs {@code body} as {@link #call(Object[], Map)} runs {@link #forward}. */
  protected final Object call(Body body, Object[] positional, Map<String, Object> named) {
    Trace trace = engine.traceIfAny();
    if (!named.containsKey("training")) {
      return trace != null
          ? traced(body, trace, positional, named)
          : run(body, positional, named, false);
    }
    if (!(named.get("training") instanceof Boolean on)) {
      throw Problem.of(
          ErrorCode.TYPE,
          "training must be true or false, found " + TypeNames.found(named.get("training")));
    }
    Map<String, Object> rest = new LinkedHashMap<>(named);
    rest.remove("training");
    return trace != null
        ? trace.training(on, () -> traced(body, trace, positional, rest))
        : run(body, positional, rest, on);
  }

  @Override
  public final boolean tellsReads() {
    return true;
  }

  /** Tells of this and all its parts what can change; their weights tell when they are read. */
  final void tell(Reads reads) {
    if (!reads.areKnown() || reads.have(this)) {
      return;
    }
    int now = changes;
    reads.on(this, () -> changes == now);
    members.values().forEach(member -> Reading.of(reads, member));
    settingLists().forEach(list -> Reading.of(reads, list));
  }

  /** Lists among what it was made with and looks at when it is called. */
  protected List<List<?>> settingLists() {
    return List.of();
  }

  private Object run(Body body, Object[] positional, Map<String, Object> named, boolean training) {
    TrainedRange seen = attached(TrainedRange.class);
    if (seen != null && !training) {
      seen.check(positional, engine.warnings());
    }
    Object asked = named.isEmpty() && body == usual ? asked(positional, training) : null;
    Object[] result = new Object[1];
    Function<List<Node>, List<Node>> whole =
        nodes -> {
          Iterator<Node> next = nodes.iterator();
          Object[] lifted = ((List<?>) Leaves.replace(List.of(positional), next)).toArray();
          Trace trace = engine.trace();
          result[0] = traced(body, trace, lifted, (Record) Leaves.replace(new Record(named), next));
          if (!(result[0] instanceof TensorLike)) {
            trace.reads().unknown();
          }
          List<Node> results = new ArrayList<>();
          Leaves.of(result[0]).forEach(t -> results.add(trace.lift(t)));
          return results;
        };
    List<TensorLike> args = Leaves.of(List.of(positional));
    if (!named.isEmpty()) {
      args.addAll(Leaves.of(new Record(named)));
    }
    List<TensorLike> out =
        asked == null
            ? engine.call(args, training, whole)
            : engine.call(calls, asked, args, training, whole);
    // a call that was not traced has one tensor as its result
    return result[0] == null ? out.getFirst() : Leaves.replace(result[0], out.iterator());
  }

  /** What says by its value all of a call but its tensors; null where nothing does. */
  private static @Nullable Object asked(Object[] positional, boolean training) {
    List<Object> plain = new ArrayList<>(positional.length + 1);
    plain.add(training);
    for (Object value : positional) {
      switch (value) {
        case Tensor t -> plain.add(Tensor.class);
        case Long l -> plain.add(l);
        case Double d -> plain.add(d);
        case Boolean b -> plain.add(b);
        case String s -> plain.add(s);
        case None n -> plain.add(n);
        default -> {
          return null;
        }
      }
    }
    return plain;
  }

  /** What to throw where the instance is called and its model has no {@code forward}. */
  protected final Problem withoutForward() {
    return Problem.of(
        ErrorCode.TYPE, "the model has no `forward`, so its instances cannot be called: " + name());
  }

  /** What {@code body} gives, whose shape errors say where this module was made. */
  private Object traced(Body body, Trace trace, Object[] positional, Map<String, Object> named) {
    tell(trace.reads());
    Object outer = trace.graph().within(this);
    try {
      Object given = body.on(trace, positional, named);
      trace.gave(this, "", given);
      return given;
    } catch (Problem p) {
      boolean here = madeAt != Span.NONE && p.code() == ErrorCode.SHAPE && p.notes().isEmpty();
      throw here ? p.note(Note.maker(describe() + " was made here", madeAt)) : p;
    } finally {
      trace.graph().within(outer);
    }
  }

  // ---- members

  /** Makes {@code value} a member; one of that name is replaced. */
  public final void put(String member, Object value) {
    changes++;
    members.put(member, value);
  }

  /** Makes all members of {@code other} members of this too. */
  protected final void putAll(Module other) {
    changes++;
    members.putAll(other.members);
  }

  /** Makes a weight that training changes. */
  public final Variable param(String member, Tensor first) {
    return own(member, new Variable(first, true));
  }

  /** Makes a weight that is saved and not trained. */
  public final Variable state(String member, Tensor first) {
    return own(member, new Variable(first, false));
  }

  /** Makes a weight of which only the type is known, where nothing will be computed. */
  public final void declare(String member, Type type, boolean trainable) {
    own(member, new Variable(type, trainable));
  }

  /** Makes a weight or state that was made for this a member of it. */
  protected final Variable own(String member, Variable v) {
    changes++;
    v.madeBy(this::makers);
    members.put(member, v);
    return v;
  }

  private List<Note> makers() {
    Note own = Note.maker(describe() + ", made here", madeAt);
    return whole == null
        ? List.of(own)
        : List.of(own, Note.maker(whole.describe() + " was made here", whole.madeAt));
  }

  /** The variable of that name; there must be one. */
  public final Variable variable(String member) {
    return (Variable) Objects.requireNonNull(members.get(member));
  }

  /** A member as it was put; null where there is none. */
  public final @Nullable Object raw(String member) {
    return members.get(member);
  }

  /**
   * A member as a script sees it: a variable is its tensor, or in a trace the node that reads it.
   */
  @Override
  public @Nullable Object member(String member) {
    Object value = members.get(member);
    if (value instanceof Variable v) {
      Trace trace = engine.traceIfAny();
      return trace != null ? trace.read(v) : v.snapshot(engine.memory());
    }
    return value;
  }

  @Override
  public Collection<String> names() {
    return members.keySet();
  }

  /**
   * Makes {@code value} the content of the state {@code member} after this run.
   *
   * @throws Problem {@code shape} where it has another shape or element type
   */
  public final void assign(Trace trace, String member, TensorLike value) {
    Variable v = variable(member);
    Node node = trace.lift(value);
    boolean differs = node.rank() != v.type().rank() || node.dtype() != v.type().dtype();
    for (int i = 0; !differs && i < node.rank(); i++) {
      differs = node.type().dim(i).cannotEqual(v.type().dim(i));
    }
    if (differs) {
      throw Problem.of(
          ErrorCode.SHAPE,
          "state " + member + " is " + v.type() + " and cannot become " + node.type());
    }
    trace.assign(v, node);
  }

  // ---- the tree of parts

  /** Sees every module below and including the one it starts at, once. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param path {@code blocks.0.attend}; empty for the module started at
     */
    void visit(String path, Module module);
  }

  /** Visits this module and all its parts, outer ones first, each once. */
  public final void visit(Visitor visitor) {
    visit("", visitor, new IdentityHashMap<>());
  }

  private void visit(String path, Visitor visitor, Map<Object, Object> seen) {
    if (seen.put(this, this) == null) {
      Polls.sometimes();
      visitor.visit(path, this);
      members.forEach((name, value) -> visitPart(join(path, name), value, visitor, seen));
    }
  }

  private static void visitPart(
      String path, Object value, Visitor visitor, Map<Object, Object> seen) {
    switch (value) {
      case Module m -> m.visit(path, visitor, seen);
      case List<?> items -> {
        for (int i = 0; i < items.size(); i++) {
          visitPart(join(path, Integer.toString(i)), items.get(i), visitor, seen);
        }
      }
      case Record fields -> fields.forEach((k, v) -> visitPart(join(path, k), v, visitor, seen));
      case null, default -> {}
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Parameters and states by path, each once. */
  public final Map<String, Variable> variables() {
    Map<String, Variable> out = new LinkedHashMap<>();
    Map<Variable, Object> seen = new IdentityHashMap<>();
    visit(
        (path, module) ->
            module.members.forEach(
                (name, value) -> {
                  if (value instanceof Variable v && seen.put(v, v) == null) {
                    out.put(join(path, name), v);
                  }
                }));
    return out;
  }

  /** What training may change, frozen or not, by path, each once. */
  public final Map<String, Variable> parameters() {
    Map<String, Variable> out = variables();
    out.values().removeIf(Variable::isState);
    return out;
  }

  /** The number of numbers in all parameters. */
  public final long count() {
    return parameters().values().stream().mapToLong(v -> v.type().size()).sum();
  }

  /** A module that is the same now and shares nothing with this one. */
  public final Module copy() {
    return copy(v -> v.copy(engine.memory()));
  }

  /**
   * A net for predicting, whose large weights are kept in less memory, and which shares nothing
   * with this one that training changes. It is not trained any more: see {@link #mustNotBePacked}.
   *
   * @param turned those that are kept as their transposes
   */
  public final Module packed(Packing packing, Set<Variable> turned) {
    Memory memory = engine.memory();
    Module twin =
        copy(v -> isLarge(v) ? v.packed(packing, turned.contains(v), memory) : v.copy(memory));
    twin.variables().values().forEach(v -> v.trainable(false));
    twin.visit((path, part) -> part.attach(Packing.class, packing));
    return twin;
  }

  /**
   * Refuses to change the weights of a net that {@link #packed} made, or of a part of one.
   *
   * @param what that cannot be done: {@code "trained"}
   */
  public final void mustNotBePacked(String what) {
    Packing packing = attached(Packing.class);
    if (packing != null) {
      throw Problem.of(
              ErrorCode.VALUE,
              "a net that was quantized to " + packing.word() + " cannot be " + what)
          .hint("train the net that it was made of, and quantize that again");
    }
  }

  /** Matrices, and kernels of convolutions, whose rows are long enough for a scale each. */
  private static boolean isLarge(Variable v) {
    Type t = v.type();
    return !v.isState()
        && t.dtype() == DType.FLOAT32
        && t.rank() > 1
        && t.size() >= FEWEST_PACKED
        && t.size() / t.dim(0).value() >= SHORTEST_PACKED;
  }

  private Module copy(UnaryOperator<Variable> variable) {
    Module twin = (Module) copied(this, new IdentityHashMap<>(), variable);
    twin.attached.computeIfAbsent(Standardization.Kept.class, attached::get);
    TrainedRange seen = attached(TrainedRange.class);
    if (seen != null) {
      twin.attach(TrainedRange.class, TrainedRange.of(seen.inputs()));
    }
    return twin;
  }

  private static Object copied(
      Object value, Map<Object, Object> done, UnaryOperator<Variable> variable) {
    if (done.containsKey(value)) {
      return done.get(value);
    }
    return switch (value) {
      case Module m -> {
        Module twin = m.blank();
        Polls.sometimes();
        done.put(m, twin);
        twin.madeAt = m.madeAt;
        twin.attach(Packing.class, m.attached(Packing.class));
        m.members.forEach((name, member) -> twin.members.put(name, copied(member, done, variable)));
        yield twin;
      }
      case Variable v -> {
        Variable twin = variable.apply(v);
        done.put(v, twin);
        yield twin;
      }
      case List<?> items -> {
        List<Object> twin = new ArrayList<>();
        done.put(items, twin);
        for (Iterator<?> i = items.iterator(); i.hasNext(); ) {
          twin.add(copied(i.next(), done, variable));
        }
        yield twin;
      }
      case Record fields -> {
        Record twin = new Record();
        done.put(fields, twin);
        fields.forEach((name, field) -> twin.put(name, copied(field, done, variable)));
        yield twin;
      }
      case null, default -> value;
    };
  }

  // ---- what others remember with it

  /** What {@link #attach} kept, or null: how far its training has come, for example. */
  public final <T> @Nullable T attached(Class<T> kind) {
    return kind.cast(attached.get(kind));
  }

  /**
   * Keeps something with this module that is no member of it; a copy has by what its data was
   * normalized, the ranges it was trained on and how it is packed, and nothing else.
   */
  public final <T> void attach(Class<T> kind, @Nullable T value) {
    attached.put(kind, value);
  }

  @Override
  public String show() {
    return describe();
  }
}
