// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Packed;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Module;
import org.nnlang.value.None;
import org.nnlang.value.Record;
import org.nnlang.value.Show;
import org.nnlang.value.Standardization;
import org.nnlang.value.TrainedRange;

/** The weights and states of a net in a safetensors file, by their paths, and its standards. */
public final class WeightFile {
  /** More differences than these are counted, not listed. */
  private static final int LISTED = 8;

  /** Where a file says by what the data was normalized that the net was trained on. */
  private static final String NORMALIZED = "nn.normalized";

  /** Where a file says what the net was trained on. */
  private static final String RANGE = "nn.trained_range";

  /** Behind a name, the numbers that the rows of that tensor's integers are to be multiplied by. */
  private static final String SCALE = "_scale";

  /** The file of a model in a folder; behind the name of a file, what makes it an index. */
  private static final String WHOLE = "model.safetensors";

  private static final String INDEX = ".index.json";

  private WeightFile() {}

  /** What a name of one side is on the other. */
  @FunctionalInterface
  public interface Renaming {
    /** The other name; null where it is left out. */
    @Nullable String of(String name);
  }

  /** Writes a net as {@link #save(Disk, String, Module)}, under other names. */
  public static void save(Disk disk, String path, Module net, Renaming rename) {
    Map<String, Safetensors.Source> tensors = new LinkedHashMap<>();
    net.variables()
        .forEach(
            (name, v) -> {
              String other = rename.of(name);
              if (other != null && tensors.containsKey(other)) {
                throw sameName(other);
              }
              if (other != null) {
                add(tensors, other, v);
              }
            });
    Map<String, String> texts = new LinkedHashMap<>();
    Standardization.Kept kept = net.attached(Standardization.Kept.class);
    if (kept != null) {
      texts.put(NORMALIZED, written(kept));
    }
    TrainedRange range = net.attached(TrainedRange.class);
    if (range != null) {
      texts.put(RANGE, Ranges.written(range));
    }
    Safetensors.write(disk, path, tensors, texts);
  }

  /** Writes the weights and states of a net by their paths. */
  public static void save(Disk disk, String path, Module net) {
    save(disk, path, net, name -> name);
  }

  private static Problem sameName(String name) {
    return Problem.of(
        ErrorCode.VALUE, "two tensors of the file get the same name, " + Show.quoted(name));
  }

  /** Adds a variable; one of int8 as its codes and, under its name and {@link #SCALE}, scales. */
  private static void add(Map<String, Safetensors.Source> tensors, String name, Variable v) {
    Packed packed = v.packed();
    if (packed == null) {
      tensors.put(name, Safetensors.Source.of(v.value()));
      return;
    }
    switch (packed.packing()) {
      case INT8 -> {
        tensors.put(name, new Safetensors.Source(Element.I8, packed.shape(), packed::unscaled));
        Tensor scales = packed.scales();
        Tensor own = packed.isTurned() ? scales.reshape(1, scales.size()) : scales;
        tensors.put(name + SCALE, Safetensors.Source.of(own));
      }
      case BFLOAT16 ->
          tensors.put(name, new Safetensors.Source(Element.BF16, packed.shape(), packed::unpacked));
    }
  }

  private static String written(Standardization.Kept kept) {
    List<Object> fields = new ArrayList<>();
    for (Standardization s : kept.fields()) {
      fields.add(
          s == null
              ? None.NONE
              : new Record().with("mean", list(s.mean())).with("std", list(s.deviation())));
    }
    return Json.write(fields);
  }

  private static List<Object> list(double[] numbers) {
    return new ArrayList<>(Arrays.stream(numbers).boxed().toList());
  }

  /** What {@link #written} wrote; null where there is none, or another program's. */
  private static Standardization.@Nullable Kept kept(@Nullable String json) {
    if (json == null || !(Json.parse(json) instanceof List<?> list)) {
      return null;
    }
    List<Standardization> fields = new ArrayList<>();
    for (Object field : list) {
      double[] mean = numbers(field, "mean");
      double[] deviation = numbers(field, "std");
      fields.add(
          mean != null && deviation != null && mean.length == deviation.length
              ? new Standardization(mean, deviation)
              : null);
    }
    return new Standardization.Kept(fields);
  }

