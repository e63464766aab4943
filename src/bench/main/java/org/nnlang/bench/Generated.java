// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.util.List;
import java.util.Locale;

/** Rows of the table of what a token takes. Where both sides have a number, ours is the first. */
final class Generated {
  private Generated() {}

  /**
   * A row.
   *
   * @param torch of drawing one text; none where there is no other side
   * @param floor of reading the weights once, which several texts do together
   */
  static String row(Generation g, List<Tokens> ours, List<Tokens> torch, List<Tokens> floor) {
    Tokens own = Tokens.of(ours);
    String ms = Table.digits(own.median());
    String best = Table.digits(own.best());
    String rate = String.format(Locale.ROOT, "%,.0f", 1000 / own.median());
    if (torch.isEmpty()) {
      return "| %s | %s | %s | | | %s |\n".formatted(g, ms, best, rate);
    }
    Tokens other = Tokens.of(torch);
    double reading = Tokens.of(floor).median() / g.count();
    return String.format(
        Locale.ROOT,
        "| %s | %s / %s | %s / %s | %.2f | %.2f (%s ms) | %s |\n",
        g,
        ms,
        Table.digits(other.median()),
        best,
        Table.digits(other.best()),
        own.median() / other.median(),
        own.median() / reading,
        Table.digits(reading),
        rate);
  }
}
