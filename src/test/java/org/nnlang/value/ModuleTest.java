// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;

class ModuleTest {
  private final Engine engine = new Engine(1, 1 << 24, () -> {});

  @AfterEach
  void close() {
    engine.close();
  }

  /** {@code x * w}, or, of a list of tensors, all of them. */
  private final class Scale extends Module {
    Scale() {
      super(engine);
    }

    @Override
    public String name() {
      return "Scale";
    }

    @Override
    public String describe() {
      return "Scale()";
    }

    @Override
    protected Object forward(Trace trace, Object[] positional, Map<String, Object> named) {
      Node w = trace.read(variable("w"));
      if (positional[0] instanceof List<?> list) {
        Record out = new Record();
        for (int i = 0; i < list.size(); i++) {
          out.put("x" + i, Numeric.mul((Node) list.get(i), w));
        }
        return out.with("count", (long) list.size());
      }
      if (named.containsKey("by")) {
        return Numeric.mul((Node) positional[0], ((Number) named.get("by")).doubleValue());
      }
      return Numeric.mul((Node) positional[0], w);
    }

    @Override
    protected Module blank() {
      return new Scale();
    }
  }

  private Tensor numbers(double... values) {
    return Tensor.of(engine.memory(), values, values.length);
  }

  private Scale scale(double w) {
    Scale scale = new Scale();
    scale.param("w", Tensor.of(engine.memory(), new double[] {w}));
    return scale;
  }

  @Test
  void callsTakeAndGiveListsAndRecords() {
    Scale scale = scale(3);
    Object one = scale.call(numbers(1, 2));
    assertArrayEquals(new double[] {3, 6}, ((Tensor) one).toDoubles());
    Object all = scale.call(new ArrayList<Object>(List.of(numbers(1), numbers(5, 7))));
    Record fields = assertInstanceOf(Record.class, all);
    assertArrayEquals(new double[] {15, 21}, ((Tensor) fields.get("x1")).toDoubles());
    assertEquals(2L, fields.get("count"));
    Object named = scale.call(new Object[] {numbers(1, 2)}, Map.of("by", 10L));
    assertArrayEquals(new double[] {10, 20}, ((Tensor) named).toDoubles());
    assertThrows(
        Problem.class, () -> scale.call(new Object[] {numbers(1)}, Map.of("training", 1L)));
  }

  private Scale tree() {
    Scale root = scale(1);
    root.put("list", new ArrayList<Object>(List.of(scale(2), 7L, List.of(scale(3)))));
    root.put("record", new Record().with("part", scale(4)));
    root.put("text", "no weight");
    root.state("seen", Tensor.of(engine.memory(), new double[] {5}));
    return root;
  }

  @Test
  void pathsGoThroughListsAndRecords() {
    Scale root = tree();
    assertEquals(
        List.of("w", "list.0.w", "list.2.0.w", "record.part.w"),
        new ArrayList<>(root.parameters().keySet()));
    assertEquals(
        List.of("w", "seen", "list.0.w", "list.2.0.w", "record.part.w"),
        new ArrayList<>(root.variables().keySet()));
    assertEquals(4, root.count());
    List<String> seen = new ArrayList<>();
    root.visit((path, module) -> seen.add(path));
    assertEquals(List.of("", "list.0", "list.2.0", "record.part"), seen);
  }

  @Test
  void aCopySharesNothing() {
    Scale root = tree();
    root.put("again", root.raw("record"));
    Scale twin = (Scale) root.copy();
    assertEquals(root.variables().keySet(), twin.variables().keySet());
    assertNotSame(root.raw("list"), twin.raw("list"));
    assertSame(twin.raw("record"), twin.raw("again"));
    twin.parameters().values().forEach(v -> v.set(Tensor.of(engine.memory(), new double[] {9})));
    assertArrayEquals(new double[] {1}, root.variable("w").value().toDoubles());
    assertTrue(twin.variable("seen").isState());
    root.attach(String.class, "kept");
    assertEquals("kept", root.attached(String.class));
    assertNull(root.copy().attached(String.class));
  }

  @Test
  void freezingReachesAllParameters() {
    Scale root = tree();
    WeightActions.trainable(root.raw("record"), false);
    Map<String, org.nnlang.engine.Variable> weights = root.parameters();
    assertTrue(weights.get("w").trainable());
    assertFalse(weights.get("record.part.w").trainable());
    WeightActions.trainable(root, true);
    assertTrue(weights.get("record.part.w").trainable());
    assertFalse(root.variable("seen").trainable());
    assertThrows(Problem.class, () -> WeightActions.trainable(3L, true));
  }

  @Test
  void aMemberReadWhileTracedIsTheNodeOfTheWeight() {
    Scale scale = scale(2);
    var result =
        engine.valueAndGrad(
            List.of(),
            List.of(scale.variable("w")),
            false,
            n -> Numeric.square((Node) scale.member("w")));
    assertArrayEquals(new double[] {4}, ((Tensor) result.gradients().get(0)).toDoubles());
  }

  @Test
  void gradientsHaveTheFormOfWhatTheyAreBy() {
    Callable f =
        new Callable() {
          @Override
          public String name() {
            return "f";
          }

          @Override
          public Object call(Object[] positional, Map<String, Object> named) {
            Record r = (Record) positional[0];
            Node a = (Node) r.get("a");
            Node b = (Node) ((List<?>) r.get("more")).get(0);
            return Ops.sum(Numeric.mul(a, b), null, false);
          }
        };
    Record at =
        new Record()
            .with("a", numbers(1, 2))
            .with("more", new ArrayList<Object>(List.of(numbers(3, 4), "text", 5.0)));
    var result = Differentiate.at(engine, f, new Object[] {at}, Map.of());
    Record gradient = (Record) result.gradient();
    List<?> more = (List<?>) gradient.get("more");
    assertArrayEquals(new double[] {3, 4}, ((Tensor) gradient.get("a")).toDoubles());
    assertArrayEquals(new double[] {1, 2}, ((Tensor) more.get(0)).toDoubles());
    assertEquals(None.NONE, more.get(1));
    assertArrayEquals(new double[] {0}, ((Tensor) more.get(2)).toDoubles());
    assertArrayEquals(new double[] {11}, ((Tensor) result.value()).toDoubles());
  }
}
