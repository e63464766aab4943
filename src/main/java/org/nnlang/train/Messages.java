// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Type;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;
import org.nnlang.source.Warnings;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Record;
import org.nnlang.value.Show;
import org.nnlang.value.TypeNames;

/** What training says when something is wrong. */
final class Messages {
  private Messages() {}

  /** What became of the net. */
  static final String KEPT = "the net has the last weights with which all was well";

  static Problem streamed(String what, String hint) {
    return Problem.of(
            ErrorCode.ARGUMENT, "the data is batches that the host hands over one by one: " + what)
        .hint(hint);
  }

  static Problem lossDiverged(double loss, long step) {
    return Problem.of(
        ErrorCode.TRAIN,
        "the loss is no number any more: " + Show.number(loss) + " at step " + step);
  }

  static Problem doneAlready(long done, long steps) {
    return Problem.of(
            ErrorCode.TRAIN,
            "this training has done " + done + " steps, " + steps + " are not more")
        .hint("`steps` counts from the first: `steps: " + (done + steps) + "` adds so many");
  }

  static Problem trainedAlready() {
    return Problem.of(ErrorCode.TRAIN, "this net is being trained already")
        .hint("`wait(job)` and `stop(job)` end a training in the background");
  }

  static Problem atWorker(ErrorCode code, String name, String message, @Nullable String hint) {
    return Problem.of(code, "worker " + name + ": " + message).hint(hint);
  }

  static Problem otherSubject() {
    return Problem.of(
            ErrorCode.TRAIN, "the script has come to another net, data or training here than there")
        .hint(
            "on a cluster each machine runs the script up to the training, without those before it:"
                + " net and data must come of the script, its files and its seed alone");
  }

  static final String WHOLE_BATCHES =
      "`local_steps: 50` gives each worker whole batches; docs/cluster.md has what else is as on"
          + " one machine";

  /** Where batch norm sees shares of batches. */
  static final String STATES_OF_SHARES =
      "the batch is shared out, and what takes statistics of it (`batch_norm`) sees a worker's"
          + " share alone: the losses are not those of one machine";

  static String noMean(double whole, double shares) {
    return "the loss of a batch is not the mean over its rows ("
        + History.brief(whole)
        + " of all, "
        + History.brief(shares)
        + " as the mean of the workers' shares): the losses are not those of one machine";
  }

  /** Where a part of a batch draws other random numbers than the whole has for its rows. */
  static String otherNumbers(Type type) {
    return "the batch is shared out, and dropout of "
        + type
        + ", whose first axis is not that of the rows, takes other numbers than on one machine";
  }

  static Problem gradientDiverged(double loss, long step) {
    return Problem.of(
        ErrorCode.TRAIN,
        "the gradients are no numbers any more at step "
            + step
            + ", where the loss is "
            + History.brief(loss));
  }

  static String smaller(boolean clipped) {
    return KEPT + "; a lower learning rate" + (clipped ? "" : " or `clip: 1.0`") + " often helps";
  }

  /** What helps against numbers outside of what an op is made for, or null. */
  static @Nullable String remedy(String op) {
    return switch (op) {
      case "log" -> "a logarithm is of numbers above 0: `log(x + 1e-6)`, or `log_softmax`";
      case "sqrt", "rsqrt" -> "a root has no slope at 0, and none below: `sqrt(x + 1e-6)`";
      case "exp" ->
          "e ^ 89 is more than a float holds: `softmax`, `sigmoid` and losses of logits are safe";
      case "div", "reciprocal" -> "something is divided by 0: `x / (y + 1e-6)`";
      case "pow" -> "a fraction as a power is for numbers above 0";
      default -> null;
    };
  }

  static String badWeight(String path, long count) {
    return "the weight " + path + " has " + count + " numbers that are not finite";
  }

  static String badTensor(Type type, long count) {
    return "a tensor " + type + " from outside has " + count + " numbers that are not finite";
  }

  static String badData(double value, String field, long row, String column, long width) {
    return "the data has "
        + Show.number(value)
        + " as "
        + field
        + " in row "
        + row
        + (width == 1 && !column.startsWith("`") ? "" : ", column " + column);
  }

  static Diagnostic withoutGradient(List<String> paths, int named, Span place) {
    int n = paths.size();
    String names = String.join(", ", paths.subList(0, Math.min(n, named)));
    String more = n > named ? " and " + (n - named) + " more" : "";
    return Diagnostic.warning(
            ErrorCode.GRADIENT,
            "the loss does not depend on "
                + (n == 1 ? "a weight" : n + " weights")
                + ", which will stay as "
                + (n == 1 ? "it is: " : "they are: ")
                + names
                + more,
            place)
        .withHint(
            "does `forward` use every part? `freeze(net.part)` says that a part shall not learn");
  }

