// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tck;

import static org.graalvm.polyglot.tck.TypeDescriptor.ANY;
import static org.graalvm.polyglot.tck.TypeDescriptor.ARRAY;
import static org.graalvm.polyglot.tck.TypeDescriptor.BOOLEAN;
import static org.graalvm.polyglot.tck.TypeDescriptor.EXECUTABLE;
import static org.graalvm.polyglot.tck.TypeDescriptor.NULL;
import static org.graalvm.polyglot.tck.TypeDescriptor.NUMBER;
import static org.graalvm.polyglot.tck.TypeDescriptor.OBJECT;
import static org.graalvm.polyglot.tck.TypeDescriptor.STRING;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.tck.InlineSnippet;
import org.graalvm.polyglot.tck.LanguageProvider;
import org.graalvm.polyglot.tck.ResultVerifier;
import org.graalvm.polyglot.tck.Snippet;
import org.graalvm.polyglot.tck.TypeDescriptor;

/** Values, expressions, statements and scripts of nn, which the TCK puts together with others. */
public final class NnProvider implements LanguageProvider {
  @Override
  public String getId() {
    return "nn";
  }

  @Override
  public Value createIdentityFunction(Context context) {
    return context.eval("nn", "x -> x");
  }

  @Override
  public Collection<? extends Snippet> createValueConstructors(Context context) {
    List<Snippet> out = new ArrayList<>();
    value(context, out, "none", NULL);
    value(context, out, "true", BOOLEAN);
    value(context, out, "7", NUMBER);
    value(context, out, "1.5", NUMBER);
    value(context, out, "\"a text\"", STRING);
    value(context, out, "[]", ARRAY);
    value(context, out, "[1, 2, 3]", TypeDescriptor.array(NUMBER));
    value(context, out, "[\"a\", \"b\"]", TypeDescriptor.array(STRING));
    value(context, out, "0..5", TypeDescriptor.array(NUMBER));
    value(context, out, "{a: 1, b: \"c\"}", OBJECT);
    value(context, out, "tensor([1.0, 2.0])", TypeDescriptor.intersection(ARRAY, OBJECT));
    value(context, out, "x -> x", TypeDescriptor.executable(ANY, false, ANY));
    value(context, out, "abs", EXECUTABLE);
    return out;
  }

  private static void value(Context context, List<Snippet> out, String text, TypeDescriptor type) {
    out.add(Snippet.newBuilder(text, context.eval("nn", "() -> " + text), type).build());
  }

  private static void operator(
      Context context,
      List<Snippet> out,
      String text,
      TypeDescriptor result,
      TypeDescriptor... parameters) {
    boolean shortcut = text.contains(" and ") || text.contains(" or ");
    TypeDescriptor[] taken = new TypeDescriptor[parameters.length];
    for (int i = 0; i < taken.length; i++) {
      // the right side of `false and x` is not looked at; and arrays of numbers are tensors, which
      // operators take by their items
      taken[i] = shortcut && i > 0 ? ANY : TypeDescriptor.union(parameters[i], ARRAY, BOOLEAN);
    }
    Value function = context.eval("nn", (taken.length == 1 ? "a" : "(a, b)") + " -> " + text);
    out.add(
        Snippet.newBuilder(text, function, result)
            .parameterTypes(taken)
            .resultVerifier(run -> verify(text, run, parameters, taken))
            .build());
  }

  /**
   * @param parameters for which there has to be a result
   * @param taken for which there may be one or an error, by what an array holds, and for no others
   */
  private static void verify(
      String text,
      ResultVerifier.SnippetRun run,
      TypeDescriptor[] parameters,
      TypeDescriptor[] taken) {
    if (are(run, parameters) && !isTooLarge(text, run.getParameters())) {
      ResultVerifier.getDefaultResultVerifier().accept(run);
    } else if (run.getException() != null
        && (run.getException().isInternalError() || !are(run, taken))) {
      throw run.getException();
    }
  }

  /** Whether the result of integers is none of 64 bits, which is an error. */
  private static boolean isTooLarge(String text, List<? extends Value> of) {
    if (!of.stream().allMatch(v -> v.isNumber() && v.fitsInLong())) {
      return false;
    }
    List<BigInteger> n = of.stream().map(v -> BigInteger.valueOf(v.asLong())).toList();
    BigInteger exact =
        switch (text) {
          case "a + b" -> n.get(0).add(n.get(1));
          case "a - b" -> n.get(0).subtract(n.get(1));
          case "a * b" -> n.get(0).multiply(n.get(1));
          case "-a" -> n.get(0).negate();
          default -> BigInteger.ZERO;
        };
    return exact.bitLength() > 63;
  }

