// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.nnlang.backend.Backends;
import org.nnlang.session.Tutorial;
import org.nnlang.source.Problem;

/**
 * Reads the words after {@code nn}: first options of nn itself, then a command or a file, then what
 * belongs to that.
 */
record CommandLine(Settings settings, Command command) {
  /** Before a file of any name. */
  private static final String RUN = "run";

  private static final List<String> COMMANDS =
      List.of(RUN, "check", "fmt", "help", "explain", "tutorial", "kernel", "lsp", "version");

  /** After which no word belongs to a script: options of nn may stand anywhere. */
  private static final List<String> COMMANDS_ON_FILES = List.of("check", "fmt");

  /** After a file: a prompt follows. */
  private static final String STAY = "-i";

  /** Of {@code nn check}. */
  private static final String JSON = "--json";

  /** Of {@code nn fmt}. */
  private static final String CHECK = "--check";

  private static final List<String> OPTIONS =
      List.of(
          "--trace",
          "--seed",
          "--threads",
          "--memory",
          "--backend",
          "--max-steps",
          "--max-nesting",
          "--max-source",
          "--repeat",
          "--dap",
          "--dap-port",
          "--cpusampler",
          "--help",
          "--version",
          "-e");

  /**
   * @throws Problem {@code usage}
   */
  static CommandLine parse(List<String> words, Path folder) {
    Deque<String> rest = new ArrayDeque<>(words);
    Settings settings = Settings.DEFAULT;
    while (!rest.isEmpty() && rest.peek().startsWith("-") && rest.peek().length() > 1) {
      String option = next(rest);
      switch (option) {
        case "-h", "--help" -> {
          return new CommandLine(settings, new Command.Usage());
        }
        case "--version" -> {
          return new CommandLine(settings, new Command.Version());
        }
        case "-e" -> {
          String text = value(option, rest);
          return new CommandLine(settings, new Command.Evaluate(text, List.copyOf(rest)));
        }
        default -> settings = with(settings, option, rest);
      }
    }
    if (RUN.equals(rest.peek())) {
      rest.pop();
      while (!rest.isEmpty() && rest.peek().startsWith("--")) {
        settings = with(settings, next(rest), rest);
      }
      rest.push(RUN);
    }
    if (rest.isEmpty() || !COMMANDS_ON_FILES.contains(rest.peek())) {
      return new CommandLine(settings, command(new ArrayList<>(rest), folder));
    }
    List<String> others = new ArrayList<>();
    while (!rest.isEmpty()) {
      String word = next(rest);
      if (isSetting(word)) {
        settings = with(settings, word, rest);
      } else {
        others.add(word);
      }
    }
    return new CommandLine(settings, command(others, folder));
  }

  /** The next word; of {@code --name=value} the name, and the value comes next. */
  private static String next(Deque<String> rest) {
    String word = rest.pop();
    int equals = word.indexOf('=');
    if (!word.startsWith("--") || equals < 0) {
      return word;
    }
    rest.push(word.substring(equals + 1));
    return word.substring(0, equals);
  }

  /** Whether this is an option of nn, which may stand after a file as well. */
  static boolean isSetting(String option) {
    return switch (option) {
      case "--trace", "--seed", "--threads", "--memory", "--backend", "--repeat" -> true;
      case "--dap", "--dap-port", "--cpusampler" -> true;
      case "--max-steps", "--max-nesting", "--max-source" -> true;
      default -> false;
    };
  }

  /** The settings with one more option, whose value, if it has one, is taken from {@code rest}. */
  static Settings with(Settings settings, String option, Deque<String> rest) {
    return switch (option) {
      case "--trace" -> settings.withTrace();
      case "--repeat" -> settings.withRepeat();
      case "--seed" -> settings.withSeed(whole(option, value(option, rest)));
      case "--threads" -> {
        String text = value(option, rest);
        long count = whole(option, text);
        if (count < 1 || count > 4096) {
          throw Messages.needsThreads(text);
        }
        yield settings.withThreads((int) count);
      }
      case "--memory" -> settings.withMemoryBytes(size(value(option, rest)));
      case "--backend" -> settings.withBackend(backend(value(option, rest)));
      case "--dap" -> settings.withTool(Tools.DEBUGGER, Tools.address(Tools.USUAL_PORT));
      case "--dap-port" ->
          settings.withTool(Tools.DEBUGGER, Tools.address(count(option, rest, Tools.LAST_PORT)));
      case "--cpusampler" -> settings.withTool(Tools.SAMPLER, "true");
      case "--max-steps" -> settings.withLimit("nn.steps", count(option, rest, Long.MAX_VALUE));
      case "--max-nesting" -> settings.withLimit("nn.nesting", count(option, rest, 1_000_000));
      case "--max-source" ->
          settings.withLimit("nn.source", count(option, rest, Integer.MAX_VALUE));
      default -> throw Messages.unknownOption(option, OPTIONS);
    };
  }

