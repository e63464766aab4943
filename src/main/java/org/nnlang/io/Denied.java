// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

/** What an {@link Access} does not allow, with a reason that scripts may know. */
public final class Denied extends SecurityException {
  private static final long serialVersionUID = 1;

  private final String why;

  /**
   * @param why as the end of a message: "this context has no access to files"
   */
  public Denied(String why) {
    super(why);
    this.why = why;
  }

  /** The reason why something was refused. */
  static String why(SecurityException e) {
    return e instanceof Denied denied ? denied.why : "this context has no access to files";
  }
}
