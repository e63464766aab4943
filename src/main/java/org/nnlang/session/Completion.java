// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

/**
 * A word that may be meant by what was typed.
 *
 * @param text what is to stand there
 * @param brief what it does, in a few words; may be empty
 */
public record Completion(String text, Group group, String brief) {
  /** Where it comes from. */
  public enum Group {
    MEMBER,
    ARGUMENT,
    /** By the script. */
    DEFINED,
    FUNCTION,
    KEYWORD,
    DATASET,
    FILE
  }
}
