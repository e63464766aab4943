// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nnlang.backend.Backend;
import org.nnlang.backend.Backends;
import org.nnlang.backend.Executable;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.Sample;
import org.nnlang.op.Samples;
import org.nnlang.source.Warnings;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/**
 * Every sample of every op with its gradients, on ND4J and on nn's own engine: sizes 0 and 1 and
 * broadcasting are among them, ints and bools where ops have them.
 */
class SamplesTest {
  /** Compiles for ND4J and keeps what it made. */
  private static class Recording implements Backend {
    final List<Executable> made = new ArrayList<>();

    @Override
    public String name() {
      return "recording";
    }

    @Override
    public Executable compile(Subgraph function) {
      made.add(new Nd4jBackend().compile(function));
      return made.getLast();
    }
  }

  /** Compiles for ND4J, and runs what is left of the graph after a file. */
  private static final class Saved extends Recording {
    @Override
    public Executable compile(Subgraph function) {
      if (!(super.compile(function) instanceof SameDiffFunction f)) {
        return made.getLast();
      }
      try {
        SameDiff read = SameDiff.fromFlatBuffers(f.graph().asFlatBuffers(false));
        made.set(made.size() - 1, f.on(read));
        return made.getLast();
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Products of unknown ints may overflow, and are left to nn's own engine. */
  private static final Set<String> LEFT = Set.of("cumprod");

  private static final Recording RECORDING = new Recording();
  private static final Recording SAVED = new Saved();
  private static final Engine OWN = engine(Backends.named(Backends.OWN));
  private static final Engine ND4J = engine(RECORDING);
  private static final Engine FILES = engine(SAVED);

  private static Engine engine(Backend backend) {
    if (backend instanceof Recording) {
      new Nd4jBackend().open();
    }
    return new Engine(1, 1L << 30, () -> {}, Warnings.NONE, backend);
  }

  @AfterAll
  static void close() {
    List.of(OWN, ND4J, FILES).forEach(Engine::close);
  }

  @TestFactory
  Stream<DynamicTest> doubles() {
    return tests(ND4J, RECORDING, DType.FLOAT64, 1e-10);
  }

  @TestFactory
  Stream<DynamicTest> floatsAfterAFile() {
    return tests(FILES, SAVED, DType.FLOAT32, 3e-4);
  }

  private static Stream<DynamicTest> tests(
      Engine engine, Recording recording, DType dtype, double tolerance) {
    return Samples.all()
        .map(
            s ->
                dynamicTest(
                    s.name() + s.args().stream().map(Sample.Arg::type).toList(),
                    () -> {
                      recording.made.clear();
                      check(engine, s, dtype, tolerance);
                      if (!LEFT.contains(s.name())) {
                        recording.made.forEach(SamplesTest::byNd4j);
                      }
                    }));
  }

  /** Nothing but what it is said to was left to nn's own engine. */
  private static void byNd4j(Executable e) {
    assertEquals(SameDiffFunction.class, e.getClass());
    assertEquals(false, ((SameDiffFunction) e).fellBack(), "looked odd");
  }

  private static void check(Engine engine, Sample sample, DType dtype, double tolerance) {
    var random = new SplittableRandom(11);
    List<Tensor> tensors = new ArrayList<>();
    for (Sample.Arg arg : sample.args()) {
      Type type = arg.type().dtype().isFloat() ? arg.type().with(dtype) : arg.type();
      tensors.add(drawn(type, arg, random));
    }
    for (Engine e : List.of(OWN, engine)) {
      e.random().seed(5);
    }
    same(OWN.apply(tensors, sample.body()), engine.apply(tensors, sample.body()), tolerance);
    Function<List<Node>, Node> loss =
        n -> {
          Node out = Ops.flatten(sample.body().apply(n), 0);
          Node weight = Ops.iota(out.graph(), out.type(), 0, 0.7, 0.37);
          return Ops.sum(Numeric.mul(out, Numeric.sin(weight)), null, false);
        };
    List<Tensor> wrt = tensors.stream().filter(t -> t.dtype().isFloat()).toList();
    if (((Tensor) OWN.apply(tensors, sample.body())).dtype().isFloat()) {
      engine.apply(tensors, sample.body());
      List<TensorLike> expected = OWN.valueAndGrad(tensors, wrt, false, loss).gradients();
      List<TensorLike> found = engine.valueAndGrad(tensors, wrt, false, loss).gradients();
      for (int i = 0; i < wrt.size(); i++) {
        same(expected.get(i), found.get(i), tolerance);
      }
    }
  }

  private static Tensor drawn(Type type, Sample.Arg arg, SplittableRandom random) {
    Tensor t = Tensor.zeros(OWN.memory(), type.dtype(), type.shape());
    for (long i = 0; i < t.size(); i++) {
      double x = arg.low() + random.nextDouble() * (arg.high() - arg.low());
      switch (type.dtype()) {
        case FLOAT32 -> t.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) x);
        case FLOAT64 -> t.data().setAtIndex(ValueLayout.JAVA_DOUBLE, i, x);
        case INT -> t.data().setAtIndex(ValueLayout.JAVA_LONG, i, (long) Math.floor(x));
        case BOOL -> t.data().set(ValueLayout.JAVA_BYTE, i, (byte) x);
      }
    }
    return t;
  }

  private static void same(TensorLike expected, TensorLike found, double tolerance) {
    Tensor a = (Tensor) expected;
    Tensor b = (Tensor) found;
    assertArrayEquals(a.shape(), b.shape());
    assertEquals(a.dtype(), b.dtype());
    double[] x = a.toDoubles();
    double[] y = b.toDoubles();
    double scale = Arrays.stream(x).map(Math::abs).filter(v -> v < 1e30).max().orElse(0);
    for (int i = 0; i < x.length; i++) {
      boolean same = Double.compare(x[i], y[i]) == 0;
      if (!same && !(Math.abs(x[i] - y[i]) <= tolerance * (1 + scale))) {
        assertEquals(Arrays.toString(x), Arrays.toString(y));
      }
    }
  }
}
