// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyIterable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a Java program sees of scripts. */
class EmbeddingTest {
  private final HostAccess access =
      HostAccess.newBuilder()
          .allowArrayAccess(true)
          .allowListAccess(true)
          .allowMapAccess(true)
          .build();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Context context =
      Context.newBuilder("nn").allowHostAccess(access).out(out).err(out).build();

  @AfterEach
  void close() {
    context.close(true);
  }

  private Value eval(String script) {
    return context.eval("nn", script);
  }

  private void put(String name, Object value) {
    context.getBindings("nn").putMember(name, value);
  }

  /** The example of the language's page, with a net whose weights are known. */
  @Test
  void exampleOfTheLanguagePage(@TempDir Path folder) throws IOException {
    File file = folder.resolve("net.nn").toFile();
    Files.writeString(
        file.toPath(),
        """
        model Net() {
          param w = full([1, 2], 2.0)
          forward(x: [batch, 1]) -> [batch, 2] = x @ w + 1
        }
        print(x.shape)
        Net()
        """);
    put("x", new float[][] {{1}, {2}});
    Value net = context.eval(Source.newBuilder("nn", file).build());
    float[][] y = net.execute((Object) new float[][] {{3}, {4}}).as(float[][].class);
    assertArrayEquals(new float[][] {{7, 7}, {9, 9}}, y);
    assertEquals("[2, 1]\n", out.toString());
  }

  @Test
  void arraysBecomeTensors() {
    put("f", new double[] {0.5, 1.5});
    put("i", new int[][] {{1, 2}, {3, 4}});
    put("b", new boolean[] {true, false});
    put("empty", new float[0][3]);
    assertEquals("[0.5, 1.5]", eval("f").toString());
    assertEquals("float32", eval("f.dtype").asString());
    assertEquals("int", eval("i.dtype").asString());
    assertEquals(10, eval("sum(i)").asLong());
    assertEquals("bool", eval("b.dtype").asString());
    assertEquals("[0, 0]", eval("empty.shape").toString());
    PolyglotException e =
        assertThrows(PolyglotException.class, () -> put("r", new float[][] {{1}, {2, 3}}));
    assertTrue(e.isGuestException());
    assertTrue(e.getMessage().contains("equally long"), e.getMessage());
  }

  /** Wherever it comes in: by name, as an argument, as a result, and as a part of what is there. */
  @Test
  void listThatContainsItselfIsRefused() {
    List<Object> round = new ArrayList<>();
    round.add(Map.of("again", round));
    ProxyExecutable gives = arguments -> round;
    put("gives", gives);
    Value list = eval("[1]");
    Value fields = eval("{a: 1}");
    List<Executable> ways =
        List.of(
            () -> put("round", round),
            () -> eval("x -> x").execute(round),
            () -> eval("gives()"),
            () -> list.setArrayElement(0, round),
            () -> fields.putMember("a", round));
    for (Executable way : ways) {
      PolyglotException e = assertThrows(PolyglotException.class, way);
      assertTrue(e.isGuestException() && !e.isInternalError(), e.toString());
      assertTrue(e.getMessage().contains("within each other"), e.getMessage());
    }
    List<Object> deep = List.of();
    for (int i = 0; i < 400; i++) {
      deep = List.of(deep);
    }
    put("deep", deep);
    assertEquals(1, eval("len(deep)").asInt());
  }

  /** An iterator of the host is data to train on, and nothing else. */
  @Test
  void whatTheHostGoesThroughIsTrainedOn() {
    List<Object> items =
        List.of(
            ProxyArray.fromArray(new float[][] {{1}, {2}}, new float[][] {{2}, {4}}),
            ProxyArray.fromArray(new float[][] {{3}}, new float[][] {{6}}));
    put("batches", ProxyIterable.from(items));
    assertEquals(
        2,
        context
            .eval("nn", "net = linear(1, 1)\ntrain(net, batches, steps: 9, loss: mse).steps")
            .asInt());
    for (String use :
        List.of(
            "len(batches)",
            "split(batches, [0.5, 0.5])",
            "for [x, y] in batches { }",
            "batches[0]",
            "evaluate(net, batches, loss: mse)",
            "batches.x",
            "train(net, [zeros([2, 1]), zeros([2, 1])], validate: batches, steps: 1, loss: mse)")) {
      PolyglotException e = assertThrows(PolyglotException.class, () -> context.eval("nn", use));
      assertTrue(e.isGuestException() && !e.isInternalError(), use + ": " + e);
    }
    assertTrue(context.eval("nn", "batches").hasIterator());
  }

