// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.generate;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.data.Data;
import org.nnlang.decode.Decoder;
import org.nnlang.decode.NotCausal;
import org.nnlang.decode.Whole;
import org.nnlang.engine.Engine;
import org.nnlang.generate.CachedNet;
import org.nnlang.generate.KnownNet;
import org.nnlang.generate.NextLogits;
import org.nnlang.generate.TokenNet;
import org.nnlang.generate.WholeNet;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.source.Coded;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.source.Warnings;
import org.nnlang.tensor.DType;
import org.nnlang.value.Arguments;
import org.nnlang.value.Callable;
import org.nnlang.value.HasSource;
import org.nnlang.value.Module;
import org.nnlang.value.Show;
import org.nnlang.value.Tokenizer;
import org.nnlang.value.TypeNames;

/** What all that generate ask of their arguments: a net of tokens, and a text to go on from. */
final class Generating {
  /** Characters of a prompt that a message lists. */
  private static final int LISTED = 20;

  /** What a text begins with that is not told. */
  private static final String NEWLINE = "\n";

  private Generating() {}

  /**
   * A text to go on from.
   *
   * @param ids its tokens, at least one
   */
  record Start(String text, long[] ids) {}

  /** The argument {@code net}. A model says how many tokens it takes by its member `block`. */
  static TokenNet net(Arguments a, Session session) {
    int said = TokenNet.said(made(a));
    return new TokenNet(session.engine().memory(), a.callable("net"), said);
  }

  /** The argument {@code net}, which is no model that has no weights yet. */
  private static Object made(Arguments a) {
    Object net = a.get("net");
    if (net instanceof Callable model && TypeNames.of(model).equals("model")) {
      throw Problem.of(
              ErrorCode.TYPE,
              "`net` must be an instance or a function of tokens, found the model " + model.name())
          .hint(model.name() + "(…) makes an instance of it")
          .of(argument(a, "net"));
    }
    return net;
  }

  /**
   * The argument {@code net}, computed step by step where it can be. Where it cannot, that is said
   * once, with the operation that is in the way.
   */
  static NextLogits next(Arguments a, Session session, boolean cache) {
    TokenNet said = net(a, session);
    TokenNet net = said.takingAll();
    Callable forward = a.callable("net");
    boolean looked = forward instanceof Module || forward instanceof HasSource;
    Engine engine = session.engine();
    if (!looked || !engine.writesInPlace()) {
      return net;
    }
    KnownNet known =
        KnownNet.of(
            engine, forward, said.context(), ids -> List.of(logits(forward.call(ids.get(0)))));
    try {
      Optional<Decoder> decoder = known.decoder();
      if (decoder.isEmpty()) {
        return net;
      }
      return cache ? new CachedNet(engine, decoder.get()) : net.taking(decoder.get().longest());
    } catch (NotCausal e) {
      if (cache) {
        warn(engine.warnings(), a.signature().name(), e);
        return whole(engine, net, known);
      }
      return net;
    } catch (RuntimeException e) {
      if (e instanceof Coded) {
        // what is wrong with the net is said where it runs
        return net;
      }
      throw e;
    }
  }

  /** The same with one plan for many lengths, where that can be. */
  private static NextLogits whole(Engine engine, TokenNet net, KnownNet known) {
    try {
      Optional<Whole> whole = known.whole();
      return whole.isPresent() ? new WholeNet(engine.memory(), whole.get()) : net;
    } catch (RuntimeException e) {
      if (e instanceof Coded) {
        return net;
      }
      throw e;
    }
  }

  private static void warn(Warnings warnings, String function, NotCausal why) {
    Span place = why.span() == Span.NONE ? warnings.place() : why.span();
    String message = "`" + function + "` computes the whole text anew for each token: ";
    warnings.warn(
        Diagnostic.warning(ErrorCode.CACHE, message + why.reason(), place)
            .withHint(
                "it is faster where what a net gives at a place depends on this place and earlier"
                    + " ones alone; `cache: false` computes the same and says nothing"));
  }

  private static Node logits(Object result) {
    if (result instanceof Node node) {
      return node;
    }
    throw Problem.of(ErrorCode.TYPE, "no logits of tokens: " + TypeNames.found(result));
  }

