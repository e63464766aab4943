// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Traced;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.lang.NnContext;
import org.nnlang.lang.NnLanguage;
import org.nnlang.value.Callable;

/** What is sampled step by step is what is sampled of the whole context. */
class DecodingTest {
  private static final Context CONTEXT =
      Context.newBuilder(NnLanguage.ID)
          .option("engine.WarnInterpreterOnly", "false")
          .option("nn.threads", "1")
          .err(OutputStream.nullOutputStream())
          .build();

  static {
    CONTEXT.eval(
        NnLanguage.ID,
        """
        letters = chars("abcdefghijklmnopqrstuvwxyz \\n")
        v = letters.size
        seed(1)
        model Recurrent(cell) {
          tokens = embedding(v, 16)
          layer = cell
          head = linear(24, v)
          forward(ids: int[batch, time]) -> [batch, time, v] = head(layer(tokens(ids)))
        }
        model Convolution() {
          tokens = embedding(v, 24)
          look = conv1d(24, 20, 8, causal: true)
          head = linear(20, v)
          forward(ids: int[batch, time]) -> [batch, time, v] =
            head(tanh(look(tokens(ids).permute([0, 2, 1]))).permute([0, 2, 1]))
        }
        """);
  }

  @AfterAll
  static void close() {
    CONTEXT.close();
  }

