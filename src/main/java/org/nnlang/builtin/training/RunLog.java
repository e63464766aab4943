// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.io.Disk;
import org.nnlang.io.EventFile;
import org.nnlang.io.Json;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Warnings;
import org.nnlang.train.History;
import org.nnlang.train.Journal;
import org.nnlang.value.DataHash;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/**
 * A folder with a training written down: {@code log.csv}, a line for each step; a file of events
 * for TensorBoard; and {@code run.json} with what a checkpoint's has. Written once a second at
 * most, and anew from the history where a training goes on.
 */
public final class RunLog implements Journal {
  private static final String EVENTS = "/events.out.tfevents.0.nn";
  private static final long OFTEN = 1_000_000_000L;

  private final Disk disk;
  private final String path;
  private final String script;
  private final List<String> metrics;
  private final Warnings warnings;
  private final StringBuilder lines = new StringBuilder();
  private final ByteArrayOutputStream events = new ByteArrayOutputStream();
  private long written;
  private boolean broken;

  public RunLog(Disk disk, String path, String script, List<String> metrics, Warnings warnings) {
    this.disk = disk;
    this.path = path;
    this.script = script;
    this.metrics = List.copyOf(metrics);
    this.warnings = warnings;
  }

  @Override
  public void begin(Record facts, History history) {
    broken = true; // until all files are there
    Record all = new Record(facts);
    all.put("script", new DataHash().add(script).toString());
    disk.replace(path + "/run.json", bytes(Json.write(all) + "\n"));
    lines.setLength(0);
    events.reset();
    lines.append("step,loss,lr,val_loss");
    metrics.forEach(m -> lines.append(',').append(m));
    lines.append('\n');
    events.writeBytes(EventFile.version(now()));
    history.replay(this::add);
    disk.replace(path + "/log.csv", bytes(lines.toString()));
    disk.replace(path + EVENTS, events.toByteArray());
    lines.setLength(0);
    events.reset();
    written = System.nanoTime();
    broken = false;
  }

  @Override
  public void step(long step, double loss, double rate, @Nullable Map<String, Object> measured) {
    add(step, loss, rate, measured);
    if (measured != null || System.nanoTime() - written > OFTEN) {
      write();
    }
  }

  private void add(long step, double loss, double rate, @Nullable Map<String, Object> measured) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", loss);
    values.put("lr", rate);
    lines.append(step).append(',').append(Show.number(loss)).append(',').append(Show.number(rate));
    cell("val_loss", measured, values);
    metrics.forEach(m -> cell(m, measured, values));
    lines.append('\n');
    events.writeBytes(EventFile.scalars(now(), step, values));
  }

  /** Tables, such as of confusion, are no number and stay out. */
  private void cell(
      String name, @Nullable Map<String, Object> measured, Map<String, Double> values) {
    lines.append(',');
    if (measured != null && measured.get(name) instanceof Double d) {
      lines.append(Show.number(d));
      values.put(name, d);
    }
  }

  @Override
  public void end() {
    write();
  }

  /** A log that cannot be written does not end training. */
  private void write() {
    if (!broken && !lines.isEmpty()) {
      try {
        disk.append(path + "/log.csv", bytes(lines.toString()));
        disk.append(path + EVENTS, events.toByteArray());
      } catch (Problem p) {
        broken = true;
        warnings.warn(
            ErrorCode.LOG, p.getMessage() + "; the log ends here, training goes on", null);
      }
    }
    lines.setLength(0);
    events.reset();
    written = System.nanoTime();
  }

  private static double now() {
    return System.currentTimeMillis() / 1e3;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
