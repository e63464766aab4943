// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.nnlang.engine.Predictor;
import org.nnlang.engine.Trace;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.lang.ModelInstance;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.JavaArrays;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Leaves;
import org.nnlang.value.Module;

/**
 * A net of a script.
 *
 * <p>{@link #predict} may be called from any number of threads at once, also while the net is
 * trained: it computes with the weights as they were when this object was made, or its last
 * training, {@link #load} or {@link #refresh} ended. The first call for a new shape of input
 * compiles the net for it and waits for its turn in the {@link Nn}; later ones lock nothing and
 * wait for nobody.
 */
public final class NnModel {
  /** Shapes of inputs for which a net is kept compiled; after as many more they are dropped. */
  private static final int SHAPES = 64;

  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  private final Nn nn;
  private final Value value;
  private final Module net;
  private final DType floats;

  /** Whether the net says that it takes a vector and no batch of them. */
  private final boolean takesOneRow;

  private final Map<List<Type>, Predictor> compiled = new ConcurrentHashMap<>();
  private volatile Predictor.Weights weights;

  NnModel(Nn nn, Value value, Module net) {
    this.nn = nn;
    this.value = value;
    this.net = net;
    boolean wide =
        net.variables().values().stream().anyMatch(v -> v.type().dtype() == DType.FLOAT64);
    floats = wide ? DType.FLOAT64 : DType.FLOAT32;
    takesOneRow =
        nn.asScript(value, () -> net instanceof ModelInstance made && made.inputRank() == 1);
    refresh();
  }

  Value value() {
    return value;
  }

  /**
   * Predicts for a batch of vectors.
   *
   * @param rows {@code [batch][in]}
   * @return {@code [batch][out]}
   * @throws NnException {@code shape} where the net does not take such rows
   */
  public float[][] predict(float[][] rows) {
    return predict(rows, float[][].class);
  }

  /**
   * Predicts for one vector.
   *
   * @param row {@code [in]}
   * @return {@code [out]}
   */
  public float[] predict(float[] row) {
    return takesOneRow
        ? predict(row, float[].class)
        : predict(new float[][] {row}, float[][].class)[0];
  }

  /**
   * Predicts for arrays of any depth: images as {@code float[][][][]}, tokens as {@code int[][]} or
   * {@code long[][]}.
   *
   * @param input an array of float, double, int, long or boolean
   * @param result the class of the result, of as many dimensions as the net gives: {@code
   *     float[][].class}
   * @throws NnException {@code shape} where the net does not take such an input, {@code type} where
   *     it gives another number of dimensions
   */
  public <T> T predict(Object input, Class<T> result) {
    return run(
        type(input),
        inputs -> JavaArrays.write(input, inputs.getFirst()),
        outputs -> JavaArrays.read(only(outputs), result));
  }

  /**
   * Predicts from a buffer into another, both row-major.
   *
   * @param shape of the input
   * @param input as many floats from its position on, which does not move
   * @param output where to the result is written from its position on, which moves behind it
   * @throws NnException {@code shape} where a buffer has too few, {@code type} where the net gives
   *     no float32
   */
  public void predict(long[] shape, FloatBuffer input, FloatBuffer output) {
    int count = count(shape, input);
    run(
        Type.of(DType.FLOAT32, shape),
        inputs -> JavaArrays.floats(inputs.getFirst()).put(0, input, input.position(), count),
        outputs -> put(only(outputs), output));
  }

  /** How many floats a tensor of this shape takes from a buffer. */
  private static int count(long[] shape, FloatBuffer input) {
    boolean known = true;
    double count = 1;
    for (long size : shape) {
      known &= size >= 0;
      count *= size;
    }
    if (!known || count > input.remaining()) {
      throw NnException.of(
          Problem.of(
                  ErrorCode.SHAPE,
                  "the input is no tensor of shape %s: it has %d floats"
                      .formatted(Arrays.toString(shape), input.remaining()))
              .hint("they are counted from the buffer's position to its limit"));
    }
    return (int) count;
  }

  private static FloatBuffer put(Tensor result, FloatBuffer output) {
    if (result.dtype() != DType.FLOAT32) {
      throw Problem.of(ErrorCode.TYPE, "the net gives " + result.dtype() + ", which are no float32")
          .hint("predict(input, class) gives them as an array");
    }
    FloatBuffer floats = JavaArrays.floats(result);
    if (output.isReadOnly() || output.remaining() < floats.remaining()) {
      throw Problem.of(
              ErrorCode.SHAPE,
              "the net gives %d floats, the output has room for %d"
                  .formatted(floats.remaining(), output.isReadOnly() ? 0 : output.remaining()))
          .hint("they are counted from the buffer's position to its limit");
    }
    return output.put(floats);
  }

