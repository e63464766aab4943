// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nnlang.builtin.RunObserver;
import org.nnlang.train.History;
import org.nnlang.value.Show;

/** What a run of a script did, to be compared with another: what it printed and how it trained. */
final class Recording implements RunObserver {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<Training> trainings = new ArrayList<>();

  /** Losses are a copy: the history goes on where a training does. */
  private record Training(String place, List<Object> loss, List<Object> valLoss, String weights) {}

  @Override
  public void trained(String place, History history, String weights) {
    trainings.add(
        new Training(place, List.copyOf(history.loss()), List.copyOf(history.valLoss()), weights));
  }

  /** A stream that keeps what goes to {@code out}, or, where that is null, keeps it alone. */
  OutputStream keeping(OutputStream out) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        printed.write(bytes, from, length);
        if (out != null) {
          out.write(bytes, from, length);
        }
      }

      @Override
      public void flush() throws IOException {
        if (out != null) {
          out.flush();
        }
      }
    };
  }

  /**
   * Where this run and a second one differ first: in training, and then in print; empty if nowhere.
   */
  Optional<String> difference(Recording second) {
    for (int i = 0; i < Math.min(trainings.size(), second.trainings.size()); i++) {
      Training a = trainings.get(i);
      Training b = second.trainings.get(i);
      String where = "training " + (i + 1) + ", at " + a.place;
      int step = first(a.loss, b.loss);
      if (step >= 0) {
        return Optional.of(where + ": the loss of step " + (step + 1) + both(a.loss, b.loss, step));
      }
      int validation = first(a.valLoss, b.valLoss);
      if (validation >= 0) {
        return Optional.of(
            where
                + ": the loss of validation "
                + (validation + 1)
                + both(a.valLoss, b.valLoss, validation));
      }
      if (!a.weights.equals(b.weights)) {
        return Optional.of(where + ": all losses are the same, the weights at the end are not");
      }
    }
    if (trainings.size() != second.trainings.size()) {
      return Optional.of(
          "there are %d trainings, and %d the second time"
              .formatted(trainings.size(), second.trainings.size()));
    }
    List<Object> a = lines();
    List<Object> b = second.lines();
    int line = first(a, b);
    return line < 0
        ? Optional.empty()
        : Optional.of("line " + (line + 1) + " of what it prints" + both(a, b, line));
  }

  private List<Object> lines() {
    return new ArrayList<>(printed.toString(StandardCharsets.UTF_8).lines().toList());
  }

  /** The first place at which lists differ, -1 for none. */
  private static int first(List<Object> a, List<Object> b) {
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      if (i >= a.size() || i >= b.size() || !a.get(i).equals(b.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static String both(List<Object> a, List<Object> b, int i) {
    return " is " + at(a, i) + ", and " + at(b, i) + " the second time";
  }

  private static String at(List<Object> list, int i) {
    return i < list.size() ? Show.inner(list.get(i)) : "not there";
  }
}
