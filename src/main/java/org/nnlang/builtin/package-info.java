// SPDX-License-Identifier: Apache-2.0
/**
 * The functions a script can call without defining them, one file each, in a folder a {@linkplain
 * org.nnlang.builtin.Subject subject}. Here stand the registry, help, and what functions share.
 *
 * <p>To add one, write in the folder of its subject a class with
 * {@code @AutoService(Builtin.class)} that implements {@link org.nnlang.builtin.Builtin}. Its name
 * in scripts is the class name in snake case ({@code StartsWith} is {@code starts_with}); where the
 * class would hide one of {@code java.lang} or {@code java.util}, {@code Builtin} is put at its end
 * ({@code ListBuiltin} is {@code list}). Nothing else is touched: the processor lists the class
 * when the project is built, and {@link org.nnlang.builtin.Builtins} loads it when a script first
 * asks for it.
 *
 * <p>Functions know nothing of the tree or of Truffle; what they may use of the running script is
 * their {@link org.nnlang.builtin.Session}. Work belongs into the packages above ({@code op},
 * {@code layer}, {@code train}, {@code io}, …): a function here takes arguments apart, calls that,
 * and says what was wrong in the script's words.
 */
@NullMarked
package org.nnlang.builtin;

import org.jspecify.annotations.NullMarked;
