// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.generate;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.builtin.Session;
import org.nnlang.generate.Beam;
import org.nnlang.generate.NextLogits;
import org.nnlang.generate.TextLine;
import org.nnlang.value.Arguments;
import org.nnlang.value.Tokenizer;
import org.nnlang.value.Unknown;

/** {@code beam}. */
@AutoService(Builtin.class)
public final class BeamBuiltin implements Builtin {
  @Override
  public String signature() {
    return "beam(net: function, tokenizer: tokenizer, *, prompt: string? = none,"
        + " tokens: integer = 100, width: integer = 4, stop: string|list? = none)";
  }

  @Override
  public String doc() {
    return """
    The most probable text that goes on from `prompt` by `tokens` tokens, as far as a search finds it
    that keeps the `width` most probable beginnings at each step; `width: 1` takes the likeliest token
    always, as `sample` with `temperature: 0`. A text that has come to a `stop` ends before it, and is
    compared with the longer ones as it is. Nets, prompts and tokens are as in `sample`.
    Example: print(beam(net, letters, prompt: "To be", tokens: 20, width: 8))\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    RangeChecks.atLeast(a, "tokens", 0);
    RangeChecks.atLeast(a, "width", 1);
    Tokenizer tokenizer = (Tokenizer) a.get("tokenizer");
    Generating.Start start = Generating.start(a, tokenizer);
    TextLine line = new TextLine(tokenizer, start.ids(), Generating.read(a, "stop", Sample::stops));
    try (NextLogits net = Generating.next(a, session, true)) {
      Beam beam = new Beam(net, tokenizer.size(), a.integer("width"), session::step);
      return start.text() + beam.run(line, a.integer("tokens")).text();
    }
  }

  /** Looks at the beginning and at what the net does with tokens. */
  @Override
  public Object foresee(Arguments a, Session session) {
    Generating.foreseeText(a, session);
    return Unknown.UNKNOWN;
  }
}