  @Test
  void listsMapsAndProxiesBecomeListsAndRecords() {
    put("list", List.of(1, 2.5, "a"));
    put("map", Map.of("lr", 0.1));
    put("proxy", ProxyObject.fromMap(Map.of("steps", 3)));
    put("names", new String[] {"a", "b"});
    assertEquals("[1, 2.5, \"a\"]", eval("list").toString());
    assertEquals(0.1, eval("map.lr").asDouble());
    assertEquals(3, eval("proxy.steps").asInt());
    assertEquals("record", eval("type(proxy)").asString());
    assertEquals("[\"a\", \"b\"]", eval("names").toString());
  }

  @Test
  void whatScriptsHaveNoWordForStaysTheHosts() {
    Map<Integer, String> numbers = Map.of(1, "one");
    put("numbers", numbers);
    assertEquals("host object", eval("type(numbers)").asString());
    assertEquals("one", eval("numbers").getHashValue(1).asString());
    put("big", BigInteger.ONE.shiftLeft(64));
    assertEquals(0x1p64, eval("big").asDouble());
  }

  /** What goes through a script unchanged comes back as itself; what it changed as the script's. */
  @Test
  void objectsOfTheHostKeepTheirIdentity() {
    Value identity = eval("x -> x");
    for (Object own :
        List.of(new int[] {1, 2}, new ArrayList<>(List.of(1, 2)), new Object[] {"a"})) {
      assertSame(own, identity.execute(own).asHostObject());
    }
    BigInteger odd = BigInteger.ONE.shiftLeft(63).add(BigInteger.ONE);
    assertEquals(odd, identity.execute(odd).asBigInteger());
    assertEquals(0x1p63, eval("x -> x + 0").execute(odd).asDouble());
    assertEquals(3, eval("x -> { append(x, 3)\n x }").execute(List.of(1, 2)).getArraySize());
    assertFalse(eval("x -> x + 0").execute(new int[] {1, 2}).isHostObject());
    put("array", new int[] {1, 2});
    assertEquals("tensor", eval("type(array)").asString());
    assertTrue(eval("array").hasBufferElements());
  }

  @Test
  void typesAreMetaObjects() {
    Value type = eval("tensor([1])").getMetaObject();
    assertEquals("tensor", type.getMetaSimpleName());
    assertTrue(type.isMetaInstance(eval("zeros([2])")));
    assertFalse(type.isMetaInstance(eval("[1]")));
    assertEquals("integer", eval("1").getMetaObject().getMetaSimpleName());
    assertEquals("string", eval("\"a\"").getMetaObject().getMetaQualifiedName());
    assertEquals("record", eval("{a: 1}").getMetaObject().getMetaSimpleName());
  }

  @Test
  void tensorsAreArraysAndBuffers() {
    Value t = eval("tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])");
    assertEquals(2, t.getArraySize());
    assertEquals(6f, t.getArrayElement(1).getArrayElement(2).asFloat());
    assertArrayEquals(new float[][] {{1, 2, 3}, {4, 5, 6}}, t.as(float[][].class));
    assertArrayEquals(new double[] {4, 5, 6}, t.getArrayElement(1).as(double[].class));
    assertEquals(24, t.getBufferSize());
    assertEquals(2f, t.readBufferFloat(ByteOrder.LITTLE_ENDIAN, 4));
    assertFalse(t.isBufferWritable());
    assertArrayEquals(new long[] {1, 2}, eval("tensor([1, 2])").as(long[].class));
    assertEquals(2.5, eval("mean(tensor([2.0, 3.0]))").asDouble());
  }

  @Test
  void recordsAndInstancesHaveMembersAndFunctionsAreExecutable() {
    Value r = eval("r = {a: 1, f: x -> x * 2}\nr");
    assertEquals(List.of("a", "f"), new ArrayList<>(r.getMemberKeys()));
    assertEquals(42, r.invokeMember("f", 21).asInt());
    r.putMember("b", 5);
    assertEquals(5, eval("r.b").asInt());
    Value net = eval("model Net(n) { layer = linear(n, 2)\n fn size() = n }\nnet = Net(3)\nnet");
    assertEquals(3, net.invokeMember("size").asInt());
    assertEquals(3, net.getMember("n").asInt());
    assertEquals(2, net.getMember("layer").getMember("weight").getArraySize());
    assertTrue(eval("none").isNull());
    assertEquals("[0, 1, 2]", eval("list(0..3)").toString());
  }

