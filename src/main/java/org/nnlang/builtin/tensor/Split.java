// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.tensor;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.data.Data;
import org.nnlang.builtin.data.Shuffle;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.io.FileTokens;
import org.nnlang.io.Rearranged;
import org.nnlang.io.Stratified;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Dataset;
import org.nnlang.value.None;
import org.nnlang.value.Pair;
import org.nnlang.value.Texts;
import org.nnlang.value.TypeNames;

/** {@code split}. */
@AutoService(Builtin.class)
public final class Split implements Builtin {
  private static final String SPLIT_BY =
      "tensors are split by a number or sizes, data by fractions, strings by strings";

  @Override
  public String signature() {
    return "split(data, parts: integer|list|string? = none, axis: integer = 0, *,"
        + " by: string|tensor|list? = none, shuffle: boolean? = none, seed: integer = 0)";
  }

  @Override
  public String doc() {
    return """
    Cuts something into a list of parts. `split(t, 3)` makes 3 equal parts of a tensor along `axis`,
    `split(t, [2, 5])` parts of these sizes, `split(data, [0.8, 0.2])` parts with these fractions of
    the rows, of a tensor, string or list in order, of a dataset or `[x, y]` in a random order chosen
    by `seed`, unless `shuffle:` says otherwise. With `by:` each part has each class in the same
    proportion: "target", the name of a column, or a number for each row. `split(string, ",")` cuts
    at a separator, `split(string)` at white space, of which nothing is left.
    Example: [train, test] = split(dataset("digits"), [0.8, 0.2], by: "target", seed: 1)\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Object data = arguments.get("data");
    Engine engine = session.engine();
    return switch (arguments.get("parts")) {
      case Long count when data instanceof TensorLike t ->
          list(
              engine.applyAll(
                  List.of(t),
                  n -> Ops.split(n.get(0), arguments.integer("axis"), TypeNames.toInt(count))));
      case String separator when data instanceof String s -> words(s, separator);
      case None none when data instanceof String s -> Texts.words(s);
      case List<?> sizes
          when data instanceof TensorLike t
              && !sizes.isEmpty()
              && sizes.stream().allMatch(Long.class::isInstance) ->
          list(
              engine.applyAll(
                  List.of(t),
                  n ->
                      Ops.split(
                          n.get(0),
                          arguments.integer("axis"),
                          sizes.stream().map(size -> Dim.of((Long) size)).toList())));
      case List<?> fractions -> pieces(engine, arguments, data, fractions(fractions));
      case None none ->
          throw Problem.of(
                  ErrorCode.ARGUMENT,
                  TypeNames.found(data) + " is not split without the argument `parts`")
              .hint(SPLIT_BY);
      default ->
          throw Problem.of(
                  ErrorCode.TYPE,
                  "%s cannot be split by %s"
                      .formatted(TypeNames.found(data), TypeNames.found(arguments.get("parts"))))
              .hint(SPLIT_BY);
    };
  }

  private static List<Double> fractions(List<?> parts) {
    List<Double> out = new ArrayList<>();
    for (Object part : parts) {
      if (!(part instanceof Number n)) {
        throw Problem.of(
            ErrorCode.TYPE,
            "parts are fractions such as [0.8, 0.2], found " + TypeNames.found(part));
      }
      out.add(n.doubleValue());
    }
    if (out.isEmpty()) {
      throw Problem.of(ErrorCode.VALUE, "parts are fractions such as [0.8, 0.2], found none");
    }
    return out;
  }

  private static List<Object> pieces(
      Engine engine, Arguments arguments, Object data, List<Double> fractions) {
    boolean rows = data instanceof Dataset || Given.isPair(data);
    boolean mixed = rows && !(data instanceof FileTokens);
    boolean shuffle = arguments.isNone("shuffle") ? mixed : arguments.flag("shuffle");
    if (!arguments.isNone("by")) {
      return stratified(engine, arguments, data, fractions, shuffle);
    }
    Object source = shuffle ? Shuffle.shuffled(engine, data, arguments.whole("seed"), 0) : data;
    long size =
        switch (source) {
          case Dataset set -> set.size();
          case Tensor t when t.rank() > 0 -> t.dim(0);
          case String s -> s.codePointCount(0, s.length());
          case List<?> pair when rows -> Data.of(engine, pair).size();
          case List<?> items -> items.size();
          default ->
              throw Problem.of(
                  ErrorCode.TYPE,
                  "only tensors, strings, lists and datasets have fractions, found "
                      + TypeNames.found(source));
        };
    List<Object> out = new ArrayList<>();
    long from = 0;
    for (long to : Rearranged.cuts(size, fractions)) {
      out.add(piece(source, rows, from, to));
      from = to;
    }
    return out;
  }

  private static List<Object> stratified(
      Engine engine, Arguments arguments, Object data, List<Double> fractions, boolean shuffle) {
    Dataset set = Data.of(engine, data);
    double[] keys =
        switch (arguments.get("by")) {
          case String by -> Stratified.keys(set, by);
          case List<?> list when list.stream().allMatch(Number.class::isInstance) ->
              list.stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray();
          case Object by -> Given.numbers(by).toDoubles();
        };
    if (keys.length != set.size()) {
      throw Problem.of(
          ErrorCode.SHAPE,
          "`by` has a number for each of %d rows, found %d".formatted(set.size(), keys.length));
    }
    long seed = shuffle ? arguments.whole("seed") : 0;
    long[] order =
        shuffle
            ? Rearranged.shuffled(set.size(), seed, 0)
            : LongStream.range(0, set.size()).toArray();
    List<Object> out = new ArrayList<>();
    for (long[] part : Stratified.parts(keys, fractions, order)) {
      // in the order drawn, a part would begin with the classes whose share is full first
      LongStream places =
          shuffle
              ? Arrays.stream(Rearranged.shuffled(part.length, seed, 1 + out.size()))
              : LongStream.range(0, part.length);
      Dataset rows = set.pick(places.map(i -> part[(int) i]).toArray());
      out.add(data instanceof Dataset ? rows : new Pair<>(rows.all(), rows.targets()).asList());
    }
    return out;
  }

  private static Object piece(Object source, boolean rows, long from, long to) {
    return switch (source) {
      case Dataset set -> set.rows(from, to);
      case Tensor t -> t.rows(from, to);
      case String s ->
          s.substring(s.offsetByCodePoints(0, (int) from), s.offsetByCodePoints(0, (int) to));
      case List<?> pair when rows -> {
        Pair<Tensor> all = Given.pair(pair);
        yield all.with(all.fields().stream().map(t -> t.rows(from, to)).toList()).asList();
      }
      default -> new ArrayList<Object>(((List<?>) source).subList((int) from, (int) to));
    };
  }

  private static List<Object> words(String text, String separator) {
    if (separator.isEmpty()) {
      throw Problem.of(ErrorCode.VALUE, "a separator has at least one character");
    }
    return Texts.split(text, separator);
  }

  private static List<Object> list(List<? extends TensorLike> tensors) {
    return new ArrayList<>(tensors);
  }

  /** Parts by fractions are as many and like the whole, of data that is not known too. */
  @Override
  public Object foresee(Arguments arguments, Session session) {
    Object data = arguments.get("data");
    boolean byFractions =
        arguments.get("parts") instanceof List<?> parts
            && !parts.isEmpty()
            && parts.stream().allMatch(part -> part instanceof Double);
    if (!byFractions) {
      return Builtin.super.foresee(arguments, session);
    }
    Engine engine = session.engine();
    List<Object> out = new ArrayList<>();
    int count = ((List<?>) arguments.get("parts")).size();
    for (int i = 0; i < count; i++) {
      Dim rows = engine.newSize("rows");
      out.add(Data.likeness(engine, data, whole -> withRows(whole, rows)));
    }
    return out;
  }

  private static Type withRows(Type whole, Dim rows) {
    List<Dim> dims = new ArrayList<>(whole.dims());
    dims.set(0, rows);
    return whole.with(dims);
  }
}
