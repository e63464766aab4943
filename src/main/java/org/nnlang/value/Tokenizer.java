// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

/** Text as numbers and back. */
public interface Tokenizer extends Typed, Shown {
  /** How many different tokens there are; they are numbered from 0. */
  long size();

  /** The tokens of a text; a problem where it has characters the tokenizer does not know. */
  long[] encode(String text);

  /** The text of tokens; a problem where a number is none of them. */
  String decode(long... tokens);

  @Override
  default String type() {
    return "tokenizer";
  }
}
