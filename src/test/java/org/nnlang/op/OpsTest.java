// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.graph.Autograd;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;

/** What holds for every op and every composed function, found by their files. */
class OpsTest {
  private static final List<Class<?>> CLASSES =
      new ClassFileImporter()
              .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
              .importPackages("org.nnlang.op")
              .stream()
              .<Class<?>>map(JavaClass::reflect)
              .filter(c -> !c.isInterface() && !c.isAnonymousClass())
              .sorted((a, b) -> a.getName().compareTo(b.getName()))
              .toList();

  static Stream<Class<?>> ops() {
    return Arrays.stream(Primitive.class.getPermittedSubclasses());
  }

  /** What is no primitive would run nowhere. */
  @Test
  void everyOpIsPrimitive() {
    CLASSES.stream()
        .filter(Op.class::isAssignableFrom)
        .forEach(c -> assertTrue(Primitive.class.isAssignableFrom(c), c.getName()));
  }

  /** What exports or runs them elsewhere reads their attributes. */
  @TestFactory
  Stream<DynamicTest> everyOpIsAPublicRecord() {
    return ops()
        .map(
            c ->
                dynamicTest(
                    c.getSimpleName(),
                    () -> {
                      assertTrue(c.isRecord() && Modifier.isPublic(c.getModifiers()));
                      for (RecordComponent part : c.getRecordComponents()) {
                        Class<?> type = part.getType();
                        assertTrue(type.isPrimitive() || Modifier.isPublic(type.getModifiers()));
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyOpHasSamplesOfItself() {
    return ops()
        .map(
            c ->
                dynamicTest(
                    c.getSimpleName(),
                    () ->
                        assertTrue(
                            Samples.of(c).stream().anyMatch(s -> uses(s, c)),
                            () -> "no sample of " + c.getSimpleName() + " shows a node of it")));
  }

  @TestFactory
  Stream<DynamicTest> everyFunctionHasASample() {
    Set<String> shown = new HashSet<>();
    Samples.all().forEach(s -> shown.add(s.name()));
    // what only puts others together has the samples of those
    Set<Class<?>> vocabulary = Set.of(Ops.class, Numeric.class, Conditions.class);
    return CLASSES.stream()
        .filter(c -> Modifier.isPublic(c.getModifiers()) && !vocabulary.contains(c))
        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
        .filter(m -> Modifier.isPublic(m.getModifiers()) && m.getReturnType() == Node.class)
        .filter(m -> Modifier.isStatic(m.getModifiers()))
        .map(
            m ->
                dynamicTest(
                    m.getDeclaringClass().getSimpleName() + "." + m.getName(),
                    () -> assertTrue(shown.contains(m.getName()))));
  }

  @TestFactory
  Stream<DynamicTest> typesAreWhatComesOut() {
    return tests(
        s -> {
          Graph g = new Graph();
          List<double[]> values = new ArrayList<>();
          var random = new SplittableRandom(7);
          s.args().forEach(a -> values.add(Gradients.draw(a, random)));
          Node out = s.body().apply(inputs(g, s, List.of()));
          // the interpreter fails where the number of values is not that of the type
          double[] found = ReferenceInterpreter.run(out, values);
          assertEquals(out.type().size(), found.length);
        });
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreSlopes() {
    return tests(s -> assertEquals(List.of(), Gradients.wrong(s)));
  }

  @Test
  void aWrongGradientIsCaught() {
    Sample sample = Sample.one("exp", Numeric::exp, Sample.real(2, 3));
    assertFalse(Gradients.wrongAfter(sample, g -> Numeric.mul(g, 1.0001)).isEmpty());
    assertFalse(Gradients.wrongAfter(sample, g -> Numeric.add(g, 1e-3)).isEmpty());
    assertFalse(Gradients.wrongAfter(sample, Numeric::neg).isEmpty());
    Sample small = Sample.one("exp", x -> Numeric.mul(Numeric.exp(x), 1e-6), Sample.real(2, 3));
    assertFalse(Gradients.wrongAfter(small, g -> Numeric.mul(g, 1.01)).isEmpty());
    Sample flat = Sample.one("round", Numeric::round, Sample.real(2, 3));
    assertTrue(Gradients.wrong(flat).isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> badInputIsAProblemAndNothingElse() {
    return tests(
        s -> {
          var random = new SplittableRandom(s.name().hashCode());
          for (int i = 0; i < 60; i++) {
            List<Type> types = spoiled(s, random);
            try {
              Graph g = new Graph();
              Node out = s.body().apply(inputs(g, s, types));
              if (out.dtype().isFloat()) {
                differentiate(g, out);
              }
            } catch (Problem expected) {
              assertFalse(expected.getMessage().isBlank());
              assertFalse(expected.code().word().isBlank());
            } catch (RuntimeException e) {
              throw new AssertionError(s.name() + " on " + types, e);
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> sizesMayBeUnknown() {
    return tests(
        s -> {
          for (int hidden = 0; hidden < 4; hidden++) {
            List<Type> types = new ArrayList<>();
            for (Sample.Arg a : s.args()) {
              types.add(hide(a.type(), hidden));
            }
            Graph g = new Graph();
            Node out;
            try {
              out = s.body().apply(inputs(g, s, types));
            } catch (Problem e) {
              assertTrue(e.getMessage().contains("of known size"), e.getMessage());
              continue;
            }
            Node known = s.body().apply(inputs(new Graph(), s, List.of()));
            assertEquals(known.rank(), out.rank());
            assertEquals(known.dtype(), out.dtype());
            if (out.dtype().isFloat()) {
              differentiate(g, out);
            }
          }
        });
  }

  private static void differentiate(Graph g, Node out) {
    Node loss = Ops.sum(out, null, false);
    Node one = Ops.full(g, loss.type(), 1);
    List<Node> wrt = g.inputs().stream().filter(n -> n.dtype().isFloat()).toList();
    List<Node> found = Autograd.gradients(loss, one, wrt, Numeric::add);
    for (int i = 0; i < wrt.size(); i++) {
      if (found.get(i) != null) {
        assertEquals(wrt.get(i).rank(), found.get(i).rank());
      }
    }
  }

  /** The type with every axis whose size is large enough unknown, or one of them. */
  private static Type hide(Type t, int which) {
    List<Dim> dims = new ArrayList<>(t.dims());
    for (int i = 0; i < dims.size(); i++) {
      if ((which == 0 || which - 1 == i) && dims.get(i).value() > 1) {
        dims.set(i, Dim.named("n" + dims.get(i)));
      }
    }
    return t.with(dims);
  }

  private static List<Type> spoiled(Sample s, SplittableRandom random) {
    List<Type> out = new ArrayList<>();
    for (Sample.Arg a : s.args()) {
      Type t = a.type();
      List<Dim> dims = new ArrayList<>(t.dims());
      int n = dims.size();
      switch (random.nextInt(6)) {
        case 0 -> dims.add(random.nextInt(n + 1), Dim.of(random.nextInt(4)));
        case 1 -> dims.subList(0, n == 0 ? 0 : 1 + random.nextInt(n)).clear();
        case 2 -> dims.replaceAll(d -> Dim.of(random.nextInt(7)));
        case 3 -> t = t.with(DType.values()[random.nextInt(4)]);
        default -> {}
      }
      out.add(t.with(dims));
    }
    return out;
  }

  private static List<Node> inputs(Graph g, Sample s, List<Type> types) {
    List<Node> out = new ArrayList<>();
    for (int i = 0; i < s.args().size(); i++) {
      Type t = types.isEmpty() ? s.args().get(i).type() : types.get(i);
      out.add(g.input(t, new Object()));
    }
    return out;
  }

  private static boolean uses(Sample s, Class<?> op) {
    Graph g = new Graph();
    s.body().apply(inputs(g, s, List.of()));
    return g.nodes().stream().anyMatch(n -> op.isInstance(n.op()));
  }

  private interface Check {
    void of(Sample s);
  }

  private static Stream<DynamicTest> tests(Check check) {
    return Samples.all()
        .map(
            s ->
                dynamicTest(
                    s.name() + s.args().stream().map(Sample.Arg::type).toList(),
                    () -> check.of(s)));
  }
}
