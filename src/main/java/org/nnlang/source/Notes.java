// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.util.ArrayList;
import java.util.List;

/** Lists of notes are never changed, only made longer. */
final class Notes {
  private Notes() {}

  static List<Note> plus(List<Note> notes, Note more) {
    var all = new ArrayList<>(notes);
    all.add(more);
    return List.copyOf(all);
  }
}