  static String warmup(long warmup, long steps) {
    return "the learning rate is still rising when training ends: warmup is "
        + warmup
        + " of "
        + steps
        + " steps";
  }

  static String never(long every, long steps) {
    return "the learning rate never changes: the schedule waits for "
        + every
        + " steps, and training has "
        + steps;
  }

  static Problem lossIs(Object found) {
    return Problem.of(
            ErrorCode.TRAIN,
            "a loss must be one number, a scalar tensor; found " + TypeNames.found(found))
        .hint(found instanceof TensorLike ? "`mean` or `sum` makes one number of many" : null);
  }

  static Problem metricIs(String name, Object found) {
    return Problem.of(
            ErrorCode.TYPE,
            "a metric must be one number, a scalar tensor; `"
                + name
                + "` gave "
                + TypeNames.found(found))
        .hint("it gets the predictions and the targets of all rows at once");
  }

  static Problem onePrediction(String metric) {
    return Problem.of(ErrorCode.TYPE, "a metric needs a net that gives one tensor: " + metric);
  }

  static Problem oneTarget(String metric) {
    return Problem.of(ErrorCode.TYPE, "`" + metric + "` measures one target, and rows have several")
        .hint("a function of your own gets them as a list: `(p, t) -> " + metric + "(p[0], t[0])`");
  }

  static Problem noRows(Tensor found, long rows) {
    return Problem.of(
            ErrorCode.SHAPE,
            "a metric that sees the whole set needs a prediction for each row: of "
                + rows
                + " rows the net gave "
                + found)
        .hint("with all rows in one `batch` it may be of any shape");
  }

  static Problem lossIsConstant() {
    return Problem.of(ErrorCode.TRAIN, "the loss does not depend on the net");
  }

  static Problem otherSeed(@Nullable Object saved, @Nullable Object given) {
    return Problem.of(
            ErrorCode.TRAIN,
            "the checkpoint was made with another seed: " + saved + ", and this run has " + given)
        .hint("`seed: " + saved + "` goes on with it");
  }

  static Problem otherVersion(Object saved, long here) {
    return Problem.of(
            ErrorCode.TRAIN,
            "the checkpoint has the form of version " + saved + ", and this nn reads up to " + here)
        .hint(
            "the nn that wrote it, or a newer one, goes on from it; weights are in"
                + " model.safetensors");
  }

  static Problem otherOptimizer(@Nullable Object saved, @Nullable Object given) {
    return Problem.of(ErrorCode.TRAIN, "the checkpoint was made with another optimizer")
        .note("there " + saved + ", here " + given);
  }

  static Problem otherAverage(boolean here) {
    return Problem.of(
            ErrorCode.TRAIN,
            here
                ? "the checkpoint was made without `average`, and this run has it"
                : "the checkpoint was made with `average`, and this run has none")
        .hint("what is trained on and the mean of it are other weights: they must both be there");
  }

  static Problem otherData(Record saved, Record here) {
    return Problem.of(ErrorCode.TRAIN, "the checkpoint is of other data than this run's")
        .note("there " + rows(saved) + ", here " + rows(here))
        .hint("another folder, or the same data: the hash of a data set is `data.hash`");
  }

  private static String rows(Record facts) {
    return facts.get("rows") + " rows with the hash " + facts.get("data");
  }

  static Problem otherNet(List<String> differences, int listed) {
    Problem problem = Problem.of(ErrorCode.TRAIN, "the checkpoint is of another net");
    for (String difference : differences.subList(0, Math.min(listed, differences.size()))) {
      problem = problem.note(difference);
    }
    return differences.size() <= listed
        ? problem
        : problem.note("and " + (differences.size() - listed) + " more");
  }

  /** Warns that a checkpoint could not be written. */
  static void notKept(Problem why, long step, String andThen, Warnings to) {
    to.warn(
        ErrorCode.CHECKPOINT,
        "step %d could not be kept: %s; training %s".formatted(step, why.getMessage(), andThen),
        "the checkpoint before it stands; `save(net, path)` keeps the weights elsewhere");
  }

  static Problem checkpointLacks(String name) {
    return Problem.of(ErrorCode.TRAIN, "the checkpoint is of another run: it has no " + name);
  }

  static Problem checkpointDiffers(String name, Type wanted, Type found) {
    return Problem.of(
        ErrorCode.TRAIN,
        "the checkpoint is of another net: " + name + " is " + found + " there, here " + wanted);
  }
}
