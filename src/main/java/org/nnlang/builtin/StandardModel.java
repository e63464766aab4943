// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.nnlang.check.NameCheck;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.Stmt;
import org.nnlang.value.Arguments;

/**
 * A model that a script finds as if it had defined it: its name stands for what the file of that
 * name, beside the class, defines.
 */
public abstract class StandardModel implements Builtin {
  public final String name() {
    return Builtins.nameOf(getClass().getName());
  }

  /** The name of its file. */
  public final String file() {
    return name() + ".nn";
  }

  /** What stands in its file. */
  public final String text() {
    try (InputStream in = getClass().getResourceAsStream(file())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, read anew. */
  public final Script script() {
    return Parser.parse(new SourceText(file(), text()), Limits.DEFAULT);
  }

  @Override
  public final String signature() {
    for (Stmt statement : script().body()) {
      if (statement instanceof Stmt.ModelDef model && model.name().name().equals(name())) {
        return NameCheck.signature(name(), model.params()).toString();
      }
    }
    throw new IllegalStateException(file() + " defines no such model");
  }

  /** The comment at the beginning of its file. */
  @Override
  public final String doc() {
    return text()
        .lines()
        .takeWhile(line -> line.startsWith("#"))
        .map(line -> line.substring(1).strip())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public final Object call(Arguments arguments, Session session) {
    throw new IllegalStateException("its name stands for a model of a script");
  }
}
