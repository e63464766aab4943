// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Einsum}. */
final class EinsumSamples {
  private EinsumSamples() {}

  static List<Sample> einsum() {
    return List.of(
        of("ij,jk->ik", Sample.real(2, 3), Sample.real(3, 4)),
        of("bij,bkj->bik", Sample.real(2, 2, 3), Sample.real(2, 4, 3)),
        of("i,j->ij", Sample.real(2), Sample.real(3)),
        of("ij,ij->", Sample.real(2, 3), Sample.real(2, 3)),
        of("ijk,ik->k", Sample.real(2, 3, 2), Sample.real(2, 2)),
        of("...ij,...jk", Sample.real(2, 2, 3), Sample.real(2, 3, 1)),
        of("ii->i", Sample.real(3, 3)),
        of("ij->ji", Sample.real(2, 3)),
        of("ij->", Sample.real(2, 3)),
        of("ij,jk,kl->il", Sample.real(2, 3), Sample.real(3, 2), Sample.real(2, 2)));
  }

  private static Sample of(String pattern, Sample.Arg... args) {
    return Sample.of("einsum", n -> Einsum.einsum(pattern, n), args);
  }
}