  @Test
  void hostFunctionsAreCallable() {
    put("add", (ProxyExecutable) args -> args[0].asInt() + args[1].asInt());
    assertEquals(3, eval("add(1, 2)").asInt());
    assertEquals("[2, 3]", eval("[1, 2].map(x -> add(x, 1))").toString());
    put(
        "fail",
        (ProxyExecutable)
            args -> {
              throw new IllegalStateException("of the host");
            });
    PolyglotException e = assertThrows(PolyglotException.class, () -> eval("fail()"));
    assertTrue(e.isHostException());
    assertEquals("of the host", e.asHostException().getMessage());
  }

  @Test
  void scopeIsShared() {
    eval("x = 3\nfn f(a) = a + x");
    assertEquals(5, context.getBindings("nn").getMember("f").execute(2).asInt());
    assertTrue(context.getBindings("nn").getMemberKeys().contains("f"));
    put("x", 10);
    assertEquals(12, eval("f(2)").asInt());
  }

  @Test
  void errorsAreGuestExceptionsWithPlaces() {
    PolyglotException e = assertThrows(PolyglotException.class, () -> eval("x = 1\ny = x + \"a\""));
    assertTrue(e.isGuestException());
    assertEquals(2, e.getSourceLocation().getStartLine());
    assertEquals("x + \"a\"", e.getSourceLocation().getCharacters().toString());
    assertEquals("type", e.getGuestObject().getMember("code").asString());
    assertTrue(
        e.getGuestObject().getMember("text").asString().startsWith("error[type]: `+` cannot"));
    PolyglotException syntax = assertThrows(PolyglotException.class, () -> eval("x = ("));
    assertTrue(syntax.isSyntaxError());
    assertTrue(syntax.isIncompleteSource());
    PolyglotException call =
        assertThrows(PolyglotException.class, () -> eval("x -> x + \"a\"").execute(1));
    assertEquals("x + \"a\"", call.getSourceLocation().getCharacters().toString());
  }

  @Test
  void filesAreDeniedUnlessAllowed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "hello");
    String read = "read(\"" + file.toString().replace('\\', '/') + "\")";
    PolyglotException e = assertThrows(PolyglotException.class, () -> eval(read));
    assertEquals("file", e.getGuestObject().getMember("code").asString());
    assertThrows(PolyglotException.class, () -> eval("import \"a.nn\""));
    try (Context open = Context.newBuilder("nn").allowIO(IOAccess.ALL).build()) {
      assertEquals("hello", open.eval("nn", read).asString());
    }
  }

  private static boolean startsThreads(Context.Builder builder) {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Context c = builder.build()) {
      c.eval("nn", "x = randn([400, 400])\nfor i in 0..20 { x @ x }");
      return Thread.getAllStackTraces().keySet().stream()
          .anyMatch(t -> t.getName().startsWith("nn-worker-") && !before.contains(t));
    }
  }

  @Test
  void threadsAndDevicesAreGranted() {
    assertFalse(startsThreads(Context.newBuilder("nn")));
    assertTrue(startsThreads(Context.newBuilder("nn").option("nn.threads", "2")));
    try (Context c = Context.newBuilder("nn").allowIO(IOAccess.ALL).build()) {
      PolyglotException e =
          assertThrows(PolyglotException.class, () -> c.eval("nn", "play(zeros([8]), rate: 8000)"));
      assertEquals("this program may not play sound", e.getMessage());
    }
  }

  @Test
  void constrainedSandbox() {
    try (Context sandbox =
        Context.newBuilder("nn").sandbox(SandboxPolicy.CONSTRAINED).out(out).err(out).build()) {
      assertEquals(6, sandbox.eval("nn", "sum(tensor([1, 2, 3]))").asInt());
      assertThrows(PolyglotException.class, () -> sandbox.eval("nn", "read(\"x\")"));
    }
  }

  @Test
  void optionsOfTheHost() {
    try (Context small = Context.newBuilder("nn").option("nn.memory", "16").build()) {
      PolyglotException e =
          assertThrows(PolyglotException.class, () -> small.eval("nn", "zeros([1024, 1024, 8])"));
      assertEquals("limit", e.getGuestObject().getMember("code").asString());
    }
    String draw = "rand([3]).list()";
    String first = seeded(5, draw);
    assertEquals(first, seeded(5, draw));
    assertFalse(first.equals(seeded(6, draw)));
  }

  private static String seeded(int seed, String script) {
    try (Context c = Context.newBuilder("nn").option("nn.seed", Integer.toString(seed)).build()) {
      return c.eval("nn", script).toString();
    }
  }
}
