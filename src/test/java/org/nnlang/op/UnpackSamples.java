// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
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
    List<Sample> all = new ArrayList<>();
    all.add(of("of", n -> unpacked(n, Packing.INT8, 0, 5), codes(0), Sample.real(0)));
    // more than one panel of rows
    all.add(of("of", n -> unpacked(n, Packing.INT8, 800, 2), codes(200), Sample.real(800)));
    for (Packing p : Packing.values()) {
      all.addAll(
          List.of(
              of("of", n -> unpacked(n, p, 3, 5), codes(p, 15), Sample.real(3)),
              of("of", n -> unpacked(n, p, 2, 2, 3), codes(p, 12), Sample.real(2)),
              // products by the weight and by its transpose, of few and more rows
              of("of", n -> byTranspose(n, p, 5, 4), codes(p, 20), Sample.real(5), x),
              of("of", n -> byTranspose(n, p, 5, 3), codes(p, 15), Sample.real(5), row(1, 3)),
              of("of", n -> byTranspose(n, p, 5, 4), codes(p, 20), Sample.real(5), row(2, 4)),
              of("of", n -> byWeight(n, p, 4, 5), codes(p, 20), Sample.real(4), x),
              // rows of it
              of(
                  "of",
                  n -> Ops.lookup(unpacked(n, p, 3, 5), n.get(2)),
                  codes(p, 15),
                  Sample.real(3),
                  Sample.index(3, 2, 2))));
    }
    return all;
  }

  private static Sample.Arg row(long m, long n) {
    return Sample.real(m, n);
  }

  private static Sample.Arg codes(Packing packing, long numbers) {
    long words = packing.words(numbers);
    return packing == Packing.INT8 ? codes(words) : halves(words);
  }

  private static Sample of(String name, Function<List<Node>, Node> body, Sample.Arg... args) {
    return Sample.of(name, body, args);
  }

  private static Node unpacked(List<Node> n, Packing packing, long... shape) {
    List<Dim> dims = Arrays.stream(shape).mapToObj(Dim::of).toList();
    return n.get(0).apply(new Unpack(packing, dims), n.get(1));
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
