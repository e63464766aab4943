// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.util.Collection;
import java.util.Optional;
import org.nnlang.session.Tutorial;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.value.Show;

/** What the command line says. */
final class Messages {

  private static final String SEE_HELP = "`nn --help` says how nn is used";

  private Messages() {}

  private static Problem usage(String message) {
    return Problem.of(ErrorCode.USAGE, message);
  }

  static Problem unknownCommand(String word, Collection<String> commands) {
    return usage("there is no command and no file `" + word + "`")
        .hint(near(word, commands, "", SEE_HELP));
  }

  static Problem unknownOption(String option, Collection<String> options) {
    return usage("nn has no option `" + option + "`").hint(near(option, options, "", SEE_HELP));
  }

  static Problem unknownScriptOption(String name, String file, Collection<String> options) {
    String all =
        options.isEmpty()
            ? "it declares none; `arg(\"" + name + "\", 1)` would declare this one"
            : "it has " + Show.names(options.stream().map(o -> "--" + o).toList());
    return usage(file + " has no option `--" + name + "`").hint(near(name, options, "--", all));
  }

  private static String near(String word, Collection<String> known, String dashes, String other) {
    return Suggest.nearest(word, known)
        .map(near -> "did you mean `" + dashes + near + "`?")
        .orElse(other);
  }

  static Problem noScriptOption(String word) {
    return usage("a script takes only options such as `--name value`, found `" + word + "`");
  }

  static Problem noTool(String option, String jars) {
    return usage("`--" + option + "` needs a tool that is not here")
        .hint("put the jars of " + jars + " beside those of nn");
  }

  static Problem needsValue(String option) {
    return usage("`" + option + "` needs a value");
  }

  static Problem needsKind(String option, Kind kind, String found) {
    return usage("`" + option + "` needs " + kind.words() + ", found `" + found + "`");
  }

  static Problem needsWholeNumber(String option, String found) {
    return usage("`" + option + "` needs a whole number, found `" + found + "`");
  }

  static Problem needsThreads(String found) {
    return usage("`--threads` needs a number from 1 on, found `" + found + "`");
  }

  static Problem needsCount(String option, long most, String found) {
    return usage("`" + option + "` needs a number from 1 to " + most + ", found `" + found + "`");
  }

  static Problem noBackend(Problem why) {
    Problem p = usage(why.getMessage());
    return why.hint() == null ? p : p.hint(why.hint());
  }

  static Problem needsSize(String found) {
    return usage("`--memory` needs a size such as `500m` or `2g`, found `" + found + "`");
  }

  static Problem tooManyWords(String command, String word) {
    return usage("`nn " + command + "` takes one word, found also `" + word + "`").hint(SEE_HELP);
  }

  static Problem takesNothing(String command, String word) {
    return usage("`nn " + command + "` takes nothing after it, found `" + word + "`")
        .hint(SEE_HELP);
  }

  static Problem needsFile(String command) {
    return usage("`nn " + command + "` needs a file").hint(SEE_HELP);
  }

  static Problem noFile(String path) {
    return usage("there is no file `" + path + "`");
  }

  /** As the run says it. */
  static Problem noImport(String path) {
    return Problem.of(ErrorCode.FILE, "there is no file " + path);
  }

  static Problem isFolder(String path) {
    return usage("this is a folder, not a script: `" + path + "`");
  }

  static Problem cannotRead(String path) {
    return usage("this file cannot be read: `" + path + "`");
  }

  static Problem noConnection(String path) {
    return usage("no notebook can be reached by what the file `" + path + "` says")
        .hint("Jupyter writes it and starts the kernel; `nn kernel install` has it know of nn");
  }

  /** Standard output that took no more, for a reason that the system gives. */
  static Problem outputLost(String why) {
    return Problem.of(ErrorCode.FILE, "standard output cannot be written: " + why);
  }

  static Problem cannotWrite(String path) {
    return usage("this file cannot be written: `" + path + "`");
  }

  static Problem notText(String path, long line) {
    return Problem.of(
            ErrorCode.FILE, "line " + line + " is not UTF-8 text in the file `" + path + "`")
        .hint("save it as UTF-8");
  }

  static Problem unknownName(String name, Collection<String> names) {
    return usage("nothing is called `" + name + "`")
        .hint(near(name, names, "", "`nn help` lists all there is"));
  }

  static Problem unknownKind(String code, Collection<String> codes) {
    return usage("there is no kind of message `" + code + "`")
        .hint(near(code, codes, "", "`nn explain` lists all there are"));
  }

  static Problem internal(boolean traced) {
    Problem problem = Problem.of(ErrorCode.INTERNAL, "this is a mistake in nn itself");
    return problem.hint(
        traced
            ? "please report it with the trace below"
            : "please report it with what `nn --trace` prints");
  }

  static Problem noTerminal() {
    return usage("the prompt needs a terminal")
        .hint("`nn FILE.nn` runs a script, and so does `nn` with one on standard input");
  }

  static Problem noChapter(String found) {
    return usage("`nn tutorial` takes the number of a chapter, found `" + found + "`")
        .hint("`nn tutorial` alone lists them");
  }

  /** The list of the tutorial's chapters. */
  static String chapters() {
    return Tutorial.list() + "`nn tutorial 1` begins; at the prompt, `:tutorial 1`\n";
  }

  /** What to do with a piece of the tutorial. */
  static String runOrChange() {
    return "(Enter runs this, changed or not; an empty line goes on, `:back` goes back)";
  }

  /** At the end of a chapter of the tutorial. */
  static String chapterEnds(int number) {
    return number == Tutorial.chapters()
        ? "(the end of the tutorial; `:quit` leaves)"
        : "(Enter goes on with chapter " + (number + 1) + ", `:quit` leaves)";
  }

  static String noLesson() {
    return "there is nothing to go back to: `:tutorial 1` begins with the first chapter";
  }

  static String unknownDirective(String word) {
    return "there is no `:"
        + word
        + "`: "
        + near(word, Directive.COMMANDS, ":", "`:help` lists all there are");
  }

  static String saved(String file) {
    return "written to " + file;
  }

  static String nothingToSave() {
    return "nothing was entered yet that could be written";
  }

  static String nothingToEdit(String name) {
    return name.isEmpty()
        ? "there is no entry yet to edit: `:edit` opens the last one"
        : "no function and no model of this session is called `" + name + "`";
  }

  static String noEditor(String editor) {
    return "the editor `" + editor + "` cannot be started: $VISUAL or $EDITOR names it";
  }

  /** What came of running a script twice. */
  static String repeated(Optional<String> difference) {
    return difference
        .map(d -> "not reproducible: " + d + "\n")
        .orElse("reproducible: both runs gave the same\n");
  }
}
