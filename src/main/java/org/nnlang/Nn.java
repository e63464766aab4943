// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.jspecify.annotations.Nullable;
import org.nnlang.backend.Backends;
import org.nnlang.lang.HostValue;
import org.nnlang.lang.NnLanguage;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * Runs scripts: a scope of names, an engine, and what its scripts may do, which is nothing outside
 * of them unless granted. Any number of these may be at work at once, and they do not see each
 * other.
 *
 * <p>Threads: one thread at a time runs script code in it, others wait for their turn; {@link
 * NnModel#predict} needs no turn. Close it when done: memory and threads end then.
 *
 * <pre>{@code
 * try (Nn nn = Nn.builder().files(Path.of("models")).memory("2g").build()) {
 *   NnModel net = nn.run(Path.of("models/net.nn")).asModel();
 *   float[][] y = net.predict(new float[][] {{3}});
 * }
 * }</pre>
 */
public final class Nn implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** All contexts of one engine have the same rights to objects of the program: to data only. */
  private static final HostAccess ACCESS =
      HostAccess.newBuilder()
          .allowArrayAccess(true)
          .allowListAccess(true)
          .allowMapAccess(true)
          .allowIterableAccess(true)
          .allowIteratorAccess(true)
          .allowBufferAccess(true)
          .build();

  /** What a class loads when it is first needed: what all contexts of the program share. */
  private static final class Shared {
    static final Engine ENGINE =
        Engine.newBuilder().option("engine.WarnInterpreterOnly", "false").build();
  }

  private final Context context;
  private final @Nullable Duration timeLimit;
  private @Nullable ScheduledExecutorService timer;
  private volatile boolean closed;

  private Nn(Builder b) {
    timeLimit = b.timeLimit;
    Context.Builder c =
        Context.newBuilder(NnLanguage.ID)
            .engine(Shared.ENGINE)
            .allowHostAccess(ACCESS)
            .allowCreateThread(true)
            .allowIO(
                b.folders.isEmpty()
                    ? IOAccess.NONE
                    : IOAccess.newBuilder().fileSystem(new GrantedFiles(b.folders)).build())
            .out(b.out)
            .err(b.err)
            .arguments(NnLanguage.ID, b.arguments.toArray(String[]::new));
    b.options.forEach(c::option);
    context = c.build();
  }

  /** One that grants nothing and takes the usual settings. */
  public static Nn create() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** What a {@link Nn} may use. */
  public static final class Builder {
    private final List<Path> folders = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private @Nullable Duration timeLimit;

    private Builder() {}

    private Builder(Builder other) {
      folders.addAll(other.folders);
      options.putAll(other.options);
      arguments.addAll(other.arguments);
      out = other.out;
      err = other.err;
      timeLimit = other.timeLimit;
    }

    /**
     * Lets scripts read and write below a folder, and nowhere else; links out of it are not
     * followed. May be called for several.
     *
     * @throws NnException {@code file} where there is no such folder
     */
    public Builder files(Path folder) {
      try {
        folders.add(folder.toRealPath());
        return this;
      } catch (IOException e) {
        throw NnException.of(
            Problem.of(ErrorCode.FILE, "there is no folder " + folder).causedBy(e));
      }
    }

    /**
     * What all tensors together may take, and all lists, records and texts together; half of the
     * machine's memory, and what Java's heap has room for, unless given.
     *
     * @param size a number of bytes, or one of {@code k m g} bytes: {@code "512m"}, {@code "2g"}
     */
    public Builder memory(String size) {
      String digits = size.isEmpty() ? "" : size.substring(0, size.length() - 1);
      int shift =
          switch (size.isEmpty() ? ' ' : Character.toLowerCase(size.charAt(size.length() - 1))) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
          };
      try {
        long bytes = Math.multiplyExact(Long.parseLong(shift > 0 ? digits : size), 1L << shift);
        if (bytes <= 0) {
          throw new NumberFormatException();
        }
        options.put("nn.memory", Long.toString(Math.max(1, bytes >> 20)));
        return this;
      } catch (NumberFormatException | ArithmeticException e) {
        throw NnException.of(
            Problem.of(ErrorCode.ARGUMENT, "a size is written as 512m or 2g, not as " + size)
                .causedBy(e));
      }
    }

    /** How many threads share large work; as many as there are cores unless given. */
    public Builder threads(int count) {
      options.put("nn.threads", Integer.toString(count));
      return this;
    }

    /**
     * What computes, {@code own} unless given; {@code nd4j} where nn-nd4j is on the class path.
     *
     * @throws NnException {@code argument} where there is none of that name
     */
    public Builder backend(String name) {
      try {
        Backends.named(name);
      } catch (Problem p) {
        throw NnException.of(p);
      }
      options.put("nn.backend", name);
      return this;
    }

    /** The seed of random numbers; 0 unless given. */
    public Builder seed(long seed) {
      options.put("nn.seed", Long.toString(seed));
      return this;
    }

    /** How long one call of {@link Nn#run}, or of a function or training, may take. */
    public Builder timeLimit(Duration most) {
      timeLimit = most;
      return this;
    }

    /** How many bytes scripts may print. */
    public Builder outputLimit(long bytes) {
      options.put("nn.output", Long.toString(bytes));
      return this;
    }

    /**
     * How many steps scripts may take: turns of loops, calls of functions, steps of training,
     * tokens, items of sums.
     */
    public Builder stepLimit(long most) {
      options.put("nn.steps", Long.toString(most));
      return this;
    }

    /** A value for {@code arg(name, …)} of a script. */
    public Builder argument(String name, Object value) {
      // one word: a value may look like the next option
      arguments.add("--" + name + "=" + value);
      return this;
    }

    /** Where {@code print} goes: nowhere unless given. UTF-8. */
    public Builder out(OutputStream stream) {
      out = stream;
      return this;
    }

    /** Where warnings go: nowhere unless given. UTF-8. */
    public Builder err(OutputStream stream) {
      err = stream;
      return this;
    }

    /**
     * Runs a script whose value is a net, and again whenever its file, or one that it imports, has
     * changed: weights that fit are kept, calls in hand end with the net they began with, and a
     * script that fails changes nothing. Each time in a {@link Nn} of its own, with these settings.
     *
     * @throws NnException where it fails now
     */
    public NnLive watch(Path script) {
      return watch(script, new NnLive.Listener() {});
    }

    /** The same, and tells of each change. */
    public NnLive watch(Path script, NnLive.Listener listener) {
      return new NnLive(new Builder(this), script, listener);
    }

    /**
     * Makes it.
     *
     * @throws NnException where a setting is refused
     */
    public Nn build() {
      try {
        return new Nn(this);
      } catch (IllegalArgumentException e) {
        throw NnException.of(
            Problem.of(ErrorCode.ARGUMENT, String.valueOf(e.getMessage())).causedBy(e));
      }
    }
  }

  /**
   * Runs a script and gives its value, that of its last expression. The program may read any
   * script; what the script may read is another matter.
   *
   * @throws NnException where it cannot be read or fails
   */
  public NnValue run(Path script) {
    try {
      return run(Source.newBuilder(NnLanguage.ID, script.toFile()).build());
    } catch (IOException e) {
      throw NnException.of(
          Problem.of(ErrorCode.FILE, "the script cannot be read: " + script).causedBy(e));
    }
  }

  /**
   * Runs a text as a script.
   *
   * @param name what messages call it: {@code net.nn}
   */
  public NnValue run(String text, String name) {
    return run(Source.newBuilder(NnLanguage.ID, text, name).buildLiteral());
  }

  /** Runs a text as a script. */
  public NnValue eval(String text) {
    return run(text, "<eval>");
  }

  private NnValue run(Source source) {
    return limited(() -> new NnValue(this, context.eval(source)));
  }

  /**
   * Gives scripts a value by name: numbers, strings, arrays of numbers (tensors), lists, maps and
   * Java's records, functions, streams, buffers, and values that came from here.
   */
  public void put(String name, @Nullable Object value) {
    inside(
        () -> {
          context.getBindings(NnLanguage.ID).putMember(name, JavaValues.forScript(value));
          return null;
        });
  }

  /** Takes a name from scripts, where it has a value. */
  void remove(String name) {
    inside(() -> context.getBindings(NnLanguage.ID).removeMember(name));
  }

  /**
   * What scripts have defined by that name.
   *
   * @throws NnException {@code unknown-name} where they have not
   */
  public NnValue get(String name) {
    return inside(
        () -> {
          Value found = context.getBindings(NnLanguage.ID).getMember(name);
          if (found == null) {
            throw Problem.of(ErrorCode.UNKNOWN_NAME, "no script has defined " + name);
          }
          return new NnValue(this, found);
        });
  }

  /** Ends what runs, within a second; comes from another thread. What was defined stays. */
  public void interrupt() {
    try {
      context.interrupt(PATIENCE);
    } catch (TimeoutException e) {
      throw NnException.of(
          Problem.of(
              ErrorCode.LIMIT, "the script did not end within " + PATIENCE.toSeconds() + " s"));
    }
  }

  /** Polyglot's context, for what this class does not offer. */
  public Context polyglot() {
    return context;
  }

  boolean isClosed() {
    return closed;
  }

  /** Ends what runs and gives memory and threads back. */
  @Override
  public void close() {
    closed = true;
    stopTimer();
    context.close(true);
  }

  private synchronized void stopTimer() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }

  /** What the body gives, with what goes wrong as this API says it. */
  <T> T inside(Supplier<T> body) {
    try {
      return body.get();
    } catch (PolyglotException e) {
      throw NnException.of(e);
    } catch (Problem p) {
      throw NnException.of(p);
    } catch (IllegalStateException e) {
      if (closed) {
        throw NnException.closed();
      }
      throw e;
    }
  }

  /** The same within the time there is. */
  <T> T limited(Supplier<T> body) {
    if (timeLimit == null) {
      return inside(body);
    }
    var late = new AtomicBoolean();
    ScheduledFuture<?> alarm =
        alarm(
            timeLimit,
            () -> {
              late.set(true);
              interrupt();
            });
    try {
      return inside(body);
    } catch (NnException e) {
      throw late.get() && e.kind() == NnException.Kind.INTERRUPTED
          ? NnException.of(
              NnException.Kind.LIMIT,
              "limit",
              "the script took more than the " + timeLimit.toMillis() + " ms it may take")
          : e;
    } finally {
      alarm.cancel(false);
    }
  }

  private ScheduledFuture<?> alarm(Duration after, Runnable what) {
    try {
      return timer().schedule(what, TimeUnit.NANOSECONDS.convert(after), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      throw NnException.closed();
    }
  }

  private synchronized ScheduledExecutorService timer() {
    if (timer == null) {
      timer =
          Executors.newSingleThreadScheduledExecutor(
              work -> {
                var thread = new Thread(work, "nn-time-limit");
                thread.setDaemon(true);
                return thread;
              });
    }
    return timer;
  }

  /** What the body gives, which has its turn as a script has. */
  <T> T asScript(Value of, Supplier<T> body) {
    var result = new AtomicReference<T>();
    return inside(
        () -> {
          of.invokeMember(HostValue.SELF, (Runnable) () -> result.set(body.get()));
          return result.get();
        });
  }

  Value evaluated(String text) {
    return context.eval(Source.newBuilder(NnLanguage.ID, text, "<nn>").buildLiteral());
  }
}
