// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.util.List;

/** What is to be done. */
sealed interface Command {
  /** A prompt, or the script that comes in by a pipe. */
  record Start() implements Command {}

  /**
   * @param file a path as it was given, {@link ScriptFile#STANDARD_INPUT} for what comes in
   * @param arguments what stands after it
   * @param stay whether a prompt follows
   */
  record Run(String file, List<String> arguments, boolean stay) implements Command {}

  /**
   * {@code nn -e "text"}.
   *
   * @param arguments what stands after it
   */
  record Evaluate(String text, List<String> arguments) implements Command {}

  /**
   * @param json whether what is found is written for programs
   */
  record Check(List<String> files, boolean json) implements Command {}

  /**
   * @param check whether files stay as they are
   */
  record Format(List<String> files, boolean check) implements Command {}

  /**
   * @param name null for the list of all
   */
  record Help(String name) implements Command {}

  /**
   * @param code of a message, null for the list of all
   */
  record Explain(String code) implements Command {}

  /**
   * @param chapter of the tutorial, from 1; null for the list of all
   */
  record Learn(Integer chapter) implements Command {}

  /** A language server on standard input and output. */
  record Serve() implements Command {}

  /** Has Jupyter know of nn. */
  record InstallKernel() implements Command {}

  /**
   * A notebook's kernel.
   *
   * @param file in which Jupyter says where it listens
   */
  record Kernel(String file) implements Command {}

  /** How the command line is used. */
  record Usage() implements Command {}

  record Version() implements Command {}
}