  private static int chapter(String word) {
    if (word.matches("[0-9]{1,3}")) {
      int number = Integer.parseInt(word);
      if (number >= 1 && number <= Tutorial.chapters()) {
        return number;
      }
    }
    throw Messages.noChapter(word);
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw Messages.needsValue(option);
    }
    return rest.pop();
  }

  /**
   * A backend that is there and works.
   *
   * @throws Problem {@code usage}
   */
  private static String backend(String name) {
    try {
      Backends.named(name);
      return name;
    } catch (Problem p) {
      throw Messages.noBackend(p);
    }
  }

  private static long whole(String option, String text) {
    try {
      return Long.parseLong(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw Messages.needsWholeNumber(option, text);
    }
  }

  private static long count(String option, Deque<String> rest, long most) {
    String text = value(option, rest);
    long count = whole(option, text);
    if (count < 1 || count > most) {
      throw Messages.needsCount(option, most, text);
    }
    return count;
  }

  private static long size(String text) {
    String number = text.toLowerCase(Locale.ROOT);
    int shift = 0;
    if (!number.isEmpty()) {
      shift = 10 * (1 + "kmgt".indexOf(number.charAt(number.length() - 1)));
    }
    if (shift > 0) {
      number = number.substring(0, number.length() - 1);
    }
    try {
      long bytes = Math.multiplyExact(Long.parseLong(number), 1L << shift);
      if (bytes > 0) {
        return bytes;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // Said below.
    }
    throw Messages.needsSize(text);
  }

  private static Command command(List<String> words, Path folder) {
    if (words.isEmpty()) {
      return new Command.Start();
    }
    String first = words.getFirst();
    List<String> rest = List.copyOf(words.subList(1, words.size()));
    return switch (first) {
      case RUN -> {
        if (rest.isEmpty()) {
          throw Messages.needsFile(first);
        }
        yield run(rest.getFirst(), rest.subList(1, rest.size()));
      }
      case "check" -> new Command.Check(files(first, rest, JSON), rest.contains(JSON));
      case "fmt" -> new Command.Format(files(first, rest, CHECK), rest.contains(CHECK));
      case "help", "explain" -> {
        if (rest.size() > 1) {
          throw Messages.tooManyWords(first, rest.get(1));
        }
        String name = rest.isEmpty() ? null : rest.getFirst();
        yield first.equals("help") ? new Command.Help(name) : new Command.Explain(name);
      }
      case "tutorial" -> {
        if (rest.size() > 1) {
          throw Messages.tooManyWords(first, rest.get(1));
        }
        yield new Command.Learn(rest.isEmpty() ? null : chapter(rest.getFirst()));
      }
      case "kernel" -> {
        if (rest.isEmpty()) {
          throw Messages.needsFile(first);
        }
        yield rest.getFirst().equals("install")
            ? new Command.InstallKernel()
            : new Command.Kernel(rest.getFirst());
      }
      case "lsp" -> {
        if (!rest.isEmpty() && !rest.getFirst().equals("--stdio")) {
          throw Messages.takesNothing(first, rest.getFirst());
        }
        yield new Command.Serve();
      }
      case "version" -> {
        if (!rest.isEmpty()) {
          throw Messages.takesNothing(first, rest.getFirst());
        }
        yield new Command.Version();
      }
      default -> {
        if (!isFile(first, folder)) {
          throw Messages.unknownCommand(first, COMMANDS);
        }
        yield run(first, rest);
      }
    };
  }

  private static Command run(String file, List<String> words) {
    List<String> arguments = new ArrayList<>(words);
    boolean stay = arguments.removeIf(STAY::equals);
    return new Command.Run(file, List.copyOf(arguments), stay);
  }

  /** The files after a command that has one option of its own. */
  private static List<String> files(String command, List<String> words, String option) {
    List<String> files = words.stream().filter(word -> !word.equals(option)).toList();
    for (String word : files) {
      if (word.startsWith("-") && !word.equals(ScriptFile.STANDARD_INPUT)) {
        List<String> options = new ArrayList<>(OPTIONS);
        options.add(option);
        throw Messages.unknownOption(word, options);
      }
    }
    if (files.isEmpty()) {
      throw Messages.needsFile(command);
    }
    return files;
  }

  /** A word that can hardly be a command is taken for a file, which then may not be there. */
  private static boolean isFile(String word, Path folder) {
    return word.equals(ScriptFile.STANDARD_INPUT)
        || word.endsWith(".nn")
        || word.contains("/")
        || word.contains("\\")
        || Files.exists(folder.resolve(word));
  }
}
