// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.torch;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Weights by their paths, as nn saved them. */
final class Parameters {
  private static final Pattern ENTRY =
      Pattern.compile(
          "\"([^\"]+)\":\\{\"dtype\":\"F32\",\"shape\":\\[([0-9,]*)],"
              + "\"data_offsets\":\\[(\\d+),(\\d+)]}");

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** Those that a net asked for, and not what it keeps besides, as running means. */
  private final Set<Tensor> taken = new LinkedHashSet<>();

  private Parameters() {}

  /** Reads a safetensors file straight into the memory of tensors. */
  static Parameters read(Path file) throws IOException {
    var parameters = new Parameters();
    try (var channel = FileChannel.open(file)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      fill(channel, length, 0);
      int size = Math.toIntExact(length.getLong(0));
      ByteBuffer header = ByteBuffer.allocate(size);
      fill(channel, header, 8);
      Matcher m = ENTRY.matcher(new String(header.array(), StandardCharsets.UTF_8));
      while (m.find()) {
        long[] shape = Arrays.stream(m.group(2).split(",")).mapToLong(Long::parseLong).toArray();
        Tensor tensor = torch.empty(shape);
        long from = Long.parseLong(m.group(3));
        long bytes = Long.parseLong(m.group(4)) - from;
        MemorySegment memory =
            MemorySegment.ofAddress(tensor.data_ptr().address()).reinterpret(bytes);
        fill(channel, memory.asByteBuffer(), 8 + size + from);
        tensor.set_requires_grad(true);
        parameters.tensors.put(m.group(1), tensor);
      }
    }
    return parameters;
  }

  private static void fill(FileChannel channel, ByteBuffer buffer, long from) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new IOException("the file of weights ends too early");
      }
    }
  }

  /** All that a net has asked for; they live as long as this object. */
  List<Tensor> all() {
    return List.copyOf(taken);
  }

  boolean has(String path) {
    return tensors.containsKey(path);
  }

  Tensor get(String path) {
    Tensor tensor = tensors.get(path);
    if (tensor == null) {
      throw new IllegalStateException("no weights " + path + " among " + tensors.keySet());
    }
    taken.add(tensor);
    return tensor;
  }

  /** A bias that a layer may do without. */
  TensorOptional optional(String path) {
    return has(path) ? new TensorOptional(get(path)) : new TensorOptional();
  }

  /** The linear layer of this path. */
  Layer linear(String path) {
    Tensor weight = get(path + ".weight");
    TensorOptional bias = optional(path + ".bias");
    return x -> torch.linear(x, weight, bias);
  }

  /** The convolution of this path, with as many zeros around as keep the size. */
  Layer convolution(String path, long stride) {
    Tensor weight = get(path + ".weight");
    TensorOptional bias = optional(path + ".bias");
    long around = weight.size(2) / 2;
    long[] strides = {stride, stride};
    long[] padding = {around, around};
    long[] one = {1, 1};
    return x -> torch.conv2d(x, weight, bias, strides, padding, one, 1);
  }

  /** The batch norm of this path, by the batch. */
  Layer batchNorm(String path) {
    TensorOptional weight = new TensorOptional(get(path + ".weight"));
    TensorOptional bias = new TensorOptional(get(path + ".bias"));
    TensorOptional none = new TensorOptional();
    return x -> torch.batch_norm(x, weight, bias, none, none, true, 0.1, 1e-5, false);
  }

  /** The layer norm of this path. */
  Layer layerNorm(String path) {
    Tensor weight = get(path + ".weight");
    TensorOptional scale = new TensorOptional(weight);
    TensorOptional bias = optional(path + ".bias");
    long[] shape = {weight.size(0)};
    return x -> torch.layer_norm(x, shape, scale, bias, 1e-5, false);
  }
}
