// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.ProvidedTags;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.ExecutableNode;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.polyglot.SandboxPolicy;

/**
 * The language {@code nn}. A tour:
 *
 * <ul>
 *   <li>A host evaluates a source: {@link #parse} has {@link Loader} read it into a tree, check its
 *       names, and turn the tree into nodes ({@link Translator}, package {@code node}).
 *   <li>Nodes run on plain Java objects, see {@code org.nnlang.value}. What a host gets or gives
 *       goes through {@link Host}: wrappers that speak Truffle's interop protocol.
 *   <li>{@link NnContext} holds all that a running script has: names, engine, files, options. There
 *       is no other state, so contexts do not see each other.
 *   <li>What goes wrong is a {@code Problem} until a node, which knows the place, makes it a {@link
 *       ScriptError}.
 *   <li>Models are {@link ModelDefinition} and {@link ModelInstance}; functions {@link
 *       ScriptFunction}; all other functions come from {@code org.nnlang.builtin}.
 * </ul>
 */
@TruffleLanguage.Registration(
    id = NnLanguage.ID,
    name = "nn",
    implementationName = "nn",
    version = "0.2.0",
    defaultMimeType = NnLanguage.MIME_TYPE,
    characterMimeTypes = NnLanguage.MIME_TYPE,
    fileTypeDetectors = NnFiles.class,
    contextPolicy = TruffleLanguage.ContextPolicy.EXCLUSIVE,
    sandbox = SandboxPolicy.CONSTRAINED)
@ProvidedTags(StandardTags.StatementTag.class)
public final class NnLanguage extends TruffleLanguage<NnContext> {
  public static final String ID = "nn";
  public static final String MIME_TYPE = "text/x-nn";

  @Override
  protected NnContext createContext(Env env) {
    return new NnContext(this, env);
  }

  @Override
  protected void finalizeContext(NnContext context) {
    context.endJobs();
    context.flush();
  }

  @Override
  protected void disposeContext(NnContext context) {
    context.close();
  }

  @Override
  protected CallTarget parse(ParsingRequest request) {
    NnContext context = NnContext.get(null);
    return context.inTurn(() -> context.loader().script(request.getSource()));
  }

  /**
   * What a debugger has evaluated at a place: as a script of the context, with the names of the
   * functions and models around the place before those of the script.
   */
  @Override
  protected ExecutableNode parse(InlineParsingRequest request) {
    NnContext context = NnContext.get(null);
    Locals locals = Locals.at(context.globals(), request.getLocation(), request.getFrame());
    CallTarget script =
        context.inTurn(() -> context.loader().script(request.getSource(), locals.names()));
    return new ExecutableNode(this) {
      @Child private DirectCallNode call = DirectCallNode.create(script);

      @Override
      public Object execute(VirtualFrame frame) {
        locals.read(frame);
        try {
          return call.call();
        } finally {
          locals.write(frame);
        }
      }
    };
  }

  @Override
  protected Object getScope(NnContext context) {
    return context.scope();
  }

  @Override
  protected OptionDescriptors getOptionDescriptors() {
    return Options.descriptors();
  }

  /**
   * Any thread may come; one runs script code, the others wait: see {@link NnContext#beginTurn}.
   */
  @Override
  protected boolean isThreadAccessAllowed(Thread thread, boolean singleThreaded) {
    return true;
  }

  /** Whoever evaluates an interactive source gets its value, and shows it or not. */
  @Override
  protected boolean isVisible(NnContext context, Object value) {
    return false;
  }

  @Override
  protected Object getLanguageView(NnContext context, Object value) {
    return new HostPrimitive(value);
  }
}
