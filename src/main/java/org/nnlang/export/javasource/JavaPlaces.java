// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.javasource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Assemble;
import org.nnlang.op.Permute;
import org.nnlang.op.Slice;

/** The same numbers at other places: what is said by a start and a stride for each axis. */
final class JavaPlaces {
  private final JavaWriter writer;
  private final JavaText text;
  private final Node n;

  JavaPlaces(JavaWriter writer, Node n) {
    this.writer = writer;
    this.n = n;
    text = writer.text;
  }

  private static List<Dim> strides(List<Dim> dims) {
    Dim[] out = new Dim[dims.size()];
    Dim stride = Dim.of(1);
    for (int i = out.length - 1; i >= 0; i--) {
      out[i] = stride;
      stride = stride.times(dims.get(i));
    }
    return List.of(out);
  }

  private String take(Dim start, List<Dim> strides) {
    return writer.let(
        n,
        writer.call(
            "take",
            n.dtype(),
            writer.of(n.input(0)),
            text.array(n.type().dims()),
            text.of(start),
            text.array(strides)));
  }

  String permuted(Permute o) {
    List<Dim> from = strides(n.input(0).type().dims());
    return take(Dim.of(0), o.axes().stream().map(from::get).toList());
  }

  /** {@code x}, which is an input, with these sizes. */
  String expanded(Node x, List<Dim> dims) {
    List<Dim> own = strides(x.type().dims());
    int extra = dims.size() - x.rank();
    List<Dim> strides = new ArrayList<>(Collections.nCopies(dims.size(), Dim.of(0)));
    for (int i = 0; i < x.rank(); i++) {
      if (!x.type().dim(i).is(1)) {
        strides.set(extra + i, own.get(i));
      }
    }
    writer.comment(n);
    String name = text.name(JavaText.identifier(writer.net.part(n)) + "_expand");
    String value =
        writer.call("take", x.dtype(), writer.of(x), text.array(dims), "0", text.array(strides));
    writer.line(JavaText.type(x.dtype()) + "[] " + name + " = " + value);
    return name;
  }

  String sliced(Slice o) {
    List<Dim> from = strides(n.input(0).type().dims());
    Dim start = Dim.of(0);
    List<Dim> strides = new ArrayList<>();
    for (int i = 0; i < n.rank(); i++) {
      start = start.plus(o.starts().get(i).times(from.get(i)));
      strides.add(from.get(i).times(o.steps().get(i)));
    }
    return take(start, strides);
  }

  String assembled(Assemble o) {
    List<Dim> into = strides(n.type().dims());
    String type = JavaText.type(n.dtype());
    String value = writer.let(n, "new " + type + "[" + text.product(n.type().dims()) + "]");
    for (int i = 0; i < o.parts().size(); i++) {
      Assemble.Part part = o.parts().get(i);
      Dim start = Dim.of(0);
      List<Dim> strides = new ArrayList<>();
      for (int axis = 0; axis < n.rank(); axis++) {
        start = start.plus(part.starts().get(axis).times(into.get(axis)));
        strides.add(into.get(axis).times(part.steps().get(axis)));
      }
      writer.line(
          writer.call(
              "put",
              n.dtype(),
              writer.of(n.input(i)),
              value,
              text.array(n.input(i).type().dims()),
              text.of(start),
              text.array(strides)));
    }
    return value;
  }
}
