// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage.ContextReference;
import com.oracle.truffle.api.TruffleLanguage.Env;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.backend.Backends;
import org.nnlang.builtin.Background;
import org.nnlang.builtin.BuiltinValues;
import org.nnlang.builtin.Builtins;
import org.nnlang.builtin.Console;
import org.nnlang.builtin.Display;
import org.nnlang.builtin.Follower;
import org.nnlang.builtin.Interruption;
import org.nnlang.builtin.RunObserver;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.StandardModel;
import org.nnlang.builtin.job.Job;
import org.nnlang.builtin.job.Jobs;
import org.nnlang.cluster.ScriptCopy;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.io.Access;
import org.nnlang.lang.node.StepRoot;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticPrinter;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Limits;
import org.nnlang.source.Problem;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;
import org.nnlang.source.Warnings;
import org.nnlang.value.Callable;
import org.nnlang.value.Show;
import org.nnlang.value.StackGuard;

/** All that a running script has. One thread at a time runs script code in it. */
public final class NnContext implements Session {
  private static final ContextReference<NnContext> REFERENCE =
      ContextReference.create(NnLanguage.class);
  private static final int USUAL_WIDTH = 80;

  private final NnLanguage language;
  private final Env env;
  private final PrintStream out;
  private final PrintStream err;
  private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
  private final Access files;
  private final ScriptArguments arguments;
  private final Globals globals = new Globals();
  private final Loader loader;
  private final Host host;
  private final Builtins builtins = Builtins.load();
  private final BuiltinValues values = new BuiltinValues(builtins, this);

  /** Asked for the places of errors as well, by threads that have no turn. */
  private final Map<SourceText, Source> sources = Collections.synchronizedMap(new WeakHashMap<>());

  private final Warnings warnings = new Warnings(this::place, this::show);
  private final Interruption interruption = new Interruption();
  private final Node pollPlace = new Node() {};
  private final Limits limits;
  private final Budget budget;
  private final CallTarget stepping;

  /** How long a turn of the host may take; 0 for ever. */
  private final long nanos;

  private final Turns turns = new Turns(this::poll);
  private final BackgroundThreads background = new BackgroundThreads(this, turns);
  private final Jobs jobs = new Jobs(background);
  private @Nullable Engine engine;
  private @Nullable Console console;
  private final List<ScriptCopy.Text> entered = new ArrayList<>();
  private long trainings;
  private @Nullable Follower part;
  private final StackGuard stack = new StackGuard();
  private Span place = Span.NONE;

  NnContext(NnLanguage language, Env env) {
    this.language = language;
    this.env = env;
    long most = env.getOptions().get(Options.OUTPUT);
    OutputStream limited = most > 0 ? new OutputLimit(env.out(), most) : env.out();
    out = new PrintStream(limited, false, StandardCharsets.UTF_8);
    nanos = (long) Math.max(0, env.getOptions().get(Options.SECONDS) * 1e9);
    err = new PrintStream(env.err(), false, StandardCharsets.UTF_8);
    files = new HostFiles(env, () -> console != null);
    arguments = new ScriptArguments(env.getApplicationArguments());
    limits = Options.limits(env.getOptions());
    budget = new Budget(limits);
    loader = new Loader(this);
    stepping = new StepRoot(language).getCallTarget();
    host = new Host(this);
  }

  /**
   * @param node that runs in the context; null asks for the one that is entered, and takes longer
   */
  public static NnContext get(@Nullable Node node) {
    return REFERENCE.get(node);
  }

  public NnLanguage language() {
    return language;
  }

  Env env() {
    return env;
  }

  /**
   * Names of the scripts this context runs; what files define that they import is not among them.
   */
  public Globals globals() {
    return globals;
  }

  public Loader loader() {
    return loader;
  }

  public Host host() {
    return host;
  }

  Object scope() {
    return new HostScope(this);
  }

  Limits limits() {
    return limits;
  }

