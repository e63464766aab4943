// SPDX-License-Identifier: Apache-2.0
/**
 * How long a prediction takes inside a Java program, by nn and by what else serves nets there; each
 * in a process of its own.
 */
package org.nnlang.bench.serving;
