// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** Sizes that are known when the model runs: tensors of one integer, computed from its inputs. */
final class OnnxSizes implements Dim.Arithmetic<String> {
  private final OnnxGraph graph;
  private final NetGraph net;

  /**
   * @param net whose arguments have axes of the sizes that are names
   */
  OnnxSizes(OnnxGraph graph, NetGraph net) {
    this.graph = graph;
    this.net = net;
  }

  /** A size as a tensor {@code [1]}. */
  String of(Dim dim) {
    return dim.by(this);
  }

  /** A size as a tensor without axes. */
  String scalar(Dim dim) {
    return graph.node("Squeeze", List.of(of(dim), graph.integers(0)));
  }

  /** A shape as a tensor of one axis. */
  String shape(List<Dim> dims) {
    if (dims.stream().allMatch(Dim::isKnown)) {
      return graph.integers(dims.stream().mapToLong(Dim::value).toArray());
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < dims.size(); ) {
      int end = i;
      while (end < dims.size() && dims.get(end).isKnown()) {
        end++;
      }
      if (end > i) {
        parts.add(graph.integers(dims.subList(i, end).stream().mapToLong(Dim::value).toArray()));
        i = end;
      } else {
        parts.add(of(dims.get(i++)));
      }
    }
    return parts.size() == 1 ? parts.get(0) : graph.node("Concat", parts, Attribute.of("axis", 0));
  }

  @Override
  public String number(long value) {
    return graph.integers(value);
  }

  @Override
  public String named(String name) {
    Dim wanted = Dim.named(name);
    for (Node argument : net.arguments()) {
      int axis = argument.type().dims().indexOf(wanted);
      if (axis >= 0) {
        String shape = graph.node("Shape", List.of(net.name(argument)));
        return graph.node("Gather", List.of(shape, graph.integers(axis)), Attribute.of("axis", 0));
      }
    }
    throw Problem.of(ErrorCode.VALUE, "the size `" + name + "` is not one of what the net takes")
        .hint("an example of the input, `input: x`, gives sizes that are not open");
  }

  @Override
  public String plus(String a, String b) {
    return graph.node("Add", List.of(a, b));
  }

  @Override
  public String times(String a, String b) {
    return graph.node("Mul", List.of(a, b));
  }

  /** ONNX cuts quotients off, and its rest has the sign of the divisor. */
  @Override
  public String floorDiv(String a, String b) {
    String rest = graph.node("Mod", List.of(a, b));
    return graph.node("Div", List.of(graph.node("Sub", List.of(a, rest)), b));
  }

  @Override
  public String least(String a, String b) {
    return graph.node("Min", List.of(a, b));
  }
}
