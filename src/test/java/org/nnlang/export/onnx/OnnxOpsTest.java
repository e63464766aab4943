// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Traced;
import org.nnlang.export.SampleNets;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.op.Sample;
import org.nnlang.op.Samples;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/** Every sample of every op: ONNX Runtime gives for the exported graph what nn computes. */
class OnnxOpsTest {
  private static final Engine ENGINE = new Engine(1, 1L << 30, () -> {});

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @TestFactory
  Stream<DynamicTest> samples() {
    return tests(DType.FLOAT32, false);
  }

  @TestFactory
  Stream<DynamicTest> samplesInDoublePrecision() {
    return tests(DType.FLOAT64, false);
  }

  /** Where all arguments have the same first size, that is left open. */
  @TestFactory
  Stream<DynamicTest> samplesOfOpenSize() {
    return tests(DType.FLOAT32, true);
  }

  private static Stream<DynamicTest> tests(DType dtype, boolean open) {
    return Samples.all()
        .filter(s -> !open || sameFirst(s))
        .filter(s -> !ofNothing(s))
        .map(
            s ->
                dynamicTest(
                    s.name() + s.args().stream().map(Sample.Arg::type).toList(),
                    () -> check(s, dtype, open)));
  }

  /** Of no channels ONNX Runtime adds the bias to what its memory held before. */
  private static boolean ofNothing(Sample s) {
    return s.name().equals("convolution") && s.args().get(1).type().count().is(0);
  }

  /** None of size 0: ONNX Runtime ends the process where it sorts nothing. */
  private static boolean sameFirst(Sample s) {
    return !s.args().isEmpty()
        && s.args().stream().noneMatch(a -> a.type().count().is(0))
        // whether there is a weight a class or a row is told by its size
        && !s.name().equals("crossEntropy")
        && s.args().stream().allMatch(a -> a.type().rank() > 0)
        && s.args().stream().map(a -> a.type().dim(0)).distinct().count() == 1;
  }

  private static void check(Sample s, DType dtype, boolean open) {
    List<Type> types = SampleNets.types(s, dtype);
    Traced traced;
    byte[] model;
    try {
      traced =
          SampleNets.traced(
              ENGINE, s, open ? types.stream().map(OnnxOpsTest::open).toList() : types);
      model = model(traced);
    } catch (Problem p) {
      // no part of a net that predicts, or what a sample does needs its sizes
      boolean training = p.getMessage().matches(".*(gradient|dropout|packed).*");
      assertTrue(open || training && p.code() == ErrorCode.VALUE, p.getMessage());
      return;
    }
    if (traced.graph().nodes().stream().anyMatch(n -> n.op().name().equals("rand"))) {
      return;
    }
    var random = new SplittableRandom(11);
    List<Tensor> tensors = new ArrayList<>();
    List<Peer.Numbers> numbers = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Tensor t = SampleNets.drawn(ENGINE, s.args().get(i), types.get(i), random);
      tensors.add(t);
      numbers.add(numbers(t));
    }
    Tensor wanted = (Tensor) ENGINE.apply(tensors, s.body());
    try (Peer peer = new Peer(model, dtype == DType.FLOAT32)) {
      Peer.Numbers found = peer.run(numbers).get(0);
      assertArrayEquals(wanted.shape(), found.shape());
      assertEquals(numbers(wanted).kind(), found.kind());
      close(wanted.toDoubles(), found.values(), 1e-5);
    }
  }

  static void close(double[] wanted, double[] found, double tolerance) {
    for (int i = 0; i < wanted.length; i++) {
      double scale = Math.max(1, Math.abs(wanted[i]));
      boolean same = wanted[i] == found[i] || Double.isNaN(wanted[i]) && Double.isNaN(found[i]);
      if (!same && !(Math.abs(wanted[i] - found[i]) <= tolerance * scale)) {
        throw new AssertionError(
            i
                + ": "
                + found[i]
                + " for "
                + wanted[i]
                + "\n"
                + Arrays.toString(found)
                + "\n"
                + Arrays.toString(wanted));
      }
    }
  }

  private static Type open(Type t) {
    List<Dim> dims = new ArrayList<>(t.dims());
    dims.set(0, Dim.named("n"));
    return t.with(dims);
  }

  static byte[] model(Traced traced) {
    return bytes(OnnxExporter.model(SampleNets.graph(ENGINE, traced), false));
  }

  private static byte[] bytes(Proto proto) {
    var out = new ByteArrayOutputStream();
    try {
      proto.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertEquals(proto.size(), out.size());
    return out.toByteArray();
  }

  static Peer.Numbers numbers(Tensor t) {
    char kind =
        switch (t.dtype()) {
          case FLOAT32 -> 'f';
          case FLOAT64 -> 'd';
          case INT -> 'i';
          case BOOL -> 'b';
        };
    return new Peer.Numbers(t.toDoubles(), t.shape(), kind);
  }
}
