// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Packing;

/** Samples of {@link Unpack}, alone and where it is fused with what reads it. */
final class UnpackSamples {
  private UnpackSamples() {}

  static List<Sample> unpack() {
    Sample.Arg x = Sample.real(3, 4);
    return List.of(
        of("of", n -> unpacked(n, Packing.INT8, 3, 5), codes(2), Sample.real(3)),
        of("of", n -> unpacked(n, Packing.INT8, 2, 2, 3), codes(2), Sample.real(2)),
        of("of", n -> unpacked(n, Packing.BFLOAT16, 2, 5), halves(3)),
        of("of", n -> unpacked(n, Packing.INT8, 0, 5), codes(0), Sample.real(0)),
        // products by the weight and by its transpose, of few and more rows
        of("of", n -> byTranspose(n, Packing.INT8, 5, 4), codes(3), Sample.real(5), x),
        of(
            "of",
            n -> byTranspose(n, Packing.INT8, 5, 3),
            codes(2),
            Sample.real(5),
            Sample.real(1, 3)),
        of("of", n -> byWeight(n, Packing.INT8, 4, 5), codes(3), Sample.real(4), x),
        of("of", n -> byTranspose(n, Packing.BFLOAT16, 5, 4), halves(5), x),
        of("of", n -> byTranspose(n, Packing.BFLOAT16, 5, 4), halves(5), Sample.real(2, 4)),
        of("of", n -> byWeight(n, Packing.BFLOAT16, 4, 5), halves(5), x),
        // rows of it
        of(
            "of",
            n -> Ops.lookup(unpacked(n, Packing.INT8, 3, 5), n.get(2)),
            codes(2),
            Sample.real(3),
            Sample.index(3, 2, 2)),
        of(
            "of",
            n -> Ops.lookup(unpacked(n, Packing.BFLOAT16, 3, 5), n.get(1)),
            halves(4),
            Sample.index(3, 4)));
  }

  private static Sample of(String name, Function<List<Node>, Node> body, Sample.Arg... args) {
    return Sample.of(name, body, args);
  }

  private static Node unpacked(List<Node> n, Packing packing, long... shape) {
    List<Dim> dims = Arrays.stream(shape).mapToObj(Dim::of).toList();
    Node codes = n.get(0);
    return packing == Packing.INT8
        ? codes.apply(new Unpack(packing, dims), n.get(1))
        : codes.apply(new Unpack(packing, dims));
  }

  private static Node byTranspose(List<Node> n, Packing packing, long rows, long cols) {
    return Ops.matmul(n.getLast(), Ops.transpose(unpacked(n, packing, rows, cols)));
  }

  private static Node byWeight(List<Node> n, Packing packing, long rows, long cols) {
    return Ops.matmul(n.getLast(), unpacked(n, packing, rows, cols));
  }

  /** Eight bytes each, of any value; a double holds as many digits. */
  private static Sample.Arg codes(long words) {
    return new Sample.Arg(Type.of(DType.INT, words), -0x1p52, 0x1p52);
  }

  /** One number each, from 0 to 2, and three that are 0. */
  private static Sample.Arg halves(long words) {
    return new Sample.Arg(Type.of(DType.INT, words), 0, 0x4000);
  }
}
