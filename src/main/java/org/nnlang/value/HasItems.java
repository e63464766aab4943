// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.List;

/** What a script indexes, counts and walks through like a list without its being one. */
public interface HasItems {
  List<Object> items();
}
