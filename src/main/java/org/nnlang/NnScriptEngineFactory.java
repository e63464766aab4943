// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Objects;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import org.jspecify.annotations.Nullable;
import org.nnlang.lang.NnLanguage;

/** Makes engines for {@code javax.script}, which finds it by the name {@code nn}. */
@AutoService(ScriptEngineFactory.class)
public final class NnScriptEngineFactory implements ScriptEngineFactory {
  @Override
  public String getEngineName() {
    return "nn";
  }

  @Override
  public String getEngineVersion() {
    return Objects.requireNonNullElse(
        NnScriptEngineFactory.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public List<String> getExtensions() {
    return List.of("nn");
  }

  @Override
  public List<String> getMimeTypes() {
    return List.of(NnLanguage.MIME_TYPE);
  }

  @Override
  public List<String> getNames() {
    return List.of("nn");
  }

  @Override
  public String getLanguageName() {
    return "nn";
  }

  @Override
  public String getLanguageVersion() {
    return getEngineVersion();
  }

  /** Each engine has names of its own; one thread at a time evaluates in it, others wait. */
  @Override
  public @Nullable Object getParameter(String key) {
    return switch (key) {
      case ScriptEngine.ENGINE, ScriptEngine.LANGUAGE, ScriptEngine.NAME -> "nn";
      case ScriptEngine.ENGINE_VERSION, ScriptEngine.LANGUAGE_VERSION -> getEngineVersion();
      case "THREADING" -> "THREAD-ISOLATED";
      default -> null;
    };
  }

  @Override
  public String getMethodCallSyntax(String object, String method, String... arguments) {
    return object + "." + method + "(" + String.join(", ", arguments) + ")";
  }

  @Override
  public String getOutputStatement(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("{", "\\{");
    return "print(\"" + escaped.replace("\n", "\\n") + "\")";
  }

  @Override
  public String getProgram(String... statements) {
    return String.join("\n", statements) + "\n";
  }

  @Override
  public ScriptEngine getScriptEngine() {
    return new NnScriptEngine(this);
  }
}
