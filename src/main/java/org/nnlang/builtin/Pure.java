// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

/**
 * A function whose result follows from its arguments alone, and which does nothing else: it draws
 * no random numbers, prints nothing, looks at no clock and no file, and changes nothing that it is
 * given. Of the session it uses the engine, to compute.
 */
public interface Pure extends Builtin {}
