// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.loss;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.Tensors;
import org.nnlang.graph.Node;
import org.nnlang.op.Losses;
import org.nnlang.op.Probabilities;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Span;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Signature;

/** A builtin of {@code prediction} and {@code target}, which are tensors. */
public abstract class LossFunction implements Builtin {
  private static final ErrorCode CODE = ErrorCode.PROBABILITIES;

  /** What all of them take beside a prediction and a target. */
  protected static final String OPTIONS =
      "reduction: string = \"mean\", weight: tensor|list? = none) -> tensor";

  /** The loss; the arguments are for what else there is to say. */
  protected abstract Node of(Node prediction, Node target, Losses.Options options, Arguments a);

  private static Losses.Reduction reduction(Arguments a) {
    String word = a.string("reduction");
    return switch (word) {
      case "mean" -> Losses.Reduction.MEAN;
      case "sum" -> Losses.Reduction.SUM;
      case "none" -> Losses.Reduction.NONE;
      default -> throw RangeChecks.range(a, "reduction", "\"mean\", \"sum\" or \"none\"", word);
    };
  }

  /** Whether it makes probabilities itself, of numbers that are none yet. */
  protected boolean takesLogits() {
    return false;
  }

  /** Whether it takes a number for each class. */
  protected boolean takesClasses() {
    return false;
  }

  /** Whether it takes logarithms of probabilities, which are 0 at most. */
  protected boolean takesLogarithms() {
    return false;
  }

  @Override
  public final Object call(Arguments a, Session session) {
    if ((takesLogits() || takesLogarithms())
        && session.warnings().isFirst(CODE)
        && a.tensor("prediction") instanceof Tensor t
        && Probabilities.sumTo1(t)) {
      // what made the numbers is gone, so nothing is looked at again once this was said
      warn("softmax", Span.NONE, session);
    }
    Losses.Reduction reduction = reduction(a);
    List<TensorLike> inputs = new ArrayList<>(List.of(a.tensor("prediction"), a.tensor("target")));
    if (!a.isNone("weight")) {
      inputs.add(Tensors.of(session, a.get("weight")));
    }
    return session
        .engine()
        .apply(
            inputs,
            n -> {
              boolean asks = takesLogits() || takesLogarithms();
              Probabilities.Found found = asks ? Probabilities.of(n.get(0)) : null;
              if (found != null) {
                warn(found.name(), found.node().span(), session);
              }
              if (takesClasses() && n.get(0).rank() > 0 && n.get(0).type().last().is(1)) {
                session
                    .warnings()
                    .warn(
                        CODE,
                        "`cross_entropy` of a single class is 0, whatever the net says",
                        "for yes or no, `binary_cross_entropy` takes a net with one output and"
                            + " `cross_entropy` one with two");
              }
              Node weight = n.size() > 2 ? n.get(2) : null;
              return of(n.get(0), n.get(1), new Losses.Options(reduction, weight), a);
            });
  }

  private void warn(String maker, Span made, Session session) {
    String name = Signature.of(signature()).name();
    Span here = session.place();
    Span at = made.isKnown() ? made : here;
    Diagnostic warning =
        takesLogits()
            ? Diagnostic.warning(
                    CODE, "`" + name + "` takes logits, and these have been through a " + maker, at)
                .withHint(
                    "leave the "
                        + maker
                        + " out of what the loss sees: `"
                        + name
                        + "` has its own, and with two of them a net learns slowly")
            : Diagnostic.warning(
                    CODE,
                    "`" + name + "` takes logarithms of probabilities, and these are a " + maker,
                    at)
                .withHint("`log_softmax` gives the logarithms");
    session
        .warnings()
        .warn(at.equals(here) ? warning : warning.withNote("the loss is used here", here));
  }
}
