// SPDX-License-Identifier: Apache-2.0
/**
 * The command line and the JLine prompt: the only module that knows a terminal. What a session
 * remembers and how a script runs is nn-core's, so that a prompt, a notebook and a host see the
 * same language. A new subcommand gets a class of its own here.
 */
package org.nnlang.repl;
