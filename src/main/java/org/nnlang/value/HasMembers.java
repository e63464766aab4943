// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A value with parts that a script reads as {@code value.name}. */
public interface HasMembers extends Typed {
  /** The value of a member, or null where there is none of that name. */
  @Nullable Object member(String name);

  /** Which members there are, in the order in which they are shown. */
  Collection<String> names();
}
