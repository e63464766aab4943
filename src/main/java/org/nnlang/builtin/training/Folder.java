// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.training;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.nnlang.io.Disk;
import org.nnlang.io.Json;
import org.nnlang.io.Safetensors;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.train.Checkpoints;
import org.nnlang.value.DataHash;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/**
 * A folder that a training is kept in. One file, {@code run.safetensors}, has all of it, so that no
 * failure can leave weights of one step beside the optimizer's memory of another. The others are
 * for people and programs, and are never read here: the weights alone of the last step and of the
 * best, the facts as JSON, and the script.
 */
public final class Folder implements Checkpoints {
  private static final String WEIGHTS = "weight:";
  private static final String BEST = "best:";
  private static final String PROGRESS = "run:";
  private static final String FACTS = "run";
  private static final String SCRIPT = "script";
  private static final String SUM = "crc32c";
  private static final String HINT =
      "without `resume: true` training begins anew; weights may be whole in model.safetensors"
          + " beside it";

  private final Disk disk;
  private final String path;
  private final Memory memory;
  private final String script;
  private @Nullable Object bestWritten;

  /**
   * @param script the text of the script that trains
   */
  public Folder(Disk disk, String path, Memory memory, String script) {
    this.disk = disk;
    this.path = path;
    this.memory = memory;
    this.script = script;
  }

  private String all() {
    return path + "/run.safetensors";
  }

  @Override
  public void prepare() {
    disk.replace(path + "/script.nn", script.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void save(Saved saved) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    saved.weights().forEach((name, t) -> tensors.put(WEIGHTS + name, t));
    saved.best().forEach((name, t) -> tensors.put(BEST + name, t));
    saved.progress().forEach((name, t) -> tensors.put(PROGRESS + name, t));
    Record facts = new Record(saved.facts());
    facts.put("script", new DataHash().add(script).toString());
    String json = Json.write(facts);
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(FACTS, json);
    texts.put(SCRIPT, script);
    texts.put(SUM, sum(tensors, texts));
    Safetensors.write(disk, all(), Safetensors.sources(tensors), texts);
    Safetensors.write(disk, path + "/model.safetensors", saved.weights());
    if (!saved.best().isEmpty() && !Objects.equals(facts.get("best_step"), bestWritten)) {
      Safetensors.write(disk, path + "/best.safetensors", saved.best());
      bestWritten = facts.get("best_step");
    }
    disk.replace(path + "/run.json", (json + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<Saved> load() {
    if (!disk.exists(all())) {
      // written after it, so never alone
      if (disk.exists(path + "/run.json")) {
        throw Problem.of(
                ErrorCode.FILE, "this checkpoint is not whole, it lacks " + Show.quoted(all()))
            .hint(HINT);
      }
      return Optional.empty();
    }
    Safetensors.Contents found;
    try {
      found = Safetensors.contents(disk, all(), memory);
    } catch (Problem p) {
      throw p.code() == ErrorCode.FILE ? p.hint(HINT) : p;
    }
    Map<String, Tensor> tensors = found.tensors();
    Map<String, String> texts = new LinkedHashMap<>(found.metadata());
    String sum = texts.remove(SUM);
    if (sum == null || !texts.containsKey(FACTS)) {
      throw Problem.of(
          ErrorCode.FILE, "this is no checkpoint of a training: " + Show.quoted(all()));
    }
    texts.keySet().retainAll(List.of(FACTS, SCRIPT));
    if (!sum.equals(sum(tensors, texts))) {
      throw Problem.of(
              ErrorCode.FILE,
              "this checkpoint is damaged, its sum is not right: " + Show.quoted(all()))
          .hint(HINT);
    }
    return Optional.of(
        new Saved(
            (Record) Json.parse(texts.get(FACTS)),
            under(tensors, WEIGHTS),
            under(tensors, BEST),
            under(tensors, PROGRESS)));
  }

  /** Over names, types, shapes, elements and texts, whatever their order in the file. */
  private static String sum(Map<String, Tensor> tensors, Map<String, String> texts) {
    CRC32C crc = new CRC32C();
    texts.forEach((name, text) -> add(crc, name + "=" + text));
    tensors.keySet().stream()
        .sorted()
        .forEach(
            name -> {
              Tensor t = Objects.requireNonNull(tensors.get(name));
              add(crc, name + t.dtype().word() + Arrays.toString(t.shape()));
              t.eachPiece(crc::update);
            });
    return Long.toHexString(crc.getValue());
  }

  private static void add(CRC32C crc, String text) {
    crc.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Tensor> under(Map<String, Tensor> tensors, String prefix) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    tensors.forEach(
        (name, t) -> {
          if (name.startsWith(prefix)) {
            out.put(name.substring(prefix.length()), t);
          }
        });
    return out;
  }
}
