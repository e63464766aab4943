// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.generate;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.data.Data;
import org.nnlang.engine.Engine;
import org.nnlang.generate.Choice;
import org.nnlang.generate.Draws;
import org.nnlang.generate.Sampler;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.value.Arguments;
import org.nnlang.value.HasMembers;
import org.nnlang.value.Module;
import org.nnlang.value.Tokenizer;
import org.nnlang.value.Unknown;

/** {@code sample}. */
@AutoService(Builtin.class)
public final class Sample implements Builtin {
  @Override
  public String signature() {
    return "sample(net: function, tokenizer: tokenizer, *, prompt: string = \"\\n\","
        + " tokens: integer = 100, temperature: number = 1, top_k: integer? = none,"
        + " top_p: number? = none, stop: string|list? = none, seed: integer? = none,"
        + " stream: boolean = false, count: integer = 1)";
  }

  @Override
  public String doc() {
    return """
    Lets a net go on from `prompt` by up to `tokens` tokens and gives the whole text, or a list of
    `count` of them where that is not 1. The net takes `int[batch, time]` and gives
    `[batch, time, tokens]`. `temperature` below 1 keeps to the likely, 0 takes the likeliest always;
    `top_k` and `top_p` leave out unlikely tokens; a text ends before the first `stop`. The same
    `seed` gives the same text. `stream: true` also prints the text while it is made.
    Example: print(sample(net, letters, prompt: "To be", tokens: 200, temperature: 0.8))\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Engine engine = session.engine();
    prompt(arguments);
    long topK = arguments.isNone("top_k") ? 0 : arguments.whole("top_k");
    if (topK < 1 && !arguments.isNone("top_k")) {
      throw Problem.of(ErrorCode.VALUE, "`top_k` is 1 or more, found " + topK);
    }
    Choice choice =
        new Choice(
            arguments.number("temperature"),
            (int) Math.min(topK, Integer.MAX_VALUE),
            arguments.isNone("top_p") ? 1 : arguments.number("top_p"));
    int count = arguments.integer("count");
    int tokens = arguments.integer("tokens");
    if (count < 1 || tokens < 0) {
      throw Problem.of(
          ErrorCode.VALUE,
          "`count` is 1 or more and `tokens` 0 or more, found " + count + " and " + tokens);
    }
    boolean stream = arguments.flag("stream");
    if (stream && count > 1) {
      throw Problem.of(ErrorCode.VALUE, "only a single text can be streamed, `count` is " + count);
    }
    Draws draws =
        arguments.isNone("seed")
            ? new Draws(engine.random().seed(), engine.random().next())
            : new Draws(arguments.whole("seed"), 0);
    Sampler sampler =
        new Sampler(
            engine.memory(),
            arguments.callable("net"),
            (Tokenizer) arguments.get("tokenizer"),
            context(arguments.get("net")),
            choice,
            draws,
            session::poll);
    Consumer<String> print =
        piece -> {
          session.out().print(piece);
          session.out().flush();
        };
    List<String> texts =
        sampler.run(
            arguments.string("prompt"),
            tokens,
            stops(arguments.get("stop")),
            count,
            stream ? print : null);
    if (stream) {
      session.out().println();
    }
    return count == 1 ? texts.get(0) : new ArrayList<Object>(texts);
  }

  /** Whether the tokenizer knows the prompt that stands in where none is given. */
  private static void prompt(Arguments arguments) {
    if (arguments.given("prompt") || !(arguments.get("tokenizer") instanceof Tokenizer tokenizer)) {
      return;
    }
    try {
      tokenizer.encode(arguments.string("prompt"));
    } catch (Problem p) {
      throw Problem.of(
              ErrorCode.ARGUMENT,
              "`sample` needs a `prompt`: without one it begins with a new line, which this"
                  + " tokenizer does not know")
          .of(new Problem.Argument("sample", "prompt"))
          .hint("a prompt is any text of the tokenizer's characters");
    }
  }

  /** Looks at what the net does with tokens. */
  @Override
  public Object foresee(Arguments arguments, Session session) {
    prompt(arguments);
    Engine engine = session.engine();
    if (arguments.get("net") instanceof Module net) {
      Type type = new Type(DType.INT, List.of(engine.newSize("batch"), engine.newSize("time")));
      engine.surely(() -> net.call(Data.node(engine, type)));
    }
    return Unknown.UNKNOWN;
  }

  /** A model says how many tokens it takes by its member {@code block}. */
  private static int context(Object net) {
    boolean says = net instanceof HasMembers m && m.member("block") instanceof Long;
    long block = says ? (Long) ((HasMembers) net).member("block") : 0;
    return block > 0 && block <= Integer.MAX_VALUE ? (int) block : 0;
  }

  private static List<String> stops(Object stop) {
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
