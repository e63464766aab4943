// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Type;
import org.nnlang.graph.Unary;
import org.nnlang.kernel.Along;
import org.nnlang.kernel.CheckIds;
import org.nnlang.kernel.Scatter;
import org.nnlang.kernel.Take;
import org.nnlang.kernel.TakeAdd;
import org.nnlang.op.AddAlong;
import org.nnlang.op.ArgMax;
import org.nnlang.op.ArgSort;
import org.nnlang.op.Assemble;
import org.nnlang.op.Attend;
import org.nnlang.op.AttendGradient;
import org.nnlang.op.Cast;
import org.nnlang.op.Compare;
import org.nnlang.op.CompareScalar;
import org.nnlang.op.Convolve;
import org.nnlang.op.Cumsum;
import org.nnlang.op.Detach;
import org.nnlang.op.Expand;
import org.nnlang.op.Fill;
import org.nnlang.op.Gather;
import org.nnlang.op.Identity;
import org.nnlang.op.Ids;
import org.nnlang.op.Iota;
import org.nnlang.op.IsNan;
import org.nnlang.op.MatMul;
import org.nnlang.op.Not;
import org.nnlang.op.Pairwise;
import org.nnlang.op.Permute;
import org.nnlang.op.Pointwise;
import org.nnlang.op.Pool;
import org.nnlang.op.Primitive;
import org.nnlang.op.PutAlong;
import org.nnlang.op.Random;
import org.nnlang.op.Reducing;
import org.nnlang.op.Reshape;
import org.nnlang.op.Scan;
import org.nnlang.op.ScanOutput;
import org.nnlang.op.ScatterAdd;
import org.nnlang.op.Slice;
import org.nnlang.op.TakeAlong;
import org.nnlang.op.Unpack;
import org.nnlang.op.Where;

/** How each primitive op runs here: one line an op, what takes more in a class of its own. */
public final class Lower {
  private Lower() {}

  /** How the node runs, whose inputs have known sizes. */
  public static Lowering of(Node n) {
    return of(n.op(), n.inputs().stream().map(Node::type).toList(), n.type());
  }

  /** How an op runs on inputs of these types, all sizes known. */
  public static Lowering of(Op op, List<Type> inputs, Type output) {
    return switch (op) {
      case Primitive p -> primitive(p, inputs, output);
      case Lowered l -> l.lower(output);
      default -> throw new IllegalArgumentException(op + " is not computed");
    };
  }

