// SPDX-License-Identifier: Apache-2.0
/**
 * What every front of nn does, whichever it is: {@link org.nnlang.session.ScriptLoader} reads a
 * script and says what is wrong with it before it runs, {@link org.nnlang.session.Prompt} evaluates
 * entries one after the other, completes them, and describes and lists names. The command line, the
 * prompt and the embedding are built on these.
 *
 * <p>A script that runs is known here only as any host knows it, through {@code
 * org.graalvm.polyglot}; how it runs is the business of {@code org.nnlang.lang}. No terminal, and
 * no file but by a {@link org.nnlang.session.ScriptLoader.Files} that is handed in.
 */
@NullMarked
package org.nnlang.session;

import org.jspecify.annotations.NullMarked;
