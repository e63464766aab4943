// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

/**
 * What belongs to a diagnostic but stands elsewhere.
 *
 * @param span where, or null
 */
public record Note(String message, Span span) {}
