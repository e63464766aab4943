// SPDX-License-Identifier: Apache-2.0
/**
 * Measurements of nn, never published: whole steps of training against PyTorch ({@link Main}), and
 * single kernels by JMH (classes named {@code ...Benchmark}). Nothing depends on this module.
 *
 * <p>Each side of a comparison is a process of its own ({@link Ours}, {@code torch.Torch}) that
 * prints one line of JSON; this package must not load PyTorch, and that one must not load nn. A new
 * workload is one in the list of {@link Workload}, a script in {@code workloads/} and a net in
 * {@code torch}.
 */
package org.nnlang.bench;