  private static double @Nullable [] numbers(Object field, String name) {
    return field instanceof Record f
            && f.get(name) instanceof List<?> list
            && list.stream().allMatch(Number.class::isInstance)
        ? list.stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray()
        : null;
  }

  /**
   * Puts the tensors of a file into a net, all or none. A tensor of another float or integer type
   * is converted.
   *
   * @param path a file, the index of several, or a folder that has one of these as models are
   *     published
   * @param rename what a name of the file is in the net
   * @throws Problem {@code value} with a note for each weight that the file has not, has too many
   *     or in another shape
   */
  public static void load(Disk disk, String path, Module net, Renaming rename, Memory memory) {
    Safetensors.Contents file = contents(disk, path, memory);
    Map<String, Tensor> found = renamed(file.tensors(), rename);
    scale(net.variables(), found, memory);
    become(path, net, found, memory);
    net.attach(Standardization.Kept.class, kept(file.metadata().get(NORMALIZED)));
    net.attach(TrainedRange.class, Ranges.read(file.metadata().get(RANGE)));
  }

  /**
   * Puts tensors of a file of another format into a net, all that the net has. What else the file
   * holds is no weight.
   *
   * @param tensors what the file has, by name
   * @throws Problem {@code value} as {@link #load}
   */
  public static void take(
      String path, Map<String, Tensor> tensors, Module net, Renaming rename, Memory memory) {
    Map<String, Tensor> found = renamed(tensors, rename);
    found.keySet().retainAll(net.variables().keySet());
    become(path, net, found, memory);
  }

