// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import org.nnlang.bench.Workload.Gpt;

/** What tokens are drawn from. The script of the same name makes the net and draws. */
public enum Generation {
  W5(new Gpt(6, 6, 384, 256, 1, 65, false), 1, 4, 255),
  /** Eight texts at once. */
  W5x8(new Gpt(6, 6, 384, 256, 1, 65, false), 8, 4, 255),
  G124S(new Gpt(12, 12, 768, 64, 1, 50_257, true), 1, 4, 63),
  /** With weights of eight bits. */
  G124S8(new Gpt(12, 12, 768, 64, 1, 50_257, true), 1, 1, 63),
  /** A recurrent net, of which the other side has none. */
  R128(null, 1, 4, 1000);

  private final Gpt gpt;
  private final int count;
  private final int bytes;
  private final int tokens;

  Generation(Gpt gpt, int count, int bytes, int tokens) {
    this.gpt = gpt;
    this.count = count;
    this.bytes = bytes;
    this.tokens = tokens;
  }

  /** The sizes of a GPT; null where it is none. */
  public Gpt gpt() {
    return gpt;
  }

  /** Texts at once. */
  public int count() {
    return count;
  }

  /** Tokens that one call draws for each text. */
  public int tokens() {
    return tokens;
  }

  /** Bytes of weights that every token needs; 0 where they stay in cache. */
  long weightBytes() {
    return gpt == null ? 0 : (long) (gpt.weights() * bytes);
  }
}