  private static Tensor only(List<Tensor> outputs) {
    if (outputs.size() != 1) {
      throw Problem.of(
              ErrorCode.TYPE, "the net gives %d tensors and not one".formatted(outputs.size()))
          .hint("call it by value().call(…), which gives a list");
    }
    return outputs.getFirst();
  }

  private Type type(Object input) {
    if (input == null || !JavaArrays.isNumeric(input.getClass())) {
      throw NnException.of(
          Problem.of(ErrorCode.TYPE, "a net takes arrays of numbers, such as float[][]"));
    }
    return Type.of(JavaArrays.dtype(input, floats), JavaArrays.shape(input));
  }

  private <T> T run(Type type, Consumer<List<Tensor>> fill, Function<List<Tensor>, T> read) {
    return nn.inside(
        () -> {
          check();
          List<Type> types = List.of(type);
          Predictor predictor = compiled.get(types);
          if (predictor == null) {
            predictor = compile(types);
          }
          T made = predictor.run(weights, fill, read);
          // what was closed meanwhile may have been computed without its weights
          check();
          return made;
        });
  }

  /** Ends a prediction whose thread was interrupted, or whose {@link Nn} was closed. */
  private void check() {
    if (nn.isClosed()) {
      throw NnException.closed();
    }
    if (Thread.currentThread().isInterrupted()) {
      throw NnException.of(NnException.Kind.INTERRUPTED, "interrupted", "interrupted");
    }
  }

  private Predictor compile(List<Type> types) {
    return nn.asScript(
        value,
        () -> {
          if (compiled.size() >= SHAPES) {
            compiled.clear();
          }
          Predictor made = net.engine().predictor(types, this::check, this::traced);
          compiled.put(types, made);
          if (!weights.hold(made.variables())) {
            // it reads those of another net
            refresh();
          }
          return made;
        });
  }

  private List<Node> traced(List<Node> inputs) {
    Object result = net.call(inputs.toArray(), Map.of());
    Trace trace = net.engine().trace();
    return Leaves.of(result).stream().map(trace::lift).toList();
  }

  /** Has {@link #predict} compute with the weights as they are now. */
  public void refresh() {
    weights =
        nn.asScript(
            value,
            () -> {
              Set<Variable> read = new LinkedHashSet<>(net.variables().values());
              compiled.values().forEach(p -> read.addAll(p.variables()));
              return new Predictor.Weights(read, net.engine().memory());
            });
  }

  /**
   * Trains the net, as {@code train} does in a script.
   *
   * @param x inputs: {@code [rows][…]}
   * @param y targets, as many rows
   * @param options by name as {@code train} takes them. Numbers and booleans are meant as they are;
   *     a text is the script's word for a loss, an optimizer or a schedule: {@code "mse"}, {@code
   *     "adam(lr: 0.01)"}; a {@code Path} is a path. {@code loss} has to be among them
   * @throws NnException where an option is wrong, or training fails; the net then has the weights
   *     of its last whole step
   */
  public NnTraining train(Object x, Object y, Map<String, ?> options) {
    return train(x, y, options, step -> true);
  }

  /**
   * The same, and tells of each step.
   *
   * @param onStep called after each step by the training thread; false ends the training
   */
  public NnTraining train(Object x, Object y, Map<String, ?> options, Predicate<NnStep> onStep) {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("x", JavaValues.forScript(x));
    given.put("y", JavaValues.forScript(y));
    return train("[given.x, given.y]", given, options, onStep);
  }

  /**
   * Trains the net on batches as they come, of any number of rows each, a batch a step: for data
   * that does not fit into memory, or is made as it goes. Ends after {@code steps}, which have to
   * be given, or with the batches. A {@code Stream} of batches is given as {@code
   * stream::iterator}.
   *
   * @param batches gone through once, by the thread that trains
   * @param options as {@link #train(Object, Object, Map)} takes them; there is no order to be
   *     shuffled
   */
  public NnTraining train(Iterable<NnBatch> batches, Map<String, ?> options) {
    return train(batches, options, step -> true);
  }

