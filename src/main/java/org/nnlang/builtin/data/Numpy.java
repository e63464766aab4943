// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.Npy;
import org.nnlang.value.Arguments;

/** {@code numpy}. */
@AutoService(Builtin.class)
public final class Numpy implements Builtin {
  @Override
  public String signature() {
    return "numpy(path: string)";
  }

  @Override
  public String doc() {
    return """
    The array of a .npy file as a tensor, or those of a .npz file as a record by name. Whole numbers
    become ints, float64 stays; texts become a list of strings. Pickled objects are refused.
    Example: [x, y] = values(numpy("train.npz"))\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return Npy.read(session.disk(), a.string("path"), session.engine().memory());
  }
}
