// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of which it is known, where a script is checked and not run, what it is, and not what is
 * in it. Whoever would look into it finds {@link Unknown}.
 *
 * @param names its members
 */
public record Foreseen(String type, List<String> names) implements HasMembers {
  public Foreseen {
    names = List.copyOf(names);
  }

  @Override
  public @Nullable Object member(String name) {
    return names.contains(name) ? Unknown.UNKNOWN : null;
  }

  @Override
  public String toString() {
    return type;
  }
}
