// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nnlang.NnWorker;

/** Machines that are none: each worker is a context of its own in this process. */
public final class HereMachines implements Machines {
  @Override
  public String name() {
    return "spark";
  }

  /**
   * @param master {@code lossy} has each part done by a new worker after every second round, as if
   *     machines were lost; {@code backwards} has them answer from the last to the first; {@code
   *     sliced} has what they give added up in slices; {@code without} a file deletes that before
   *     they begin
   */
  @Override
  public Workers open(String master, int count, byte[] copy, Runnable poll) {
    return new Workers() {
      private final List<NnWorker> workers = new ArrayList<>();
      private int rounds;

      @Override
      public int count() {
        return count;
      }

      @Override
      public Answers round(byte[] request) {
        poll.run();
        if (workers.isEmpty() || master.equals("lossy") && rounds % 2 == 0) {
          close();
          if (master.startsWith("without ")) {
            delete(Path.of(master.substring("without ".length())));
          }
          for (int i = 0; i < (master.equals("one") ? 1 : count); i++) {
            workers.add(new NnWorker(copy, "w" + i, 1));
          }
        }
        rounds++;
        Answer[] answers = new Answer[count];
        for (int i = 0; i < count; i++) {
          int part = master.equals("backwards") ? count - 1 - i : i;
          answers[part] =
              Answer.of(
                  workers
                      .get((part + (master.equals("lossy") ? rounds : 0)) % workers.size())
                      .answer(request, part, count));
        }
        if (master.equals("sliced")) {
          List<List<Answer>> slices = Stream.of(answers).map(a -> a.slices(7)).toList();
          return Answers.joined(
              IntStream.range(0, 7)
                  .mapToObj(i -> Answers.of(slices.stream().map(s -> s.get(i)).toList()))
                  .toList());
        }
        return Answers.of(List.of(answers));
      }

      private void delete(Path file) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void close() {
        workers.forEach(NnWorker::close);
        workers.clear();
      }
    };
  }
}
