// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that keeps so many entries: the least recently used goes first. */
public final class Recent<K, V> extends LinkedHashMap<K, V> {
  private final int most;

  public Recent(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
