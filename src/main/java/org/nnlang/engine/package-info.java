// SPDX-License-Identifier: Apache-2.0
/**
 * What a context computes with: {@link org.nnlang.engine.Engine} and its parts. A {@code Tracer}
 * makes graphs of functions, a {@code Compiler} has a backend make them ready and keeps what it
 * made by the structure of the graph, a {@code Runner} has memory, threads and random numbers. An
 * {@code Evaluator} is what becomes of a call: {@code Eager} computes, {@code LookAhead} only looks
 * at types. Knows no single op, no backend and nothing of scripts. A rewrite of graphs goes into
 * the list of {@link org.nnlang.rewrite.Rewrites}.
 */
@NullMarked
package org.nnlang.engine;

import org.jspecify.annotations.NullMarked;
