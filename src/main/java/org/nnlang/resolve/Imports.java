// SPDX-License-Identifier: Apache-2.0
package org.nnlang.resolve;

import org.nnlang.syntax.Stmt;

/** What an import binds. */
public final class Imports {
  private Imports() {}

  /** Its alias, or the file's name without folders and ending. */
  public static String name(Stmt.Import statement) {
    if (statement.alias() != null) {
      return statement.alias().name();
    }
    String path = statement.path();
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }
}