  /** Looks at a text to be made, where nothing is computed: its beginning and its net. */
  static void foreseeText(Arguments a, Session session) {
    if (a.isNone("prompt") && a.get("tokenizer") instanceof Tokenizer tokenizer) {
      newline(a, tokenizer);
    }
    foresee(a, session);
  }

  /** Looks at what the net does with tokens, where nothing is computed. */
  static void foresee(Arguments a, Session session) {
    Engine engine = session.engine();
    if (made(a) instanceof Module net) {
      Type type = new Type(DType.INT, List.of(engine.newSize("batch"), engine.newSize("time")));
      TokenNet.asked(() -> engine.surely(() -> net.call(Data.node(engine, type))));
    }
  }

  /** The argument {@code prompt}; without one a newline. */
  static Start start(Arguments a, Tokenizer tokenizer) {
    return a.isNone("prompt")
        ? new Start(NEWLINE, newline(a, tokenizer))
        : start(a, tokenizer, a.get("prompt"));
  }

  /** The argument {@code prompt}, which may be a list of them. */
  static List<Start> starts(Arguments a, Tokenizer tokenizer) {
    return a.get("prompt") instanceof List<?> prompts
        ? prompts.stream().map(prompt -> start(a, tokenizer, prompt)).toList()
        : List.of(start(a, tokenizer));
  }

  private static Start start(Arguments a, Tokenizer tokenizer, Object given) {
    if (!(given instanceof String prompt)) {
      throw Problem.of(
              ErrorCode.TYPE,
              "with a tokenizer `prompt` is a text or a list of them, found "
                  + TypeNames.found(given))
          .of(argument(a));
    }
    return new Start(prompt, encode(a, tokenizer, prompt));
  }

  private static long[] newline(Arguments a, Tokenizer tokenizer) {
    long[] newline = known(tokenizer, NEWLINE);
    if (newline != null && newline.length > 0) {
      return newline;
    }
    throw Problem.of(
            ErrorCode.ARGUMENT,
            "`"
                + a.signature().name()
                + "` needs a `prompt`: without one it begins with a new line, which this"
                + " tokenizer does not know")
        .of(argument(a))
        .hint("a prompt is any text of the tokenizer's characters");
  }

  private static long[] encode(Arguments a, Tokenizer tokenizer, String prompt) {
    long[] ids = known(tokenizer, prompt);
    if (ids == null) {
      throw unknown(tokenizer, prompt).of(argument(a));
    }
    if (ids.length == 0) {
      throw Problem.of(
              ErrorCode.VALUE, "`prompt` must have at least one token for the net to go on from")
          .hint("a newline often is a good beginning: prompt: \"\\n\"")
          .of(argument(a));
    }
    return ids;
  }

  private static long @Nullable [] known(Tokenizer tokenizer, String text) {
    try {
      return tokenizer.encode(text);
    } catch (Problem p) {
      if (p.code() != ErrorCode.VALUE) {
        throw p;
      }
      return null;
    }
  }

  /** Of a prompt that cannot be encoded: which of its characters cannot. */
  private static Problem unknown(Tokenizer tokenizer, String prompt) {
    List<String> strange =
        prompt
            .codePoints()
            .distinct()
            .mapToObj(Character::toString)
            .filter(c -> known(tokenizer, c) == null)
            .toList();
    StringBuilder list = new StringBuilder();
    for (String c : strange.subList(0, Math.min(LISTED, strange.size()))) {
      list.append(list.isEmpty() ? "" : ", ").append(Show.quoted(c));
      list.append(" (U+%04X)".formatted(c.codePointAt(0)));
    }
    int more = strange.size() - LISTED;
    return Problem.of(
            ErrorCode.VALUE,
            "the tokenizer does not know these characters of `prompt`: "
                + list
                + (more > 0 ? " and " + more + " more" : ""))
        .hint("make the tokenizer from a text that has all characters, or use bytes()");
  }

  private static Problem.Argument argument(Arguments a) {
    return argument(a, "prompt");
  }

  static Problem.Argument argument(Arguments a, String name) {
    return new Problem.Argument(a.signature().name(), name);
  }

  /** What an argument says; a problem of it is told at its place. */
  static <T> T read(Arguments a, String name, Function<Object, T> reading) {
    try {
      return reading.apply(a.get(name));
    } catch (Problem p) {
      throw p.of(argument(a, name));
    }
  }
}