  private static Map<String, Tensor> renamed(Map<String, Tensor> tensors, Renaming rename) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    tensors.forEach(
        (name, t) -> {
          String own = rename.of(name);
          if (own != null && found.put(own, t) != null) {
            throw sameName(own);
          }
        });
    return found;
  }

  private static void become(String path, Module net, Map<String, Tensor> found, Memory memory) {
    Map<String, Variable> wanted = net.variables();
    List<Difference> differences = differences(wanted, found);
    if (!differences.isEmpty()) {
      throw listed(differences, path);
    }
    wanted.forEach(
        (name, v) ->
            v.become(converted(Objects.requireNonNull(found.get(name)), v.type().dtype(), memory)));
  }

  private static Safetensors.Contents contents(Disk disk, String path, Memory memory) {
    if (disk.isFolder(path)) {
      String whole = path + (path.endsWith("/") ? "" : "/") + WHOLE;
      return contents(disk, disk.exists(whole + INDEX) ? whole + INDEX : whole, memory);
    }
    return path.endsWith(INDEX)
        ? shards(disk, path, memory)
        : Safetensors.contents(disk, path, memory);
  }

  /** All files of an index, beside which they are. */
  private static Safetensors.Contents shards(Disk disk, String path, Memory memory) {
    Object index = Disk.reading(path, () -> Json.parse(disk.text(path)));
    if (!(index instanceof Record fields) || !(fields.get("weight_map") instanceof Record map)) {
      throw Problem.of(
          ErrorCode.FILE, "expected `weight_map` with names and files in " + Show.quoted(path));
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    for (Object file : new LinkedHashSet<>(map.values())) {
      if (!(file instanceof String name) || name.contains("/") || name.contains("\\")) {
        throw Problem.of(
            ErrorCode.FILE,
            "a file of `weight_map` is a name, found "
                + Show.inner(file)
                + " in "
                + Show.quoted(path));
      }
      Safetensors.Contents shard = Safetensors.contents(disk, folder + name, memory);
      shard
          .tensors()
          .forEach(
              (key, t) -> {
                if (tensors.put(key, t) != null) {
                  throw Problem.of(
                      ErrorCode.FILE,
                      "two files of " + Show.quoted(path) + " have a tensor " + Show.quoted(key));
                }
              });
      texts.putAll(shard.metadata());
    }
    for (String name : map.keySet()) {
      if (!tensors.containsKey(name)) {
        throw Problem.of(
            ErrorCode.FILE,
            "%s is to be in %s by %s, and is not"
                .formatted(name, Show.inner(map.get(name)), Show.quoted(path)));
      }
    }
    return new Safetensors.Contents(tensors, texts);
  }

  /** Makes floats of the tensors of integers that stand for floats, which their scales show. */
  private static void scale(
      Map<String, Variable> wanted, Map<String, Tensor> found, Memory memory) {
    for (Map.Entry<String, Variable> entry : wanted.entrySet()) {
      String name = entry.getKey();
      Tensor codes = found.get(name);
      Tensor scales = found.get(name + SCALE);
      if (codes != null
          && scales != null
          && !wanted.containsKey(name + SCALE)
          && entry.getValue().type().dtype().isFloat()
          && codes.dtype() == DType.INT
          && codes.rank() > 0
          && (isColumns(scales, codes) || scales.size() == codes.dim(0))) {
        // a scale a column is [1, columns]
        boolean columns = isColumns(scales, codes);
        long cols = codes.size() / Math.max(1, codes.dim(0));
        found.put(
            name,
            Tensor.floats(
                memory,
                i ->
                    (float) codes.getLong(i)
                        * (float) scales.getDouble(columns ? i % cols : i / cols),
                codes.shape()));
        found.remove(name + SCALE);
      }
    }
  }

  private static boolean isColumns(Tensor scales, Tensor codes) {
    return codes.rank() == 2
        && scales.rank() == 2
        && scales.dim(0) == 1
        && scales.dim(1) == codes.dim(1);
  }

  private static List<Difference> differences(
      Map<String, Variable> wanted, Map<String, Tensor> found) {
    List<String> free = found.keySet().stream().filter(name -> !wanted.containsKey(name)).toList();
    List<Difference> out = new ArrayList<>();
    wanted.forEach(
        (name, v) -> {
          Tensor t = found.get(name);
          if (t == null) {
            out.add(new Difference.Missing(name, near(name, free)));
          } else if (!fits(Type.of(t), v.type())) {
            out.add(new Difference.OtherType(name, v.type(), Type.of(t)));
          }
        });
    for (String name : free) {
      out.add(new Difference.TooMany(name));
    }
    return out;
  }

  /** The name that differs in what comes before it, or else by a slip of the hand. */
  private static Optional<String> near(String name, List<String> free) {
    return free.stream()
        .filter(f -> f.endsWith("." + name) || name.endsWith("." + f))
        .findFirst()
        .or(() -> Suggest.nearest(name, free));
  }

  private static boolean fits(Type found, Type wanted) {
    boolean kind =
        found.dtype() == wanted.dtype() || found.dtype().isFloat() && wanted.dtype().isFloat();
    return kind && found.dims().equals(wanted.dims());
  }

  private static Tensor converted(Tensor t, DType dtype, Memory memory) {
    if (t.dtype() == dtype) {
      return t;
    }
    return dtype == DType.FLOAT32
        ? Tensor.of(memory, t.toFloats(), t.shape())
        : Tensor.of(memory, t.toDoubles(), t.shape());
  }

  private static Problem listed(List<Difference> differences, String path) {
    Problem problem =
        Problem.of(
            ErrorCode.VALUE,
            "the weights of this file are not those of the net: " + Show.quoted(path));
    for (Difference d : differences.subList(0, Math.min(LISTED, differences.size()))) {
      problem = problem.note(d.said());
    }
    if (differences.size() > LISTED) {
      problem = problem.note("and " + (differences.size() - LISTED) + " more");
    }
    boolean renamed =
        differences.stream()
            .anyMatch(d -> d instanceof Difference.Missing m && m.near().isPresent());
    return renamed
        ? problem.hint("`rename: path -> …` gives each path of the file the net's")
        : problem;
  }

  /** Something in which a file and a net are not alike. */
  private sealed interface Difference {
    String said();

    /**
     * The file lacks a weight.
     *
     * @param near what it has that may be the same
     */
    record Missing(String name, Optional<String> near) implements Difference {
      @Override
      public String said() {
        return "`%s` is not in the file".formatted(name)
            + near.map(n -> ", which has `" + n + "`").orElse("");
      }
    }

    /** The net lacks a weight. */
    record TooMany(String name) implements Difference {
      @Override
      public String said() {
        return "`%s` is in the file and not in the net".formatted(name);
      }
    }

    /** Both have it. */
    record OtherType(String name, Type inNet, Type inFile) implements Difference {
      @Override
      public String said() {
        return "`%s` is %s in the net and %s in the file".formatted(name, inNet, inFile);
      }
    }
  }
}
