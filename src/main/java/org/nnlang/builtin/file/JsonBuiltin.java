// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.file;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.Json;
import org.nnlang.value.Arguments;

/** {@code json}. */
@AutoService(Builtin.class)
public final class JsonBuiltin implements Builtin {
  @Override
  public String signature() {
    return "json(text: string)";
  }

  @Override
  public String doc() {
    return """
    The value of a text in JSON: objects become records, arrays lists, `null` none.
    Example: config = json(read("gpt2/config.json")); print(config.n_layer)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    return Json.parse(a.string("text"));
  }
}
