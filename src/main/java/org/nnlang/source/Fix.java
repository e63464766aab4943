// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

/**
 * A change of a text that puts it right.
 *
 * @param place what is replaced
 * @param text what is to stand there
 */
public record Fix(Span place, String text) {}
