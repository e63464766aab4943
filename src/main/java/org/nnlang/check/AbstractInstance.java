// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Trace;
import org.nnlang.source.Note;
import org.nnlang.source.Span;
import org.nnlang.syntax.Stmt;
import org.nnlang.value.Module;
import org.nnlang.value.Signature;

/** An instance of a script's model, its weights without numbers. */
final class AbstractInstance extends Module implements Defined {
  private final ModelTemplate plan;
  private final String description;
  private final Frame.OfModel frame;
  private @Nullable Closure forward;

  AbstractInstance(Engine engine, ModelTemplate plan, String description) {
    super(engine);
    this.plan = plan;
    this.description = description;
    frame = new Frame.OfModel(plan.frame(), plan.names(), this);
  }

  ModelTemplate plan() {
    return plan;
  }

  Frame.OfModel frame() {
    return frame;
  }

  /** Its {@code forward}, or null. */
  @Nullable Closure forward() {
    if (forward == null && plan.forward() != null) {
      forward = Closure.of(plan.forward(), frame, plan.looking());
    }
    return forward;
  }

  /** That of its model. */
  @Override
  public Stmt.ModelDef code() {
    return plan.model();
  }

  @Override
  public String name() {
    return plan.name();
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public Signature signature() {
    Closure code = forward();
    return code == null ? Signature.ANY : code.signature();
  }

  @Override
  protected Module blank() {
    return new AbstractInstance(engine(), plan, description);
  }

  /**
   * Functions of the body read names from the instance they are read from; {@code forward} is the
   * instance itself.
   */
  @Override
  public @Nullable Object member(String member) {
    if (member.equals("forward") && plan.forward() != null) {
      return this;
    }
    Object value = super.member(member);
    return value instanceof Closure c
            && c.frame() instanceof Frame.OfModel o
            && o.instance() != this
            && o.instance().plan == plan
        ? c.in(frame)
        : value;
  }

  @Override
  protected Object forward(Trace trace, Object[] positional, Map<String, Object> named) {
    Closure code = forward();
    if (code == null) {
      throw withoutForward();
    }
    try {
      return code.call(positional, named);
    } catch (Failed e) {
      if (madeAt() != Span.NONE) {
        e.note(Note.maker(description + " was made here", madeAt()));
      }
      throw e;
    }
  }
}