  /**
   * The same, and tells of each step.
   *
   * @param onStep called after each step by the training thread; false ends the training
   */
  public NnTraining train(
      Iterable<NnBatch> batches, Map<String, ?> options, Predicate<NnStep> onStep) {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("batches", JavaValues.batches(batches.iterator()));
    return train("given.batches", given, options, onStep);
  }

  private NnTraining train(
      String data, Map<String, Object> given, Map<String, ?> options, Predicate<NnStep> onStep) {
    given.put(
        "on_step", (ProxyExecutable) step -> JavaValues.byProgram(() -> onStep.test(step(step))));
    var call = new StringBuilder("(net, given) -> train(net, ").append(data);
    options.forEach(
        (name, option) -> {
          if (!NAME.matcher(name).matches()) {
            throw NnException.of(
                Problem.of(ErrorCode.ARGUMENT, "this is no option's name: " + name));
          }
          boolean word = option instanceof String;
          call.append(", ").append(name).append(": ").append(word ? option : "given.o_" + name);
          given.put("o_" + name, JavaValues.forScript(option));
        });
    // numbers one by one: a record's members would be read by code that can be interrupted
    call.append(", on_step: r -> given.on_step(r.step, r.steps, r.loss, r.lr, r.epoch, ")
        .append("if r.val_loss == none { 0.0 } else { r.val_loss }, r.val_loss != none))");
    try {
      return nn.limited(
          () ->
              NnTraining.of(
                  nn.evaluated(call.toString()).execute(value, ProxyObject.fromMap(given))));
    } finally {
      if (!nn.isClosed()) {
        refresh();
      }
    }
  }

  private static NnStep step(Value[] r) {
    return new NnStep(
        r[0].asLong(),
        r[1].asLong(),
        r[2].asDouble(),
        r[3].asDouble(),
        r[4].asDouble(),
        r[6].asBoolean() ? OptionalDouble.of(r[5].asDouble()) : OptionalDouble.empty());
  }

  /**
   * Writes the weights as a safetensors file, whole or not at all.
   *
   * @param file below a folder that scripts may use
   */
  public void save(Path file) {
    called("save", file);
  }

  /**
   * Reads weights from a safetensors file, all or none.
   *
   * @param file below a folder that scripts may use
   * @throws NnException {@code value} where the file has other weights than the net
   */
  public void load(Path file) {
    called("load", file);
    refresh();
  }

  private void called(String function, Path file) {
    nn.limited(
        () -> nn.evaluated(function).execute(value, file.toAbsolutePath().normalize().toString()));
  }

  /**
   * The weights by path, as arrays of their own that belong to nobody: to be handed to another net,
   * also of another {@link Nn} or thread.
   */
  public NnWeights share() {
    return nn.asScript(
        value,
        () -> {
          Map<String, NnWeights.Weight> out = new LinkedHashMap<>();
          net.variables()
              .forEach(
                  (path, v) -> {
                    Tensor t = v.value();
                    Object numbers = t.dtype().isFloat() ? t.toDoubles() : (Object) t.toLongs();
                    out.put(path, new NnWeights.Weight(t.dtype(), t.shape(), numbers));
                  });
          return new NnWeights(out);
        });
  }

  /**
   * Takes the weights of another net over, all or none: of the same script in another {@link Nn},
   * or of a changed one whose weights have the same paths and shapes.
   *
   * @throws NnException {@code value} where a path is missing or has another shape
   */
  public void take(NnWeights other) {
    nn.asScript(
        value,
        () -> {
          other.into(net.variables(), net.engine().memory());
          return null;
        });
    refresh();
  }

  /**
   * Takes over what fits of the weights of another net: those whose path and shape this net has
   * too.
   *
   * @param which of these, by path
   * @return the paths of what was taken
   */
  public Set<String> takeFitting(NnWeights other, Predicate<String> which) {
    Set<String> taken =
        nn.asScript(value, () -> other.fitting(net.variables(), net.engine().memory(), which));
    refresh();
    return taken;
  }

  /** The paths of its weights: {@code layers.0.weight}. */
  public Set<String> weightPaths() {
    return nn.asScript(value, () -> new LinkedHashSet<>(net.variables().keySet()));
  }

  /** The net as a script's value, for all that this class does not offer. */
  public NnValue asValue() {
    return new NnValue(nn, value);
  }

  /** One line that says what it is. */
  @Override
  public String toString() {
    return net.describe();
  }
}