  private static String sampled(String net, String rest) {
    return CONTEXT
        .eval(NnLanguage.ID, "seed(7)\nsample(" + net + ", letters, " + rest + ")")
        .toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt(v, block: 64, dim: 32, layers: 2)",
        "gpt(v, block: 16, dim: 32, layers: 2)",
        "llama(v, block: 16, dim: 32, layers: 2)",
        "embedding(v, v)",
        "Convolution()",
        "Recurrent(lstm(16, 24))",
        "Recurrent(lstm(16, 24, layers: 2))",
        "Recurrent(gru(16, 24))",
        "Recurrent(rnn(16, 24))",
      })
  void isTheSame(String net) {
    CONTEXT.eval(NnLanguage.ID, "net = " + net);
    // several beginnings go through the net together; the second ends early, some slide
    String several =
        "prompt: [\"to be\", \"a\", \"a prompt of more tokens than are few\", \"to\"], tokens: 14";
    for (String how :
        new String[] {"temperature: 0, stop: \"e\"", "seed: 3", "seed: 4, count: 2"}) {
      String rest = several + ", " + how;
      assertEquals(sampled("net", rest + ", cache: false"), sampled("net", rest), net);
    }
    for (String prompt : new String[] {"a", "to be or", "a prompt of more tokens than are few"}) {
      for (String how : new String[] {"temperature: 0", "seed: 3", "seed: 4, count: 3"}) {
        String rest = "tokens: 20, prompt: \"" + prompt + "\", " + how;
        assertEquals(sampled("net", rest + ", cache: false"), sampled("net", rest), net);
      }
    }
  }

  /** The models of scripts/, as they stand there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gpt.nn         |                                           | GPT(v, block: 16, dim: 32, heads: 4, layers: 2)
          names.nn       | vocab = v                                 | Mlp()
          names.nn       | vocab = v                                 | GPT(dim: 32)
          transformer.nn |                                           | GPT(v, block: 16, dim: 32)
          gpt2.nn        | [dim, layers, heads, block, eps] = [32, 2, 4, 16, 1e-5] | GPT2(v)
          llama.nn       | [dim, hidden, depth, heads, shared, width, eps, tied] = [32, 48, 2, 4, 2, 8, 1e-6, false]; fn setting(name, usual) = usual | Llama(v)
          """)
  void scriptsAreTheSame(String script, String settings, String net) throws IOException {
    Path file = Path.of(System.getProperty("nn.root", "..")).resolve("scripts").resolve(script);
    CONTEXT.eval(NnLanguage.ID, settings == null ? "" : settings.replace("; ", "\n"));
    Matcher models =
        Pattern.compile("^model .*?^\\}\n", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(Files.readString(file));
    StringBuilder text = new StringBuilder();
    while (models.find()) {
      text.append(models.group());
    }
    CONTEXT.eval(NnLanguage.ID, text.toString());
    isTheSame(net);
    CONTEXT.eval(NnLanguage.ID, "inner = net");
    // as draw.nn has it
    isTheSame("ids -> inner(ids)[:, :, 0..v]");
  }

  /** Weights the other way round are kept so, and come back from a file so. */
  @Test
  void weightsOfTheOtherOrderAreTheSame() throws IOException {
    CONTEXT.eval(
        NnLanguage.ID,
        """
        model Turned() {
          tokens = embedding(v, 64)
          param weight = randn([64, 80]) * 0.1
          head = linear(80, v)
          forward(ids: int[batch, time]) -> [batch, time, v] = head(tanh(tokens(ids) @ weight))
        }
        whole = Turned()
        """);
    for (String how : List.of("int8", "bfloat16")) {
      CONTEXT.eval(NnLanguage.ID, "net = quantize(whole, \"" + how + "\")");
      for (String rest : List.of("seed: 3", "seed: 3, count: 4", "seed: 3, count: 12")) {
        String all = "tokens: 12, prompt: \"to be\", " + rest;
        assertEquals(sampled("net", all + ", cache: false"), sampled("net", all));
      }
      // a scale a column: halves of the smallest difference, 1/127 of each column's largest
      CONTEXT.eval(
          NnLanguage.ID,
          """
          big = max(abs(whole.weight), axis: 0)
          off = (abs(net.weight - whole.weight) / big).max().item()
          """);
      double off = CONTEXT.eval(NnLanguage.ID, "off").asDouble();
      assertTrue(off > 0 && off <= 0.5001 / 127, how + ": " + off);
    }
  }

  /** Large weights are packed for some texts, either way round, and anew when they changed. */
  @Test
  void severalTextsOfAWideNetAreTheSame() {
    CONTEXT.eval(
        NnLanguage.ID,
        """
        model Wide() {
          tokens = embedding(v, 200)
          param weight = randn([200, 300]) * 0.1
          more = linear(300, 200)
          head = linear(200, v)
          forward(ids: int[batch, time]) -> [batch, time, v] =
            head(tanh(more(tanh(cumsum(tokens(ids), axis: 1) @ weight))))
        }
        net = Wide()
        """);
    for (int round = 0; round < 2; round++) {
      for (int count : new int[] {2, 3, 8, 21}) {
        String all = "tokens: 8, prompt: \"to be\", seed: 3, count: " + count;
        assertEquals(sampled("net", all + ", cache: false"), sampled("net", all));
      }
      CONTEXT.eval(
          NnLanguage.ID,
          """
          ids = (arange(24) % v).reshape([2, 12])
          train(net, [ids, ids], loss: cross_entropy, optimizer: sgd(lr: 0.5), steps: 3)
          """);
    }
  }

  /** Each of several beginnings becomes what it becomes by itself. */
  @Test
  void severalBeginningsAreTheSameAlone() {
    CONTEXT.eval(NnLanguage.ID, "net = gpt(v, block: 32, dim: 32, layers: 2)");
    List<String> prompts = List.of("to be", "a", "a prompt of more tokens than the net can take");
    List<String> alone = new ArrayList<>();
    for (String prompt : prompts) {
      alone.add(sampled("net", "tokens: 20, temperature: 0, prompt: \"" + prompt + "\""));
    }
    String all = String.join("\", \"", prompts);
    CONTEXT.eval(
        NnLanguage.ID,
        "said = sample(net, letters, tokens: 20, temperature: 0, prompt: [\"" + all + "\"])");
    for (int i = 0; i < prompts.size(); i++) {
      assertEquals(alone.get(i), CONTEXT.eval(NnLanguage.ID, "said[" + i + "]").asString());
    }
  }

  /** What is remembered of a beginning is copied where texts part. */
  @Test
  void beamsAreTheSame() {
    CONTEXT.eval(NnLanguage.ID, "net = gpt(v, block: 32, dim: 32, layers: 2)");
    String cached = CONTEXT.eval(NnLanguage.ID, BEAM.formatted("net")).toString();
    // a function with a loop over the places is not looked through
    CONTEXT.eval(
        NnLanguage.ID,
        """
        fn whole(ids) {
          out = []
          for t in range(ids.shape[1]) { out = out + [net(ids)[:, t]] }
          stack(out, axis: 1)
        }
        """);
    assertEquals(CONTEXT.eval(NnLanguage.ID, BEAM.formatted("whole")).toString(), cached);
  }

  private static final String BEAM = "beam(%s, letters, prompt: \"to be\", tokens: 12, width: 3)";

  /** Weights are those of the moment, not those of an earlier call. */
  @Test
  void weightsMayChange() {
    CONTEXT.eval(NnLanguage.ID, "net = Recurrent(lstm(16, 24))");
    String rest = "tokens: 20, temperature: 0, prompt: \"a\"";
    String before = sampled("net", rest);
    CONTEXT.eval(
        NnLanguage.ID,
        "train(net, windows(letters.encode(\"to be or not to be that is the question\"), 8),"
            + " loss: cross_entropy, steps: 30)");
    assertEquals(sampled("net", rest + ", cache: false"), sampled("net", rest));
    assertNotEquals(before, sampled("net", rest));
    CONTEXT.eval(NnLanguage.ID, "net = quantize(net, \"int8\")");
    assertEquals(sampled("net", rest + ", cache: false"), sampled("net", rest));
  }

  /** The page on generation shows what a step of its net is. */
  @Test
  void aStepIsAsDocumented() throws IOException {
    String page =
        Files.readString(
            Path.of(System.getProperty("nn.root", "..")).resolve("docs/generation.md"));
    Matcher net = Pattern.compile("```nn\n(model Attention.*?)```", Pattern.DOTALL).matcher(page);
    assertTrue(net.find());
    CONTEXT.eval(NnLanguage.ID, net.group(1));
    CONTEXT.enter();
    try {
      NnContext context = NnContext.get(null);
      Callable forward = (Callable) context.globals().get("net");
      Engine engine = context.engine();
      Decoder decoder =
          Decoder.of(new Grounds(engine), 64, ids -> List.of((Node) forward.call(ids.get(0))))
              .orElseThrow();
      List<String> lines = new ArrayList<>();
      engine.loop(
          trace -> {
            List<State> states = new ArrayList<>();
            var size = StepBuilder.Size.of(1, 1, 256);
            Traced step = decoder.traced(trace, size, true, states, new HashSet<>());
            lines.addAll(listed(step, states));
            return step;
          });
      String listing = String.join("\n", lines);
      assertTrue(page.contains(listing), listing);
    } finally {
      CONTEXT.leave();
    }
  }

  private static List<String> listed(Traced step, List<State> states) {
    Map<Node, String> names = new HashMap<>();
    names.put(step.arguments().get(0), "token");
    names.put(step.arguments().get(1), "position");
    for (int i = 0; i < states.size(); i++) {
      names.put(step.arguments().get(3 + i), "state" + i);
    }
    List<String> lines = new ArrayList<>();
    for (Node n : Subgraph.needed(step.results())) {
      boolean weight = n.isInput() && !names.containsKey(n);
      names.putIfAbsent(n, (weight ? "weight" : "%") + names.size());
      String of =
          n.isInput()
              ? weight ? "weight" : "input"
              : n.op().name()
                  + n.inputs().stream().map(names::get).collect(joining(", ", "(", ")"));
      lines.add("%-44s %s".formatted(names.get(n) + " = " + of, n.type()));
    }
    lines.add(step.results().stream().map(names::get).collect(joining(", ", "return ", "")));
    return lines;
  }
}
