// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nnlang.value.Signature;

class BuiltinsTest {
  private final Builtins builtins = Builtins.load();

  @Test
  void namesFollowClasses() {
    assertEquals("starts_with", Builtins.nameOf("org.nnlang.builtin.text.StartsWith"));
    assertEquals("list", Builtins.nameOf("org.nnlang.builtin.list.ListBuiltin"));
    assertEquals("conv1d", Builtins.nameOf("org.nnlang.builtin.Conv1d"));
    assertTrue(builtins.has("print"));
    assertNull(builtins.find("prnt"));
  }

  @Test
  void signaturesCanBeReadAndEveryFunctionIsExplained() {
    assertAll(
        builtins.names().stream()
            .map(
                name ->
                    () -> {
                      Builtin builtin = builtins.find(name);
                      assertEquals(name, Signature.of(builtin.signature()).name());
                      assertFalse(builtin.doc().isBlank(), name);
                    }));
  }
}
