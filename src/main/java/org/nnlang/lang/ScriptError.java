// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.ControlFlowException;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Undecided;
import org.nnlang.lang.node.FunctionRoot;
import org.nnlang.source.Coded;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.DiagnosticPrinter;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Note;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;

/**
 * A script failed. Hosts see a guest exception with the first diagnostic's message and place, whose
 * members are {@code code}, {@code hint} (may be empty), {@code text} (all diagnostics as they are
 * printed, without colour), {@code coloured}, and {@code trace} (Java's stack, for reports of
 * mistakes in nn itself).
 */
@ExportLibrary(InteropLibrary.class)
public final class ScriptError extends AbstractTruffleException implements Coded {
  /** What a host sees of the calls; to note down a million of them would take half a minute. */
  private static final int MOST_FRAMES = 100;

  /** Calls further out say nothing new. */
  private static final int MOST_NOTES = 8;

  private static final List<String> MEMBERS = List.of("code", "hint", "text", "coloured", "trace");

  private final boolean parsing;
  private final boolean incomplete;
  private final @Nullable Throwable behind;
  private final transient Sources sources;
  private List<Diagnostic> diagnostics;

  private ScriptError(
      List<Diagnostic> diagnostics,
      boolean parsing,
      boolean incomplete,
      @Nullable Throwable behind,
      @Nullable Node location,
      Sources sources) {
    super(diagnostics.getFirst().message(), null, MOST_FRAMES, location);
    this.diagnostics = diagnostics;
    this.parsing = parsing;
    this.incomplete = incomplete;
    this.behind = behind;
    this.sources = sources;
  }

  /** That of the first diagnostic. */
  @Override
  public ErrorCode code() {
    return diagnostics.getFirst().code();
  }

  /** Where spans are in the host's sources. */
  @FunctionalInterface
  public interface Sources {
    /** The section, or null where the source is not the host's. */
    @Nullable SourceSection section(Span span);
  }

  /** A script that cannot be read, or has names that nobody defines. */
  static ScriptError parsing(List<Diagnostic> diagnostics, boolean incomplete, Sources sources) {
    return new ScriptError(diagnostics, true, incomplete, null, null, sources);
  }

  /**
   * What is to be thrown for {@code e}, which happened at {@code span}: what is the interpreter's
   * or the host's business goes on as it is, problems get their place, and what nobody expected
   * becomes a diagnostic that asks to report it.
   */
  public static RuntimeException from(
      RuntimeException e, Span span, @Nullable Node location, Sources sources) {
    return switch (e) {
      case AbstractTruffleException a -> a;
      case ControlFlowException c -> c;
      case Undecided u -> u;
      case Problem p -> of(p.at(span), p, location, sources);
      case DiagnosticException d ->
          new ScriptError(d.diagnostics(), false, false, d, location, sources);
      case ArithmeticException a when isOverflow(a) ->
          of(
              Problem.of(ErrorCode.LIMIT, "a size here is larger than nn can work with")
                  .hint("what a number has to stay below is 2^31 for one axis, 2^63 for them all")
                  .at(span),
              a,
              location,
              sources);
      default -> internal(e, span, location, sources);
    };
  }

  /** What was found before the script ran. */
  static ScriptError of(List<Diagnostic> diagnostics, Sources sources) {
    return new ScriptError(diagnostics, false, false, null, null, sources);
  }

  static ScriptError of(
      Diagnostic diagnostic, Throwable behind, @Nullable Node location, Sources sources) {
    return new ScriptError(List.of(diagnostic), false, false, behind, location, sources);
  }

  /** Whether one of Java's exact functions found that a result does not fit. */
  private static boolean isOverflow(ArithmeticException e) {
    StackTraceElement[] at = e.getStackTrace();
    return at.length > 0 && at[0].getClassName().equals(Math.class.getName());
  }