  private static Lowering primitive(Primitive op, List<Type> inputs, Type output) {
    return switch (op) {
      case Pointwise p -> new Lowering.Map1(p.unary(), p.c());
      case Pairwise p -> new Lowering.Map2(p.binary());
      case Reducing r -> new Lowering.Reduce(r.reduction(), r.from(), r.to());
      case Compare c -> new Lowering.Map2(c.op());
      case CompareScalar c -> new Lowering.Map1(c.op(), c.c());
      case Not n -> new Lowering.Map1(Unary.NOT);
      case IsNan n -> new Lowering.Map1(Unary.IS_NAN);
      case Unpack u -> PackedWeights.whole(u, output);
      case Where w -> new Lowering.Where();
      case Cast c -> new Lowering.Cast();
      case Fill f -> new Lowering.Fill(f.value());
      case Iota i -> new Lowering.Iota(i.axis(), i.start(), i.step());
      case Random r -> new Lowering.Random(r.stream());
      case Detach d -> new Lowering.Alias(0);
      case Reshape r -> new Lowering.Alias(0);
      case Identity i -> new Lowering.Alias(0);
      case Expand e -> Views.of(e, inputs.get(0), output);
      case Permute p -> Views.of(p, inputs.get(0), output);
      case Slice s -> Views.of(s, inputs.get(0), output);
      case MatMul m -> new Lowering.MatMul(m.transposeA(), m.transposeB());
      case Convolve c -> WindowedOps.of(c, inputs, output);
      case Pool p -> WindowedOps.of(p, inputs.get(0), output);
      case Attend a -> new Lowering.Call(StridedAttention.kernel(a, inputs).forward());
      case AttendGradient a ->
          new Lowering.Call(
              StridedAttention.kernel(a.op(), inputs.subList(0, inputs.size() - 1)).backward());
      case Assemble a -> assemble(a, inputs, output);
      case Gather g -> gather(inputs.get(0), inputs.get(1));
      case ScatterAdd s -> scatterAdd(s, inputs, output);
      case TakeAlong t -> {
        Along.Kind kind = t.classes() ? Along.Kind.TAKE_CLASS : Along.Kind.TAKE;
        yield along(kind, inputs.get(0), t.axis(), size(output, t.axis()));
      }
      case AddAlong a -> along(Along.Kind.ADD_AT, output, a.axis(), size(inputs.get(0), a.axis()));
      case PutAlong p -> along(Along.Kind.PUT_AT, output, p.axis(), size(inputs.get(1), p.axis()));
      case ArgMax a -> along(Along.Kind.ARG_MAX, inputs.get(0), a.axis(), 1);
      case ArgSort a -> {
        Along.Kind kind = a.descending() ? Along.Kind.ARG_SORT_DOWN : Along.Kind.ARG_SORT;
        yield along(kind, inputs.get(0), a.axis(), size(inputs.get(0), a.axis()));
      }
      case Cumsum c -> along(Along.Kind.CUMULATE, output, c.axis(), size(output, c.axis()));
      case Ids i -> ids(i, output);
      case Scan s -> new Lowering.Repeat(s.recurrence());
      case ScanOutput o -> new Lowering.Alias(output.size() == 0 ? 0 : o.offset().value());
    };
  }

  private static Lowering assemble(Assemble op, List<Type> inputs, Type output) {
    List<Scatter.Part> out = new ArrayList<>();
    long[] strides = Views.strides(output);
    long filled = 0;
    for (int i = 0; i < op.parts().size(); i++) {
      Assemble.Part part = op.parts().get(i);
      long offset = 0;
      long[] step = new long[strides.length];
      for (int k = 0; k < strides.length; k++) {
        offset += part.starts().get(k).value() * strides[k];
        step[k] = part.steps().get(k) * strides[k];
      }
      filled += inputs.get(i).size();
      out.add(new Scatter.Part(inputs.get(i).shape(), offset, step));
    }
    return new Lowering.Call(new Scatter(out, output.dtype(), filled == output.size()));
  }

  private static Lowering gather(Type x, Type index) {
    long width = x.with(x.dims().subList(1, x.rank())).size();
    return new Lowering.Call(new Take(x.dim(0).value(), width, index.size(), x.dtype()));
  }

  private static Lowering scatterAdd(ScatterAdd op, List<Type> inputs, Type output) {
    long width = output.with(output.dims().subList(1, output.rank())).size();
    boolean onto = inputs.size() > 2;
    return new Lowering.Call(
        new TakeAdd(op.rows().value(), width, inputs.get(1).size(), output.dtype(), onto));
  }

  private static Lowering ids(Ids op, Type output) {
    CheckIds.Of of =
        switch (op.kind()) {
          case ID -> CheckIds.Of.ID;
          case CLASS -> CheckIds.Of.CLASS;
        };
    List<Long> shape = output.dims().stream().map(Dim::value).toList();
    return new Lowering.Call(new CheckIds(of, op.count().value(), shape));
  }

  /**
   * The kernel that works along one axis.
   *
   * @param whole the type that has the axis in full
   * @param length the size of the axis in indices or result
   */
  private static Lowering along(Along.Kind kind, Type whole, int axis, int length) {
    List<Dim> dims = whole.dims();
    long outer = whole.with(dims.subList(0, axis)).size();
    long inner = whole.with(dims.subList(axis + 1, dims.size())).size();
    return new Lowering.Call(
        new Along(kind, outer, size(whole, axis), inner, length, whole.dtype()));
  }

  private static int size(Type t, int axis) {
    return Math.toIntExact(t.dim(axis).value());
  }
}
