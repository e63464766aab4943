// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Session;
import org.nnlang.graph.Type;
import org.nnlang.io.FileTokens;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Arguments;
import org.nnlang.value.DatasetSpec;
import org.nnlang.value.Unknown;

/** {@code windows}. */
@AutoService(Builtin.class)
public final class Windows implements Builtin {
  @Override
  public String signature() {
    return "windows(ids: tensor|dataset, length: integer, stride: integer = 1)";
  }

  @Override
  public String doc() {
    return """
    A dataset to learn the next token from: each row is a piece of `length` tokens and the same
    piece moved on by one. Rows begin `stride` tokens apart; nothing is copied until a batch is taken.
    Example: train(net, windows(ids, 64), loss: cross_entropy)\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Memory memory = session.engine().memory();
    if (arguments.get("ids") instanceof FileTokens ids) {
      return new FileTokens.Pieces(ids, arguments.whole("length"), arguments.whole("stride"));
    }
    return new org.nnlang.io.Windows(
        memory,
        Given.numbers(arguments.get("ids")),
        arguments.whole("length"),
        arguments.whole("stride"));
  }

  /** Of unknown tokens too: the rows are known by their length. */
  @Override
  public Object foresee(Arguments arguments, Session session) {
    if (!(arguments.get("length") instanceof Long length)) {
      return Unknown.UNKNOWN;
    }
    Type row = Type.of(DType.INT, length);
    return new DatasetSpec(List.of(row, row));
  }
}
