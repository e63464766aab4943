// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much memory there is, of the machine or of the container that the process is in. */
public final class MachineMemory {
  /** What every machine has: up to that nobody need ask, which takes a tenth of a second. */
  public static final long SURE = 256L << 20;

  private MachineMemory() {}

  /** Asked when first needed. */
  private static final class Asked {
    static final long BYTES =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : 2 * SURE;
  }

  /** Half of it: what tensors may take unless somebody says otherwise. */
  public static long half() {
    return Math.max(SURE, Asked.BYTES / 2);
  }
}