  public Budget budget() {
    return budget;
  }

  /** What a builtin's name stands for, or null where there is none of that name. */
  public @Nullable Object builtin(String name) {
    return values.find(name);
  }

  @Override
  public Callable standard(StandardModel model) {
    return loader.standard(model);
  }

  /** Made when the first tensor is: a script without any starts faster. */
  @Override
  public Engine engine() {
    if (engine == null) {
      engine =
          new Engine(
              threads(),
              limits.memoryBytes(),
              this::poll,
              warnings,
              Backends.named(env.getOptions().get(Options.BACKEND)));
      engine.random().seed(env.getOptions().get(Options.SEED));
    }
    return engine;
  }

  /** As many as the host says, else as many as there are cores, if it allows any. */
  private int threads() {
    int given = env.getOptions().get(Options.THREADS);
    int usual = env.isCreateThreadAllowed() ? Runtime.getRuntime().availableProcessors() : 1;
    return given > 0 ? given : usual;
  }

  /** The engine if there is one: what nobody has computed with yet is not being traced. */
  public boolean isTracing() {
    return engine != null && engine.traceIfAny() != null;
  }

  /** Those of nn's own command line; a host allows native access, which is what devices need. */
  @Override
  public boolean mayUseDevices() {
    return console != null || env.isNativeAccessAllowed();
  }

  /** Whoever has a part in a training of others leaves nothing behind. */
  @Override
  public Access files() {
    return part == null ? files : new ReadFiles(files);
  }

  /** Notes down what is run. */
  void entered(Source source) {
    String text = source.getCharacters().toString();
    entered.add(
        new ScriptCopy.Text(source.getName(), source.getPath(), text, source.isInteractive()));
  }

  @Override
  public ClassLoader modules() {
    return console == null ? NnContext.class.getClassLoader() : console.modules();
  }

  @Override
  public long nextTraining() {
    return ++trainings;
  }

  @Override
  public @Nullable Follower part() {
    return part;
  }

  void part(Follower given) {
    part = given;
  }

  /** Other machines read their files without asking this host: it has to allow all that. */
  @Override
  public ScriptCopy copy(long training) {
    if (console == null && !(env.isFileIOAllowed() && env.isSocketIOAllowed())) {
      throw Problem.of(
              ErrorCode.ARGUMENT, "this program may not train on a cluster: it has no network")
          .hint("the host allows it by `allowIO(IOAccess.ALL)`");
    }
    if (!env.getOptions().get(Options.BACKEND).equals(Backends.OWN)) {
      throw Problem.of(
          ErrorCode.ARGUMENT,
          "a cluster computes with nn's own engine, not with the backend "
              + env.getOptions().get(Options.BACKEND));
    }
    return new ScriptCopy(
        ScriptCopy.ofThisNn(),
        env.getCurrentWorkingDirectory().getPath(),
        env.getOptions().get(Options.SEED),
        training,
        List.of(env.getApplicationArguments()),
        entered,
        loader.imports());
  }

  /** What runs only to have its shapes checked prints nothing. */
  @Override
  public PrintStream out() {
    Trace trace = engine == null ? null : engine.traceIfAny();
    return trace != null && trace.symbolic() ? nowhere : out;
  }

  @Override
  public PrintStream err() {
    return err;
  }

  /** What the program that made this context has around it. */
  void console(Console given) {
    console = given;
  }

  @Override
  public boolean outIsTerminal() {
    return console != null && console.outIsTerminal();
  }

  @Override
  public boolean coloured() {
    return console != null && console.coloured();
  }

  @Override
  public boolean errIsTerminal() {
    return console != null && console.errIsTerminal();
  }

  @Override
  public boolean showsProgress() {
    return console != null;
  }

  @Override
  public @Nullable RunObserver witness() {
    return console == null ? null : console.witness();
  }

  @Override
  public int width() {
    return console == null ? USUAL_WIDTH : console.width();
  }

