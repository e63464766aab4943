// SPDX-License-Identifier: Apache-2.0
/**
 * Workers on Apache Spark: {@link org.nnlang.cluster.spark.SparkMachines} asks for them, {@link
 * org.nnlang.cluster.spark.SparkWorkers} has each round done as one plain job, whose tasks are
 * {@link org.nnlang.cluster.spark.Answering}. The only place that knows Spark.
 */
@NullMarked
package org.nnlang.cluster.spark;

import org.jspecify.annotations.NullMarked;
