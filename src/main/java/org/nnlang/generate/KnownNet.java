// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nnlang.decode.Decoder;
import org.nnlang.decode.Grounds;
import org.nnlang.decode.NotCausal;
import org.nnlang.decode.Whole;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Node;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Callable;
import org.nnlang.value.Module;

/**
 * What was found out about a net of tokens, with the steps that were made of it: kept with the net
 * for the next time as long as all that it rests on is as it was, and memory is not short.
 */
public final class KnownNet implements Memory.Spare {
  private final Engine engine;
  private final int context;
  private final Function<List<Node>, List<Node>> forward;
  private volatile @Nullable Steps steps;
  private volatile @Nullable AtOnce atOnce;

  /**
   * Whether a net can take its tokens one by one.
   *
   * @param why it cannot; null where it can, or that is not worth while
   */
  private record Steps(Grounds grounds, Optional<Decoder> decoder, @Nullable NotCausal why) {}

  private record AtOnce(Grounds grounds, Optional<Whole> net) {}

  private KnownNet(Engine engine, int context, Function<List<Node>, List<Node>> forward) {
    this.engine = engine;
    this.context = context;
    this.forward = forward;
  }

  /**
   * What is known of a net, or will be.
   *
   * @param context how many tokens it takes at most; {@code Integer.MAX_VALUE} where that is not
   *     known
   * @param forward what the net does
   */
  public static KnownNet of(
      Engine engine, Callable net, int context, Function<List<Node>, List<Node>> forward) {
    KnownNet known = net instanceof Module m ? m.attached(KnownNet.class) : null;
    if (known == null || known.context != context) {
      known = new KnownNet(engine, context, forward);
      if (net instanceof Module m) {
        m.attach(KnownNet.class, known);
      }
    }
    return known;
  }

  /**
   * What takes its tokens one by one.
   *
   * @return nothing where that is not worth while
   * @throws NotCausal where it needs the tokens all at once
   * @throws RuntimeException what the net throws
   */
  public Optional<Decoder> decoder() {
    Steps known = steps;
    if (known == null || !known.grounds.areAsTheyWere()) {
      known = steps(new Grounds(engine));
      steps = known.grounds.areAsTheyWere() ? known : null;
    }
    engine.memory().keeps(this);
    if (known.why != null) {
      throw known.why;
    }
    return known.decoder;
  }

  private Steps steps(Grounds grounds) {
    try {
      return new Steps(grounds, Decoder.of(grounds, context, forward), null);
    } catch (NotCausal e) {
      return new Steps(grounds, Optional.empty(), e);
    }
  }

  /**
   * What takes them all at once, with one plan for many lengths.
   *
   * @return nothing where that cannot be said
   * @throws RuntimeException what the net throws
   */
  public Optional<Whole> whole() {
    AtOnce known = atOnce;
    if (known == null || !known.grounds.areAsTheyWere()) {
      Grounds grounds = new Grounds(engine);
      known = new AtOnce(grounds, Whole.of(grounds, context, forward));
      atOnce = grounds.areAsTheyWere() ? known : null;
    }
    engine.memory().keeps(this);
    return known.net;
  }

  @Override
  public void giveUp() {
    steps = null;
    atOnce = null;
  }
}
