// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.CheckSession;
import org.nnlang.resolve.Resolution;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Limits;
import org.nnlang.source.Severity;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;
import org.nnlang.syntax.Expr;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.ShapeType;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.SyntaxNode;
import org.nnlang.syntax.Target;
import org.nnlang.syntax.Tree;
import org.nnlang.value.Signature;

/**
 * The check never refuses a script that runs: each script and snippet that runs is made over so
 * that it does the same, while what some of it is, is known only to a file. The check must pass.
 */
class HiddenValuesTest {
  private static final Path ROOT =
      Path.of(System.getProperty("nn.root", "..")).toAbsolutePath().normalize();
  private static final Builtins BUILTINS = Builtins.load();

  /** So many places of a script are hidden one by one, and so often some together. */
  private static final int EACH = Integer.getInteger("hidden.each", 25);

  private static final int TOGETHER = Integer.getInteger("hidden.together", 6);

  @TestFactory
  Stream<DynamicTest> scriptsThatRunPass() throws IOException {
    String wanted = System.getProperty("snippet", "");
    return running()
        .filter(file -> file.toString().contains(wanted))
        .map(file -> DynamicTest.dynamicTest(ROOT.relativize(file).toString(), () -> pass(file)));
  }

  private static Stream<Path> running() throws IOException {
    List<Path> out = new ArrayList<>();
    for (String folder : List.of("scripts", "src/test/snippets")) {
      try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
        all.filter(p -> p.toString().endsWith(".nn"))
            .filter(p -> !p.toString().contains("/syntax/") && !p.toString().contains("/lib/"))
            .filter(HiddenValuesTest::runs)
            .sorted()
            .forEach(out::add);
      }
    }
    return out.stream();
  }

  private static boolean runs(Path file) {
    Path err = file.resolveSibling(file.getFileName().toString().replace(".nn", ".err"));
    try {
      return !Files.exists(err)
          || Files.readString(err).lines().noneMatch(l -> l.startsWith("error"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pass(Path file) throws IOException {
    String text = Files.readString(file);
    assertEquals("", found(file, text), "as it is");
    Script script = Parser.parse(new SourceText(file.toString(), text), Limits.DEFAULT);
    Map<Integer, Hidden> places = new TreeMap<>();
    collect(script, places);
    List<Hidden> all = new ArrayList<>(places.values());
    Random random = new Random(file.getFileName().toString().hashCode());
    for (int i = 0; i < Math.min(EACH, all.size()); i++) {
      check(file, text, List.of(all.get(i * all.size() / Math.min(EACH, all.size()))));
    }
    for (int i = 0; i < TOGETHER; i++) {
      check(file, text, all.stream().filter(h -> random.nextInt(3) == 0).toList());
    }
    check(file, text, all.stream().filter(h -> h.isLiteral).toList());
  }

  private static void check(Path file, String text, List<Hidden> places) {
    String changed = changed(text, places);
    assertEquals("", found(file, changed), changed);
  }

  /**
   * @param text what stands for it
   */
  private record Hidden(Span place, String text, boolean isLiteral) {}

  private static void collect(SyntaxNode node, Map<Integer, Hidden> out) {
    if (node instanceof Expr e) {
      String text = e.span().text();
      String literal = literal(e);
      if (literal != null) {
        out.put(e.span().start() * 2, new Hidden(e.span(), literal, true));
      } else if (isWhole(e) && !text.isEmpty()) {
        out.putIfAbsent(
            e.span().start() * 2 + 1, new Hidden(e.span(), "[" + text + "][zero]", false));
      }
    }
    if (node instanceof Expr.Interpolation) {
      return;
    }
    for (SyntaxNode child : Tree.children(node)) {
      boolean callee = node instanceof Expr.Call c && c.callee() == child;
      if (callee && child instanceof Expr.Member m) {
        // a.f(b) may mean f(a, b): the name stays where it is
        collect(m.base(), out);
      } else if (!callee && !(child instanceof ShapeType) && !(child instanceof Target)) {
        collect(child, out);
      }
    }
  }

  /** What reads the same from a file that holds it; null for what is no literal. */
  private static String literal(Expr e) {
    return switch (e) {
      case Expr.IntLit n -> "int(read(\"n\"))";
      case Expr.FloatLit n -> "float(read(\"x\"))";
      case Expr.StringLit n -> "read(\"s\")";
      case Expr.BoolLit n -> "(str(clock()) != read(\"b\"))";
      case Expr.ListLit n when isData(n) -> "jsonl(\"l\")[0].items";
      default -> null;
    };
  }

  private static boolean isData(Expr.ListLit list) {
    return list.items().stream()
        .allMatch(
            e ->
                e instanceof Expr.IntLit
                    || e instanceof Expr.FloatLit
                    || e instanceof Expr.StringLit
                    || e instanceof Expr.ListLit inner && isData(inner));
  }

  /** Whether an expression is one at any place, whatever stands around. */
  private static boolean isWhole(Expr e) {
    return e instanceof Expr.ListLit
        || e instanceof Expr.RecordLit
        || e instanceof Expr.Call
        || e instanceof Expr.Name
        || e instanceof Expr.Index;
  }

  /** The text with places hidden; of places within each other the outer ones. */
  private static String changed(String text, List<Hidden> places) {
    StringBuilder out = new StringBuilder("zero = int(read(\"zero\"))\n");
    int at = 0;
    for (Hidden h : places) {
      if (h.place.start() >= at) {
        out.append(text, at, h.place.start()).append(h.text);
        at = h.place.end();
      }
    }
    return out.append(text.substring(at)).toString();
  }

  /** What a check says is wrong. */
  private static String found(Path file, String text) {
    List<Diagnostic> found;
    try {
      found =
          ShapeCheck.check(
              parse(file, text),
              () ->
                  new CheckSession(
                      BUILTINS, name -> false, option -> null, i -> imported(file, i)));
    } catch (DiagnosticException e) {
      if (e.first().code() == org.nnlang.source.ErrorCode.PARSE) {
        return "";
      }
      found = e.diagnostics();
    }
    StringBuilder out = new StringBuilder();
    for (Diagnostic d : found) {
      if (d.severity() == Severity.ERROR) {
        out.append(d.span()).append(": ").append(d.message()).append('\n');
      }
    }
    return out.toString();
  }

  private static Script parse(Path file, String text) {
    Script script = Parser.parse(new SourceText(file.toString(), text), Limits.DEFAULT);
    List<Diagnostic> found =
        NameCheck.check(
            Resolution.of(script), BUILTINS.names(), HiddenValuesTest::signature, false);
    if (!found.isEmpty()) {
      throw new DiagnosticException(found);
    }
    return script;
  }

  private static Signature signature(String name) {
    Builtin builtin = BUILTINS.find(name);
    return builtin == null ? null : Signature.of(builtin.signature());
  }

  private static Script imported(Path from, Stmt.Import statement) {
    try {
      Path file = from.resolveSibling(statement.path());
      return parse(file, Files.readString(file));
    } catch (IOException e) {
      return null;
    }
  }
}
