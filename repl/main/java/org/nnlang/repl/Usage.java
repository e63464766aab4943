// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

/** What {@code nn --help} prints. */
final class Usage {
  static final String TEXT =
      """
      nn, a small language for neural nets

      nn                            a prompt; with a script on standard input, runs that
      nn FILE.nn [--name value ...] runs a script with its options
      nn FILE.nn -i                 runs it, and goes on at the prompt with what it defines
      nn FILE.nn --help             lists the script's options
      nn run FILE [...]             the same for a file of any name; - is standard input
      nn check FILE...              looks for mistakes and runs nothing
      nn fmt [--check] FILE...      writes files in the one style of nn; --check lists those it
                                    would change, - is standard input to standard output
      nn -e "expression"            prints a value
      nn help [NAME]                what a function does, or all there are
      nn explain [CODE]             what a kind of message means, or all there are
      nn tutorial [CHAPTER]         from "what is a weight?" to a GPT, step by step at the prompt
      nn kernel install             has Jupyter know of nn, for notebooks
      nn lsp                        a language server on standard input and output, for editors
      nn version

      Options, before the file or after it:
        --seed NUMBER               the seed of random numbers
        --threads COUNT             how many threads compute
        --memory SIZE               what tensors may take, and lists and texts, such as 500m or 2g
        --backend NAME              what computes: own if not given, or nd4j
        --max-steps COUNT           how many turns of loops and calls may run
        --max-nesting DEPTH         how deep brackets may nest, 250 if not given
        --max-source COUNT          how many characters a script may have
        --repeat                    run a script twice, and say where the runs differ
        --dap                       waits for a debugger on port 4711, or another by --dap-port
        --cpusampler                says at the end which functions took the time
        --trace                     shows Java's stack where nn itself fails

      A script's failure gives exit code 1, a usage error 2, Ctrl-C 130.
      """;

  private Usage() {}
}