  private static boolean are(ResultVerifier.SnippetRun run, TypeDescriptor[] types) {
    for (int i = 0; i < types.length; i++) {
      if (!types[i].isAssignable(TypeDescriptor.forValue(run.getParameters().get(i)))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Collection<? extends Snippet> createExpressions(Context context) {
    List<Snippet> out = new ArrayList<>();
    for (String sign : List.of("+", "-", "*")) {
      operator(context, out, "a " + sign + " b", NUMBER, NUMBER, NUMBER);
    }
    operator(context, out, "a + b", STRING, STRING, STRING);
    for (String sign : List.of("<", "<=", ">", ">=")) {
      operator(context, out, "a " + sign + " b", BOOLEAN, NUMBER, NUMBER);
      operator(context, out, "a " + sign + " b", BOOLEAN, STRING, STRING);
    }
    operator(context, out, "a and b", BOOLEAN, BOOLEAN, BOOLEAN);
    operator(context, out, "a or b", BOOLEAN, BOOLEAN, BOOLEAN);
    operator(context, out, "not a", BOOLEAN, BOOLEAN);
    operator(context, out, "-a", NUMBER, NUMBER);
    return out;
  }

  @Override
  public Collection<? extends Snippet> createStatements(Context context) {
    List<Snippet> out = new ArrayList<>();
    Value choice = context.eval("nn", "a -> if a { 1 } else { 2 }");
    out.add(Snippet.newBuilder("if", choice, NUMBER).parameterTypes(BOOLEAN).build());
    Value loop = context.eval("nn", "a -> { while a { break } }");
    out.add(Snippet.newBuilder("while", loop, NULL).parameterTypes(BOOLEAN).build());
    Value walk = context.eval("nn", "a -> { for x in a { y = x } }");
    // letters of texts and names of records are walked through as well
    TypeDescriptor walked = TypeDescriptor.union(ARRAY, STRING, OBJECT);
    out.add(
        Snippet.newBuilder("for", walk, NULL)
            .parameterTypes(walked)
            .resultVerifier(
                run -> {
                  // a large number is an object of the host too, and cannot be walked through
                  boolean number = run.getParameters().get(0).isNumber();
                  TypeDescriptor[] taken =
                      number ? new TypeDescriptor[] {ARRAY} : new TypeDescriptor[] {walked};
                  verify("for", run, new TypeDescriptor[] {ARRAY}, taken);
                })
            .build());
    Value assigned = context.eval("nn", "a -> { b = a\n b }");
    out.add(Snippet.newBuilder("=", assigned, ANY).parameterTypes(ANY).build());
    return out;
  }

  private static final String TRAINING =
      """
      x = linspace(-1, 1, 8).reshape([8, 1])
      net = linear(1, 1)
      fn double(a) {
        b = a + a
        b
      }
      train(net, [x, double(x)], loss: mse, steps: 3)
      () -> double(2)
      """;

  @Override
  public Collection<? extends Snippet> createScripts(Context context) {
    Value script = context.eval("nn", TRAINING);
    return List.of(
        Snippet.newBuilder("training", script, NUMBER)
            .resultVerifier(
                run -> {
                  if (run.getException() != null) {
                    throw run.getException();
                  }
                  if (run.getResult().asInt() != 4) {
                    throw new AssertionError(run.getResult());
                  }
                })
            .build());
  }

  @Override
  public Collection<? extends Source> createInvalidSyntaxScripts(Context context) {
    return List.of(
        source("if true {", "open.nn"),
        source("x = = 1", "twice.nn"),
        source("f(1,", "call.nn"),
        source("\"text", "text.nn"));
  }

  private static Source source(String text, String name) {
    return Source.newBuilder("nn", text, name).buildLiteral();
  }

  @Override
  public Collection<? extends InlineSnippet> createInlineScripts(Context context) {
    Snippet script = createScripts(context).iterator().next();
    return List.of(
        InlineSnippet.newBuilder(script, "1 + 1").build(),
        InlineSnippet.newBuilder(script, "double(21)")
            .locationPredicate(at -> at.getStartLine() == 4)
            .build());
  }
}
