// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.generate;

import com.google.auto.service.AutoService;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.SizeArguments;
import org.nnlang.builtin.data.Data;
import org.nnlang.engine.Engine;
import org.nnlang.generate.Choice;
import org.nnlang.generate.Draws;
import org.nnlang.generate.Line;
import org.nnlang.generate.NextLogits;
import org.nnlang.generate.Sampler;
import org.nnlang.generate.TextLine;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.Callable;
import org.nnlang.value.Tokenizer;
import org.nnlang.value.TypeNames;
import org.nnlang.value.Unknown;

/** {@code sample}. */
@AutoService(Builtin.class)
public final class Sample implements Builtin {
  @Override
  public String signature() {
    return "sample(net: function, tokenizer: tokenizer? = none, *,"
        + " prompt: string|integer|list|tensor? = none, tokens: integer = 100,"
        + " shape: integer|list? = none, temperature: number = 1, top_k: integer? = none,"
        + " top_p: number? = none, min_p: number? = none, penalty: number = 1,"
        + " stop: string|list? = none, seed: integer? = none, stream: boolean|function = false,"
        + " count: integer = 1, cache: boolean = true)";
  }

  @Override
  public String doc() {
    return """
    Lets a net go on from `prompt` by up to `tokens` tokens and gives the whole text, or a list of
    `count` of them where that is not 1; of a list of prompts a list with what each becomes. The net
    takes `int[batch, time]` and gives
    `[batch, time, tokens]`; it sees as much of the text's end as it can take. Without
    `prompt` the text begins with a newline.
    `temperature` below 1 keeps to the likely, 0 takes the likeliest always. `top_k` keeps the most
    probable tokens; `top_p` those that together reach this probability; `min_p` drops what has less
    than `min_p` times the largest probability. `penalty` above 1 makes what the text has already less
    likely: positive logits are divided by it, negative ones multiplied. Tokens that only the net
    knows are never picked. A text ends before the first `stop`. The same `seed` gives the same
    text. `stream: true` also prints the text while it is made; a function gets it piece by piece.
    What the net has to remember of earlier tokens is found in its `forward`; where an operation needs
    later ones, that is said and the whole text computed anew for each token. `cache: false` always
    does so; the tokens are the same.

    Without a tokenizer and with `shape:` the result is an int tensor of that shape, filled in row
    order, or `[count, …]` where `count` is not 1. `prompt` then is what goes before and is not in
    the result: a token, a list or tensor of tokens, or a tensor `[count, time]` with a row for each;
    token 0 where it is not given.
    Example: print(sample(net, letters, prompt: "To be", tokens: 200, temperature: 0.8))\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    RangeChecks.atLeast(a, "count", 1);
    RangeChecks.atLeast(a, "tokens", 0);
    if (a.isNone("tokenizer") == a.isNone("shape")) {
      throw Problem.of(
              ErrorCode.ARGUMENT,
              a.isNone("shape")
                  ? "sample needs a tokenizer to make text, or `shape:` to make a tensor of tokens"
                  : "sample makes text with a tokenizer, or a tensor with `shape:`, not both")
          .hint("sample(net, letters, prompt: \"\\n\"), or sample(net, shape: [28, 28])");
    }
    return a.isNone("shape") ? text(a, session) : tokens(a, session);
  }

  private static Object text(Arguments a, Session session) {
    int count = a.integer("count");
    Consumer<String> stream = stream(a, session.out());
    Tokenizer tokenizer = (Tokenizer) a.get("tokenizer");
    List<Generating.Start> starts = Generating.starts(a, tokenizer);
    if (stream != null && (count > 1 || a.get("prompt") instanceof List<?>)) {
      throw Problem.of(
              ErrorCode.VALUE,
              "only a single text can be streamed, found "
                  + (a.get("prompt") instanceof List<?> list
                      ? TypeNames.found(list) + " as `prompt`"
                      : "one prompt")
                  + " and a `count` of "
                  + count)
          .of(Generating.argument(a, "stream"));
    }
    List<String> stops = Generating.read(a, "stop", Sample::stops);
    List<TextLine> lines = new ArrayList<>();
    for (Generating.Start start : starts) {
      for (int i = 0; i < count; i++) {
        lines.add(new TextLine(tokenizer, start.ids(), stops));
      }
    }
    try (NextLogits net = Generating.next(a, session, a.flag("cache"))) {
      Sampler sampler =
          new Sampler(net, tokenizer.size(), choice(a), draws(a, session), session::step);
      if (stream == null) {
        sampler.run(lines, a.integer("tokens"), () -> {});
      } else {
        streamed(a, session, sampler, starts.get(0), lines.get(0), stream);
      }
    }
    List<Object> texts = new ArrayList<>();
    for (int s = 0; s < starts.size(); s++) {
      List<Object> made = new ArrayList<>();
      for (TextLine line : lines.subList(s * count, (s + 1) * count)) {
        made.add(starts.get(s).text() + line.text());
      }
      texts.add(count == 1 ? made.get(0) : made);
    }
    return a.get("prompt") instanceof List<?> ? texts : texts.get(0);
  }

  private static void streamed(
      Arguments a,
      Session session,
      Sampler sampler,
      Generating.Start start,
      TextLine line,
      Consumer<String> stream) {
    try {
      stream.accept(start.text());
      sampler.run(List.of(line), a.integer("tokens"), () -> stream.accept(line.fresh()));
      stream.accept(line.rest());
    } finally {
      if (a.get("stream") == Boolean.TRUE) {
        session.out().println();
      }
    }
  }

  private static @Nullable Consumer<String> stream(Arguments a, PrintStream out) {
    return switch (a.get("stream")) {
      case Callable f ->
          piece -> {
            if (!piece.isEmpty()) {
              f.call(piece);
            }
          };
      case Object on when on == Boolean.TRUE ->
          piece -> {
            out.print(piece);
            out.flush();
          };
      default -> null;
    };
  }

  private static Object tokens(Arguments a, Session session) {
    for (String setting : List.of("tokens", "stop", "stream")) {
      if (a.given(setting)) {
        throw Problem.of(
                ErrorCode.ARGUMENT, "`" + setting + "` is for texts; `shape` says how many tokens")
            .of(Generating.argument(a, setting));
      }
    }
    List<Long> sizes = shape(a).stream().map(Dim::value).toList();
    int count = a.integer("count");
    if (count != 1) {
      sizes = new ArrayList<>(sizes);
      sizes.add(0, (long) count);
    }
    long[] shape = sizes.stream().mapToLong(n -> n).toArray();
    // refuses before the work what would not fit after it
    Tensor out = Tensor.zeros(session.engine().memory(), DType.INT, shape);
    if (out.size() == 0) {
      return out;
    }
    List<Line> lines =
        Generating.read(a, "prompt", prompt -> Prompts.of(prompt, count)).stream()
            .map(Line::new)
            .toList();
    int each = TypeNames.toInt(out.size() / count);
    Sampler.Random draws = draws(a, session);
    try (NextLogits net = Generating.next(a, session, a.flag("cache"))) {
      new Sampler(net, Long.MAX_VALUE, choice(a), draws, session::step).run(lines, each, () -> {});
    }
    long[] made = lines.stream().flatMapToLong(l -> Arrays.stream(l.made())).toArray();
    return Tensor.of(session.engine().memory(), made, shape);
  }

  /** Sizes of the tensor that is asked for, none of them negative. */
  private static List<Dim> shape(Arguments a) {
    List<Dim> dims = SizeArguments.dims(List.of(a.get("shape")));
    for (Dim d : dims) {
      if (d.isKnown() && d.value() < 0) {
        throw Problem.of(ErrorCode.VALUE, "a size in `shape` is 0 or more, found " + d)
            .of(Generating.argument(a, "shape"));
      }
    }
    return dims;
  }

  private static Sampler.Random draws(Arguments a, Session session) {
    Engine engine = session.engine();
    return a.isNone("seed")
        ? new Draws(engine.random().seed(), engine.random().next())
        : new Draws(a.whole("seed"), 0);
  }

  private static Choice choice(Arguments a) {
    long topK = a.isNone("top_k") ? 0 : a.whole("top_k");
    if (topK < 1 && !a.isNone("top_k")) {
      throw Problem.of(ErrorCode.VALUE, "`top_k` is 1 or more, found " + topK)
          .of(Generating.argument(a, "top_k"));
    }
    return new Choice(
        a.number("temperature"),
        (int) Math.min(topK, Integer.MAX_VALUE),
        a.isNone("top_p") ? 1 : a.number("top_p"),
        a.isNone("min_p") ? 0 : a.number("min_p"),
        a.number("penalty"));
  }

  /**
   * Looks at the beginning and at what the net does with tokens, and knows the shape of a tensor of
   * them.
   */
  @Override
  public Object foresee(Arguments a, Session session) {
    Generating.foreseeText(a, session);
    if (a.isNone("shape") || a.hasUnknown() || !(a.get("count") instanceof Long count)) {
      return Unknown.UNKNOWN;
    }
    List<Dim> dims = new ArrayList<>(shape(a));
    if (count != 1) {
      dims.add(0, Dim.of(count));
    }
    return Data.node(session.engine(), new Type(DType.INT, dims));
  }

  /** The texts before which a text is to end. */
  static List<String> stops(Object stop) {
    List<String> stops = new ArrayList<>();
    if (stop instanceof String s) {
      stops.add(s);
    } else if (stop instanceof List<?> list) {
      list.forEach(s -> stops.add(s instanceof String text ? text : ""));
    }
    if (stops.contains("")) {
      throw Problem.of(ErrorCode.VALUE, "`stop` is a string or strings, none of them empty");
    }
    return stops;
  }
}