  private static ScriptError internal(
      Throwable e, Span span, @Nullable Node location, Sources sources) {
    Diagnostic diagnostic =
        Diagnostic.error(
                ErrorCode.INTERNAL, "this is a mistake in nn itself, not in the script", span)
            .withHint("please report it with what `nn --trace` prints");
    return of(diagnostic, e, location, sources);
  }

  /** Java's stack or heap is used up. */
  public static ScriptError exhausted(
      VirtualMachineError e, Span span, @Nullable Node location, Sources sources) {
    if (!(e instanceof StackOverflowError) && !(e instanceof OutOfMemoryError)) {
      throw e;
    }
    if (e instanceof OutOfMemoryError) {
      Diagnostic full =
          Diagnostic.error(ErrorCode.LIMIT, "there is no memory left for lists and texts", span)
              .withHint("tensors live outside of the memory this is about, and take less");
      return of(full, e, location, sources);
    }
    boolean calls =
        Arrays.stream(e.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(FunctionRoot.class.getName()));
    Diagnostic deep =
        calls
            ? Diagnostic.error(ErrorCode.LIMIT, "functions call each other too deeply", span)
                .withHint("does a function that calls itself come to an end?")
            : Diagnostic.error(ErrorCode.LIMIT, "values lie within each other too deeply", span)
                .withHint("a list within a list within a list ... cannot be gone through here");
    return of(deep, e, location, sources);
  }

  /** Adds where the failing code was called from, or what it belongs to. */
  public void note(String text, Span span) {
    Diagnostic first = diagnostics.getFirst();
    boolean known = first.notes().stream().anyMatch(n -> span.equals(n.span()));
    if (parsing || known || first.notes().size() >= MOST_NOTES || span.equals(first.span())) {
      return;
    }
    var all = new ArrayList<>(diagnostics);
    all.set(0, first.withNote(text, span));
    diagnostics = List.copyOf(all);
  }

  @Override
  public ScriptError noting(String text) {
    Diagnostic first = diagnostics.getFirst();
    if (!first.notes().contains(new Note(text))) {
      var all = new ArrayList<>(diagnostics);
      all.set(0, first.withNote(new Note(text)));
      diagnostics = List.copyOf(all);
    }
    return this;
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  @ExportMessage
  ExceptionType getExceptionType() {
    return parsing ? ExceptionType.PARSE_ERROR : ExceptionType.RUNTIME_ERROR;
  }

  @ExportMessage
  boolean isExceptionIncompleteSource() {
    return incomplete;
  }

  @ExportMessage
  boolean hasSourceLocation() {
    return section() != null;
  }

  @ExportMessage(name = "getSourceLocation")
  SourceSection sourceLocation() throws UnsupportedMessageException {
    SourceSection section = section();
    if (section == null) {
      throw UnsupportedMessageException.create();
    }
    return section;
  }

  private @Nullable SourceSection section() {
    Span span = diagnostics.getFirst().span();
    return span.isKnown() ? sources.section(span) : null;
  }

  @ExportMessage
  boolean hasMembers() {
    return true;
  }

  @ExportMessage
  Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
    return new HostNames(MEMBERS);
  }

  @ExportMessage
  boolean isMemberReadable(String member) {
    return MEMBERS.contains(member);
  }

  @ExportMessage
  Object readMember(String member) throws UnknownIdentifierException {
    return switch (member) {
      case "code" -> diagnostics.getFirst().code().word();
      case "hint" -> Objects.requireNonNullElse(diagnostics.getFirst().hint(), "");
      case "text" -> new DiagnosticPrinter(false).print(diagnostics);
      case "coloured" -> new DiagnosticPrinter(true).print(diagnostics);
      case "trace" -> trace();
      default -> throw UnknownIdentifierException.create(member);
    };
  }

  String trace() {
    if (behind == null) {
      return "";
    }
    var out = new StringWriter();
    behind.printStackTrace(new PrintWriter(out, true));
    return out.toString();
  }
}
