// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import java.util.stream.Collectors;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;

/** The texts of everything an op can find wrong with its inputs. */
final class Messages {
  private Messages() {}

  static Problem broadcast(Type a, Type b) {
    return unequal(
            "these shapes do not go together: " + a.shapeText() + " and " + b.shapeText(), a, b)
        .hint("counted from the right, sizes must be equal or 1");
  }

  static Problem innerSizes(Type a, Type b, Dim m, Dim n) {
    return Problem.of(ErrorCode.SHAPE, new Mismatch.Product(a, b, m, n));
  }

  static Problem leading(Type a, Type b) {
    return unequal(
            "these shapes do not go together: " + a.shapeText() + " @ " + b.shapeText(), a, b)
        .hint("the axes before the last two, counted from the right, must be equal or 1");
  }

  static Problem matmulScalar(Type a, Type b) {
    return shape(
            "a product of matrices needs tensors with axes: "
                + a.shapeText()
                + " @ "
                + b.shapeText())
        .hint("use * to scale by a number");
  }

  static Problem axis(int axis, Type type) {
    return Problem.of(
            ErrorCode.AXIS,
            "there is no axis " + axis + " in a tensor of shape " + type.shapeText())
        .hint(
            type.rank() == 0
                ? "a scalar has no axes"
                : "its axes are 0 to "
                    + (type.rank() - 1)
                    + ", or -1 to -"
                    + type.rank()
                    + " from the end");
  }

  static Problem axisTwice(List<Integer> axes) {
    return Problem.of(ErrorCode.AXIS, "an axis is named twice: " + axes);
  }

  static Problem reshape(Type from, List<Dim> to) {
    return shape(
        "a tensor of shape "
            + from.shapeText()
            + " has "
            + from.count()
            + " elements and cannot become "
            + text(to));
  }

  static Problem reshapeUnknown(List<Dim> to) {
    return shape("only one size of a new shape can be -1: " + text(to));
  }

  static Problem negativeSize(List<Dim> to) {
    return shape("a size cannot be negative: " + text(to));
  }

  static Problem zeroDivisor(Type x) {
    return Problem.of(ErrorCode.ARITHMETIC, "integers cannot be divided by 0: " + described(x));
  }

  static Problem tooLarge(List<Dim> dims) {
    return Problem.of(ErrorCode.LIMIT, "no tensor can be as large as this shape: " + text(dims));
  }

  static Problem expand(Type from, List<Dim> to) {
    return shape("a tensor of shape " + from.shapeText() + " cannot be expanded to " + text(to))
        .hint("only axes of size 1 can grow, and new axes come first");
  }

  static Problem permutation(Type type, List<Integer> axes) {
    return Problem.of(
            ErrorCode.AXIS,
            "these are not the axes of " + type.shapeText() + " in another order: " + axes)
        .hint("name each of the axes 0 to " + (type.rank() - 1) + " once");
  }

  static Problem index(Object index, Type type, int axis) {
    return Problem.of(
        ErrorCode.INDEX,
        "index "
            + index
            + " is outside axis "
            + axis
            + " of a tensor of shape "
            + type.shapeText());
  }

  static Problem step(long step) {
    return Problem.of(ErrorCode.ARGUMENT, "a step must not be 0: " + step);
  }

  static Problem rank(String op, String expected, Type found) {
    return unequal(named(op) + " needs " + expected + ", found " + described(found), found);
  }

  static Problem dtype(String op, String expected, Type found) {
    return Problem.of(
        ErrorCode.TYPE, named(op) + " needs " + expected + ", found " + described(found));
  }

  static Problem differentTypes(String op, Type a, Type b) {
    return Problem.of(
        ErrorCode.TYPE,
        named(op)
            + " needs two tensors of one element type, found "
            + described(a)
            + " and "
            + described(b));
  }

  static Problem join(String op, Type a, Type b) {
    return unequal(
            named(op)
                + " needs tensors whose other axes are equal: "
                + a.shapeText()
                + " and "
                + b.shapeText(),
            a,
            b)
        .hint(
            op.equals("stack")
                ? "stacked tensors must have the same shape"
                : "only the size along the joined axis may differ");
  }

  static Problem nothing(String op) {
    return Problem.of(ErrorCode.ARGUMENT, named(op) + " needs at least one tensor");
  }

  static Problem parts(Dim size, long parts) {
    return division(
        "an axis of size " + size + " cannot be split into equal parts: " + parts,
        size,
        List.of(Dim.of(parts)));
  }

  static Problem partSizes(Dim size, List<Dim> parts) {
    return division(
        "an axis of size " + size + " cannot be split into parts of " + text(parts), size, parts);
  }

  static Problem squeeze(int axis, Type type) {
    return shape(
        "only an axis of size 1 can be squeezed: axis " + axis + " of " + type.shapeText());
  }

  static Problem indices(String op, Type x, Type index, int axis) {
    return unequal(
            named(op)
                + " needs indices with the axes of the tensor: "
                + x.shapeText()
                + " and indices "
                + index.shapeText(),
            x,
            index)
        .hint("only along axis " + axis + " may the sizes differ");
  }

  static Problem empty(String op, Type x) {
    return shape(named(op) + " needs at least one number along the axis, found " + x.shapeText());
  }

  static Problem patternRank(String pattern, int axes, Type x) {
    return shape(
        "the pattern \"" + pattern + "\" is for " + axes + " axes, found " + x.shapeText());
  }

