// SPDX-License-Identifier: Apache-2.0
package org.nnlang.notebook;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.logging.LogManager;
import org.graalvm.polyglot.Context;
import org.nnlang.builtin.Console;
import org.nnlang.builtin.Display;
import org.nnlang.builtin.Interruption;
import org.nnlang.lang.ContextAccess;
import org.nnlang.modules.ClusterModule;
import org.nnlang.session.Completion;
import org.nnlang.session.CompletionContext;
import org.nnlang.session.Failure;
import org.nnlang.session.Prompt;

/** Runs cells. */
public final class NotebookKernel extends BaseKernel implements Console, Display {
  private static final int WIDTH = 100;
  private static final String INDENT = "  ";

  private final Interruption interruption = new Interruption();
  private final Context context;
  private final Prompt prompt;
  private final Set<String> drawn = ConcurrentHashMap.newKeySet();
  private Thread running;

  private NotebookKernel(Function<NotebookKernel, Context> contexts) {
    setShouldReplaceStdStreams(false);
    context = contexts.apply(this);
    prompt = new Prompt(context, ContextAccess.inside(context));
  }

  /**
   * Serves until the notebook ends it.
   *
   * @param connection the file in which Jupyter says where it listens
   * @param contexts makes the context that cells run in, with the kernel's streams
   * @return the exit code
   */
  public static int serve(Path connection, Function<NotebookKernel, Context> contexts)
      throws IOException, NoConnection {
    // what the library says of each message would stand among what a cell prints
    LogManager.getLogManager().reset();
    JupyterConnection jupyter = connection(Files.readString(connection));
    var kernel = new NotebookKernel(contexts);
    kernel.becomeHandlerForConnection(jupyter);
    connect(jupyter);
    jupyter.waitUntilClose();
    return 0;
  }

  /** A file does not say where Jupyter listens, or nothing can listen there. */
  public static final class NoConnection extends Exception {
    private static final long serialVersionUID = 1;

    private NoConnection(Exception cause) {
      super(cause);
    }
  }

  private static JupyterConnection connection(String text) throws NoConnection {
    try {
      return new JupyterConnection(KernelConnectionProperties.parse(text));
    } catch (RuntimeException | GeneralSecurityException e) {
      throw new NoConnection(e);
    }
  }

  private static void connect(JupyterConnection jupyter) throws NoConnection {
    try {
      jupyter.connect();
    } catch (RuntimeException e) {
      throw new NoConnection(e);
    }
  }

  /** A cell failed; the message is what the prompt would print. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(Failure failure) {
      super(failure.text(), null, false, false);
    }
  }

  @Override
  public DisplayData eval(String cell) throws Failed {
    begin();
    try {
      String news = prompt.news(true);
      if (!news.isEmpty()) {
        getIO().err.print(news);
        getIO().err.flush();
      }
      Prompt.Outcome outcome = prompt.evaluate(cell, true);
      outcome.notes().forEach(note -> getIO().err.println(note));
      getIO().err.flush();
      if (outcome.failure() != null) {
        throw new Failed(outcome.failure());
      }
      return outcome.shown().isEmpty() ? null : new DisplayData(outcome.shown());
    } finally {
      end();
    }
  }

  private void begin() {
    synchronized (interruption) {
      running = Thread.currentThread();
    }
  }

  private void end() {
    synchronized (interruption) {
      running = null;
      interruption.stop(null);
    }
  }

  /**
   * As Ctrl-C at the prompt: a training ends after its step, else the cell is stopped. Must not
   * lock the kernel, which the running cell does.
   */
  @Override
  public void interrupt() {
    synchronized (interruption) {
      if (running != null && !interruption.request()) {
        interruption.stop(running);
      }
    }
  }

  @Override
  public List<String> formatError(Exception e) {
    return String.valueOf(e.getMessage()).strip().lines().toList();
  }

  /** Where a place is that Jupyter gives: it counts code points. */
  private static int offset(String code, int at) {
    return code.offsetByCodePoints(0, Math.clamp(at, 0, code.codePointCount(0, code.length())));
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    int cursor = offset(code, at);
    int start = CompletionContext.of(code, cursor).wordStart();
    List<String> texts = prompt.complete(code, cursor).stream().map(Completion::text).toList();
    return new ReplacementOptions(texts, code.codePointCount(0, start), at);
  }

  @Override
  public DisplayData inspect(String code, int at, boolean more) {
    int cursor = offset(code, at);
    return prompt.help(wordAt(code, cursor)).map(DisplayData::new).orElse(null);
  }

  private static String wordAt(String code, int at) {
    int start = at;
    while (start > 0 && isName(code.charAt(start - 1))) {
      start--;
    }
    int end = at;
    while (end < code.length() && isName(code.charAt(end))) {
      end++;
    }
    if (start == end && at > 0 && code.charAt(at - 1) == '(') {
      return wordAt(code, at - 1);
    }
    return code.substring(start, end);
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  /** For what goes on, how far the next line is indented. */
  @Override
  public String isComplete(String code) {
    return Prompt.isIncomplete(code) ? INDENT : IS_COMPLETE_YES;
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    String version = NotebookKernel.class.getPackage().getImplementationVersion();
    return new LanguageInfo.Builder("nn")
        .version(version == null ? "0" : version)
        .mimetype("text/x-nn")
        .fileExtension(".nn")
        .pygments("python")
        .codemirror("python")
        .build();
  }

  @Override
  public void onShutdown(boolean restarts) {
    context.close(true);
  }

  // ---- what a script sees of it

  @Override
  public void show(String type, byte[] picture, String text) {
    display(data(type, picture, text));
  }

  @Override
  public boolean redraws() {
    return true;
  }

  @Override
  public void redraw(String name, String type, byte[] picture, String text) {
    DisplayData data = data(type, picture, text);
    data.setDisplayId(name);
    if (drawn.add(name)) {
      display(data);
    } else {
      getIO().display.updateDisplay(name, data);
    }
  }

  private static DisplayData data(String type, byte[] picture, String text) {
    var data = new DisplayData(text);
    boolean svg = type.startsWith("image/svg");
    data.putData(
        type,
        svg
            ? new String(picture, StandardCharsets.UTF_8)
            : Base64.getEncoder().encodeToString(picture));
    return data;
  }

  @Override
  public Display display() {
    return this;
  }

  @Override
  public ClassLoader modules() {
    return ClusterModule.loader();
  }

  /** What a cell prints is read as it is, without colours or a width to keep to. */
  @Override
  public boolean outIsTerminal() {
    return false;
  }

  /** A line can be drawn over: the bar of a training moves. */
  @Override
  public boolean errIsTerminal() {
    return true;
  }

  @Override
  public boolean isPrompt() {
    return true;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public Interruption interruption() {
    return interruption;
  }
}
