// SPDX-License-Identifier: Apache-2.0
/**
 * Runs graphs: traces functions, fuses elementwise work and reductions into passes, places every
 * buffer once, caches plans by the structure of their graph, and runs them. Knows ops only by how
 * they are lowered, and nothing of scripts. A new pass over graphs goes into {@link Planner}'s
 * list.
 */
package org.nnlang.engine;
