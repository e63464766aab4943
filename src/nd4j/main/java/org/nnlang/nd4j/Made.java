// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;

/**
 * What a node became. Its shape may be smaller than the node's, to which it broadcasts: most ops
 * never need it in full.
 *
 * @param dims the shape of the variable
 */
record Made(SDVariable variable, List<Dim> dims) {
  Made {
    dims = List.copyOf(dims);
  }

  /**
   * The same beside another one: ND4J takes a single number with axes for an array, and then fails
   * to compare it; without axes it goes with everything.
   */
  Made beside(Made other) {
    boolean single = Type.product(dims).is(1) && !dims.isEmpty() && !dims.equals(other.dims);
    boolean wider = other.dims.size() > dims.size() || !Type.product(other.dims).is(1);
    return single && wider ? new Made(variable.reshape(), List.of()) : this;
  }

  /** The shape of what two of these shapes give element by element. */
  static List<Dim> broadcast(List<Dim> a, List<Dim> b) {
    List<Dim> out = new ArrayList<>();
    int rank = Math.max(a.size(), b.size());
    for (int i = 0; i < rank; i++) {
      int p = i - rank + a.size();
      int q = i - rank + b.size();
      out.add(p < 0 || q >= 0 && a.get(p).is(1) ? b.get(q) : a.get(p));
    }
    return out;
  }
}