  static Problem patternSize(
      String pattern, String names, String known, List<Dim> parts, Dim size, Type x) {
    return division(
            "an axis of size "
                + size
                + " does not split into ("
                + names
                + ") with "
                + known
                + ": "
                + x.shapeText(),
            size,
            parts)
        .note("the pattern is \"" + pattern + "\"");
  }

  static Problem letter(String pattern, char letter, Dim a, Dim b) {
    return unequal(
        "\"%s\" is an axis of size %s and of size %s in: \"%s\"".formatted(letter, a, b, pattern),
        new Type(DType.FLOAT32, List.of(a, b)));
  }

  static Problem kernelTooLarge(long reach, long zeros, Type x) {
    String with = zeros == 0 ? "" : " with " + zeros + " zeros around";
    return shape(
            "a kernel that reaches over " + reach + " does not fit into " + x.shapeText() + with)
        .hint("padding makes the input larger");
  }

  static Problem channels(String op, Type x, Type weight, int groups) {
    return channels(op, x, weight.dim(1).times(groups));
  }

  static Problem channels(String op, Type x, Dim wanted) {
    return unequal(
        named(op)
            + " has weights for "
            + wanted
            + " input channels, found "
            + x.dim(1)
            + " in "
            + x.shapeText(),
        new Type(x.dtype(), List.of(x.dim(1), wanted)));
  }

  static Problem poolPadding(int zeros, int kernel) {
    return argument(
        "`padding` of a pooling is at most half of its window, found " + zeros + " and " + kernel);
  }

  static Problem groups(String which, Dim channels, int groups) {
    return argument(
        groups < 1
            ? "`groups` must be at least 1, found " + groups
            : "`"
                + which
                + "` must be a multiple of `groups`, found "
                + channels
                + " and "
                + groups);
  }

  static Problem attention(Type q, Type k, Type v) {
    return unequal(
            "`attention` needs queries, keys and values that go together, found "
                + q.shapeText()
                + ", "
                + k.shapeText()
                + " and "
                + v.shapeText(),
            q,
            k,
            v)
        .hint(
            "they are [..., time, dim]; keys have the queries' dim and the values' time"
                + (otherHeads(q, k) ? ", and a head for 1, 2, 3, … of the queries' heads" : ""));
  }

  private static boolean otherHeads(Type q, Type k) {
    int heads = q.rank() - 3;
    return heads >= 0 && k.rank() == q.rank() && q.dim(heads).cannotEqual(k.dim(heads));
  }

  static Problem mask(Type mask, Type scores) {
    return unequal(
        "a mask must broadcast to the scores "
            + scores.shapeText()
            + " (queries by keys), found "
            + mask.shapeText(),
        mask,
        scores);
  }

  static Problem argument(String message) {
    return Problem.of(ErrorCode.ARGUMENT, message);
  }

  private static Problem unequal(String message, Type... types) {
    return Problem.of(ErrorCode.SHAPE, new Mismatch.Unequal(message, List.of(types)));
  }

  private static Problem division(String message, Dim size, List<Dim> parts) {
    return Problem.of(ErrorCode.SHAPE, new Mismatch.Division(message, size, parts));
  }

  static Problem shape(String message) {
    return Problem.of(ErrorCode.SHAPE, message);
  }

  static Problem lossWeight(String name, Type weight, Type prediction) {
    return shape(
            "`weight` of "
                + named(name)
                + " has no number for each row of "
                + prediction.shapeText()
                + ", found "
                + weight.shapeText())
        .hint(
            name.equals("cross_entropy")
                ? "it is [classes], a number a class, or of the target's shape, a number a row"
                : "it is a number a row, [rows], or broadcasts to the prediction");
  }

  static Problem loss(String name, Type prediction, Type target) {
    Problem p = Problem.of(ErrorCode.SHAPE, new Mismatch.Target(name, prediction, target));
    int n = prediction.rank();
    if (target.rank() == n - 1
        && prediction.last().is(1)
        && prediction.dims().subList(0, n - 1).equals(target.dims())) {
      return p.hint(
          "the target has no last axis: y.unsqueeze(-1) "
              + (prediction.isKnown() ? "or y.reshape(" + prediction.shapeText() + ") " : "")
              + "adds it");
    }
    if (n == target.rank() - 1
        && target.last().is(1)
        && target.dims().subList(0, n).equals(prediction.dims())) {
      return p.hint("the prediction has no last axis: unsqueeze(-1) adds it");
    }
    return p;
  }

  static Problem classes(String name, Type logits, Type target) {
    return Problem.of(ErrorCode.SHAPE, new Mismatch.Classes(name, logits, target))
        .hint("the target has the shape of the logits without their last axis");
  }

  static Problem classType(String name, Type target) {
    return Problem.of(
            ErrorCode.TYPE,
            named(name) + " needs integer classes as its target, found " + described(target))
        .hint(
            "int(y) makes integers of numbers; argmax(y, axis: -1) makes classes of one-hot rows");
  }

  static Problem pattern(String pattern, String reason) {
    return Problem.of(ErrorCode.ARGUMENT, reason + ": \"" + pattern + "\"");
  }

  /** The name of a function; a phrase in plain words stays as it is. */
  static String named(String op) {
    return op.contains(" ") ? op : "`" + op + "`";
  }

  /** {@code int[3, 4]}, and {@code float32[3]} in full where a message is about element types. */
  static String described(Type type) {
    return type.dtype().word() + type.shapeText();
  }

  static String text(List<Dim> dims) {
    return dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
