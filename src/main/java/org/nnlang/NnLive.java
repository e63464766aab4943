// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nnlang.lang.ContextAccess;

/**
 * The net of a script whose file may change while it serves: made by {@link Nn.Builder#watch}.
 * Where the script, or a file that it imports, is another one, it is run again beside the net that
 * serves, weights with the path and shape of before are kept, and then the new net takes the place
 * of the old one. A script that fails changes nothing.
 *
 * <p>Threads: {@link #predict} and {@link #use} may be called from any number of threads at once
 * and wait for nobody, also while the script is run again; a call that has begun ends with the net
 * it began with.
 */
public final class NnLive implements AutoCloseable {
  /** How often the files are looked at. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** What a program wants to know of it; all is done by the thread that looks after the files. */
  public interface Listener {
    /**
     * Whether a weight that the new net has as well, of the same shape, is kept, or left as the
     * script made it: false where running the script is what trains the net.
     */
    default boolean keeps(String path) {
      return true;
    }

    /**
     * The script was run again, and its net is about to serve. May train or {@link NnModel#load} it
     * first; what is thrown has the net of before go on.
     *
     * @param net the new net, with the weights that it keeps
     * @param kept paths of the weights that are those of the net before
     * @param fresh paths of the weights that are as the script made them
     */
    default void reloaded(NnModel net, Set<String> kept, Set<String> fresh) {}

    /** The changed script could not be run, and the net of before goes on. */
    default void failed(NnException why) {}
  }

  /** A net with all that belongs to it, and how many calls are using it. */
  private static final class Version {
    private final Nn nn;
    private final NnModel net;

    /** Calls in hand, and one for being the version that serves. */
    private final AtomicInteger users = new AtomicInteger(1);

    Version(Nn nn, NnModel net) {
      this.nn = nn;
      this.net = net;
    }

    /** False where it is closed already. */
    boolean enter() {
      int now = users.get();
      while (now > 0) {
        if (users.compareAndSet(now, now + 1)) {
          return true;
        }
        now = users.get();
      }
      return false;
    }

    void leave() {
      if (users.decrementAndGet() == 0) {
        nn.close();
      }
    }
  }

  private final Nn.Builder settings;
  private final Path script;
  private final Listener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Version serving;
  private volatile @Nullable NnException failure;
  private Map<Path, Object> seen = Map.of();

  NnLive(Nn.Builder settings, Path script, Listener listener) {
    this.settings = settings;
    this.script = script;
    this.listener = listener;
    seen = look(Set.of(script));
    serving = run();
    seen = look(files(serving));
    Thread.ofPlatform().daemon().name("nn-watch").start(this::watch);
  }

  private Version run() {
    Nn nn = settings.build();
    try {
      return new Version(nn, nn.run(script).asModel());
    } catch (RuntimeException e) {
      nn.close();
      throw e;
    }
  }

  private Set<Path> files(Version version) {
    Set<Path> files = new LinkedHashSet<>();
    files.add(script);
    ContextAccess.imports(version.nn.polyglot()).forEach(path -> files.add(Path.of(path)));
    return files;
  }

  /** What tells a file from the one it was: its time, length and place on the disk. */
  private static Map<Path, Object> look(Set<Path> files) {
    Map<Path, Object> out = new LinkedHashMap<>();
    for (Path file : files) {
      try {
        var a = Files.readAttributes(file, BasicFileAttributes.class);
        out.put(file, a.lastModifiedTime() + " " + a.size() + " " + a.fileKey());
      } catch (IOException e) {
        out.put(file, "missing");
      }
    }
    return out;
  }

  private void watch() {
    try {
      while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!look(seen.keySet()).equals(seen)) {
          reload();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs the script again now, whether it has changed or not.
   *
   * @return whether its net serves from now on; false where it failed, which {@link #failure} and
   *     the listener tell
   */
  public synchronized boolean reload() {
    // what changes while it is read counts as changed again
    Map<Path, Object> before = look(seen.keySet());
    seen = before;
    Version fresh = null;
    try {
      fresh = run();
      Set<String> own = fresh.net.weightPaths();
      Set<String> kept = fresh.net.takeFitting(serving.net.share(), listener::keeps);
      own.removeAll(kept);
      listener.reloaded(fresh.net, kept, own);
    } catch (RuntimeException e) {
      if (fresh != null) {
        fresh.nn.close();
      }
      if (closed.getCount() > 0) {
        NnException why = e instanceof NnException n ? n : NnException.of(e);
        failure = why;
        listener.failed(why);
      }
      return false;
    }
    Map<Path, Object> all = new LinkedHashMap<>(look(files(fresh)));
    all.putAll(before);
    seen = all;
    Version old = serving;
    serving = fresh;
    failure = null;
    old.leave();
    if (closed.getCount() == 0) {
      fresh.leave();
      return false;
    }
    return true;
  }

  /** Why the script as it is now does not serve; null where it does. */
  public @Nullable NnException failure() {
    return failure;
  }

  /**
   * What a function gives of the net that serves now, which stays open until it is done.
   *
   * @throws NnException {@code closed} after {@link #close}
   */
  public <T> T use(Function<NnModel, T> function) {
    while (true) {
      Version now = serving;
      if (now.enter()) {
        try {
          return function.apply(now.net);
        } finally {
          now.leave();
        }
      }
      if (closed.getCount() == 0) {
        throw NnException.of(NnException.Kind.CLOSED, "closed", "this net is closed");
      }
    }
  }

  /** As {@link NnModel#predict(float[][])}. */
  public float[][] predict(float[][] rows) {
    return use(net -> net.predict(rows));
  }

  /** As {@link NnModel#predict(float[])}. */
  public float[] predict(float[] row) {
    return use(net -> net.predict(row));
  }

  /** As {@link NnModel#predict(Object, Class)}. */
  public <T> T predict(Object input, Class<T> result) {
    return use(net -> net.predict(input, result));
  }

  /** Ends looking after the files, lets calls in hand end, and gives memory back. */
  @Override
  public void close() {
    if (closed.getCount() > 0) {
      closed.countDown();
      synchronized (this) {
        serving.leave();
      }
    }
  }
}
