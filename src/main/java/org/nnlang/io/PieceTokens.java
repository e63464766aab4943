// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** Tokenizers that cut a text into pieces and look each up: all but those of single characters. */
abstract class PieceTokens extends AbstractTokenizer {
  private final AddedTokens added;
  private final Cutting cutting;

  PieceTokens(Memory memory, AddedTokens added, Cutting cutting) {
    super(memory);
    this.added = added;
    this.cutting = cutting;
  }

  /** Adds the tokens of a piece. */
  abstract void piece(String piece, TokenList out);

  @Override
  public final long[] encode(String text) {
    TokenList out = new TokenList(text.length() / 2);
    boolean[] first = {true};
    added.cut(
        text,
        part -> {
          cutting.pieces(part, first[0], piece -> piece(piece, out));
          first[0] = false;
        },
        token -> {
          first[0] = false;
          out.add(token);
        });
    return out.toArray();
  }

  /** Whether a part of a text by itself would give other tokens than within the text. */
  boolean takesWholeTexts() {
    return false;
  }

  @Override
  final Tensor encoded(TextFile file) {
    if (takesWholeTexts()) {
      throw Problem.of(
              ErrorCode.LIMIT,
              "this tokenizer, "
                  + show()
                  + ", takes a text as a whole, and one that stays in its file is read in parts")
          .hint("`read(path)` reads it whole");
    }
    List<Tensor> parts = new ArrayList<>();
    file.forEachPiece(piece -> parts.add(encoded(piece)));
    Tensor all = Tensor.zeros(memory(), DType.INT, parts.stream().mapToLong(Tensor::size).sum());
    long at = 0;
    for (Tensor part : parts) {
      all.rows(at, at + part.size()).fill(part);
      at += part.size();
    }
    return all;
  }
}
