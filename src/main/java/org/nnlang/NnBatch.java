// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

/**
 * Some rows to train on: arrays, buffers, or what else {@link Nn#put} takes for tensors.
 *
 * @param x inputs: {@code [rows][…]}
 * @param y targets, as many rows
 */
public record NnBatch(Object x, Object y) {}
