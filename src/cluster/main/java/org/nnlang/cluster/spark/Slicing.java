// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.nnlang.cluster.Answer;
import org.nnlang.cluster.Answers;
import scala.Tuple2;

/**
 * A round in which workers add up what they give: each cuts its answer, and gets one slice of all
 * others'. So no machine takes in more than the size of one answer, where the one that leads would
 * take in all of them.
 */
final class Slicing implements AutoCloseable {
  private final JavaSparkContext context;
  private final JavaPairRDD<Integer, Slice> slices;

  /** A part's slice of an answer. */
  private record Slice(int part, byte[] answer) implements Serializable {}

  Slicing(JavaSparkContext context, JavaRDD<Integer> parts, Answering answering, int count) {
    this.context = context;
    slices =
        parts.flatMapToPair(new Cutting(answering, count)).partitionBy(new HashPartitioner(count));
  }

  /** The sums, slice by slice. */
  JavaFutureAction<List<Answers>> sums() {
    return slices.mapPartitions(new Adding()).collectAsync();
  }

  /** Has machines forget the slices; Spark itself would wait for this process's collector. */
  @Override
  public void close() {
    var shuffle = (ShuffleDependency<?, ?, ?>) slices.rdd().dependencies().head();
    context.sc().cleaner().get().doCleanupShuffle(shuffle.shuffleId(), false);
  }

  private record Cutting(Answering answering, int count)
      implements PairFlatMapFunction<Integer, Integer, Slice> {
    @Override
    public Iterator<Tuple2<Integer, Slice>> call(Integer part) {
      List<Tuple2<Integer, Slice>> out = new ArrayList<>();
      for (Answer slice : Answer.of(answering.call(part)).slices(count)) {
        out.add(new Tuple2<>(out.size(), new Slice(part, slice.bytes())));
      }
      return out.iterator();
    }
  }

  /** They come in any order. */
  private record Adding() implements FlatMapFunction<Iterator<Tuple2<Integer, Slice>>, Answers> {
    @Override
    public Iterator<Answers> call(Iterator<Tuple2<Integer, Slice>> slices) {
      List<Slice> all = new ArrayList<>();
      slices.forEachRemaining(s -> all.add(s._2()));
      all.sort(Comparator.comparingInt(Slice::part));
      return List.of(Answers.of(all.stream().map(s -> Answer.of(s.answer())).toList())).iterator();
    }
  }
}
