// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where a process of Linux listens: addresses as the kernel writes them. */
final class Listening {
  private static final String LISTEN = "0A";

  private Listening() {}

  static Set<String> ofThisProcess() throws IOException {
    Set<String> own = new HashSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path file : open.toList()) {
        try {
          own.add(Files.readSymbolicLink(file).toString());
        } catch (IOException e) {
          // closed meanwhile
        }
      }
    }
    Set<String> found = new TreeSet<>();
    for (String table : Set.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] words = line.strip().split("\\s+");
        if (words.length > 9
            && words[3].equals(LISTEN)
            && own.contains("socket:[" + words[9] + "]")) {
          found.add(words[1]);
        }
      }
    }
    return found;
  }

  /** 127.0.0.1, as itself, as an address of the new kind, or the new kind's own. */
  static boolean isLoopback(String address) {
    String host = address.substring(0, address.indexOf(':'));
    return host.equals("0100007F")
        || host.equals("0000000000000000FFFF00000100007F")
        || host.equals("00000000000000000000000001000000");
  }
}