  @Override
  public Interruption interruption() {
    return console == null ? interruption : console.interruption();
  }

  @Override
  public Background background() {
    return background;
  }

  @Override
  public Jobs jobs() {
    return jobs;
  }

  @Override
  public @Nullable Display display() {
    return console == null ? null : console.display();
  }

  @Override
  public boolean atPrompt() {
    return console != null && console.isPrompt();
  }

  @Override
  public Warnings warnings() {
    return warnings;
  }

  private void show(Diagnostic warning) {
    out.flush();
    err.print(new DiagnosticPrinter(errIsTerminal()).print(warning));
    err.flush();
  }

  @Override
  public Span place() {
    return place;
  }

  /** Says where the script is; gives where it was, to be said again when the call is over. */
  public Span enter(Span span) {
    Span before = place;
    place = span;
    return before;
  }

  /**
   * A function of the script begins; {@link #leaveCall} says that it has ended.
   *
   * @throws Problem {@code limit} where functions call each other without end
   */
  @TruffleBoundary
  public void enterCall() {
    if (!stack.enter()) {
      throw Problem.of(ErrorCode.LIMIT, "functions call each other too deeply")
          .hint("does a function that calls itself come to an end?");
    }
  }

  /** A function of the script has ended. */
  public void leaveCall() {
    stack.leave();
  }

  /**
   * Counts a turn of a loop or a call of a function. Here a script can be stopped.
   *
   * @throws Problem {@code limit}
   */
  public void step(Node at) {
    poll(at);
    budget.step();
    if (turns.isAskedFor() && !isTracing()) {
      background.giveWay();
    }
  }

  @Override
  public void step() {
    step(pollPlace);
    stepping.call();
  }

  @Override
  public void poll() {
    poll(pollPlace);
  }

  private void poll(Node at) {
    if (nanos > 0 && turns.isLongerThan(nanos)) {
      throw Problem.of(
              ErrorCode.LIMIT,
              "the script takes more than the %s s it may take".formatted(Show.number(nanos / 1e9)))
          .hint("the host sets the limit");
    }
    TruffleSafepoint.poll(at);
    if (Thread.currentThread().isInterrupted() || interruption().isStopped()) {
      throw new ThreadInterrupted();
    }
  }

  /**
   * Waits until no other thread runs script code, and can be stopped meanwhile. A function of the
   * host that a script calls keeps the turn. {@link #endTurn} has to follow.
   */
  public void beginTurn() {
    turns.begin();
  }

  public void endTurn() {
    turns.end();
  }

  /** What {@code body} gives in a turn of its own. */
  public <T> T inTurn(Supplier<T> body) {
    beginTurn();
    try {
      return body.get();
    } finally {
      endTurn();
    }
  }

  @Override
  public @Nullable String option(String name) {
    return arguments.value(name);
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(globals.names());
    names.addAll(builtins.names());
    return names;
  }

  @Override
  public Builtins builtins() {
    return builtins;
  }

  SourceText text(Source source) {
    var text = new SourceText(source.getName(), source.getCharacters().toString());
    sources.put(text, source);
    return text;
  }

  /** The host's source of a text, or null. */
  @Nullable Source source(SourceText text) {
    return sources.get(text);
  }

  /** A span as a part of the host's source, or null. */
  public @Nullable SourceSection section(Span span) {
    Source source = source(span.source());
    return source == null ? null : source.createSection(span.start(), span.end() - span.start());
  }

  void flush() {
    out.flush();
    err.flush();
  }

  /** As {@code wait()}, whatever that name stands for in the script. */
  boolean waitForJobs() {
    ((Callable) Objects.requireNonNull(values.find("wait"))).call();
    return true;
  }

  /** Ends what runs in the background, each after the step in hand. */
  void endJobs() {
    jobs.running().forEach(Job::stop);
    background.join();
  }

  void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
