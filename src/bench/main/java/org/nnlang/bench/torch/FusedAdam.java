// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.torch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam or AdamW over all weights in one call, PyTorch's fastest. Its presets for Java leave that
 * function out, as does its own interface for C++, so it is called by its name in the library: the
 * types of its arguments are those of the declaration in {@code ATen/ops/_fused_adam.h}.
 */
final class FusedAdam {
  private static final String ARGUMENTS =
      "4callEN3c108ArrayRefINS_6TensorEEES5_S5_S5_S5_S5_dddddbbRKSt8optionalIS4_ES9_";

  private static final String ADAM = "_ZN2at4_ops12_fused_adam_" + ARGUMENTS;
  private static final String ADAMW = "_ZN2at4_ops13_fused_adamw_" + ARGUMENTS;

  /** {@code TensorImpl::grad() const}, which gives a reference to a tensor. */
  private static final String GRADIENT = "_ZNK3c1010TensorImpl4gradEv";

  /** {@code c10::ArrayRef<Tensor>}: where the first is, and how many. */
  private static final MemoryLayout TENSORS = MemoryLayout.structLayout(ADDRESS, JAVA_LONG);

  private static final double RATE = 1e-3;
  private static final double EPSILON = 1e-8;

  private final List<Tensor> kept = new ArrayList<>();
  private final MethodHandle update;
  private final MethodHandle gradient;
  private final double beta1 = 0.9;
  private final double beta2;
  private final double decay;
  private final Tensor step = torch.zeros();
  private final Scalar one = new Scalar(1);
  private final int count;
  private final MemorySegment weights;
  private final MemorySegment gradients;
  private final MemorySegment means;
  private final MemorySegment squares;
  private final MemorySegment steps;
  private final MemorySegment none = Arena.global().allocate(TENSORS);

  /** {@code std::optional<Tensor>} without one. */
  private final MemorySegment absent = Arena.global().allocate(2 * JAVA_LONG.byteSize());

  /**
   * @param decay of the weights; 0 is Adam without
   * @param natives the folder with the library
   */
  FusedAdam(List<Tensor> parameters, double beta2, double decay, Path natives) {
    this.beta2 = beta2;
    this.decay = decay;
    var linker = Linker.nativeLinker();
    var types =
        FunctionDescriptor.ofVoid(
            TENSORS,
            TENSORS,
            TENSORS,
            TENSORS,
            TENSORS,
            TENSORS,
            JAVA_DOUBLE,
            JAVA_DOUBLE,
            JAVA_DOUBLE,
            JAVA_DOUBLE,
            JAVA_DOUBLE,
            JAVA_BOOLEAN,
            JAVA_BOOLEAN,
            ADDRESS,
            ADDRESS);
    update =
        linker.downcallHandle(
            find(natives.resolve("libtorch_cpu.so"), decay > 0 ? ADAMW : ADAM), types);
    gradient =
        linker.downcallHandle(
            find(natives.resolve("libc10.so"), GRADIENT),
            FunctionDescriptor.of(ADDRESS.withTargetLayout(JAVA_LONG), ADDRESS));
    count = parameters.size();
    weights = array(parameters);
    gradients = array(parameters);
    means = array(zeros(parameters));
    squares = array(zeros(parameters));
    steps = array(parameters.stream().map(p -> step).toList());
  }

  private static MemorySegment find(Path library, String symbol) {
    return SymbolLookup.libraryLookup(library, Arena.global()).find(symbol).orElseThrow();
  }

  private static List<Tensor> zeros(List<Tensor> like) {
    List<Tensor> zeros = new ArrayList<>();
    for (Tensor t : like) {
      zeros.add(torch.zeros_like(t.detach()));
    }
    return zeros;
  }

  /** A tensor is one pointer to what it is, and an array of them an array of these. */
  private MemorySegment array(List<Tensor> tensors) {
    kept.addAll(tensors);
    MemorySegment pointers = Arena.global().allocate(JAVA_LONG, tensors.size());
    for (int i = 0; i < tensors.size(); i++) {
      MemorySegment tensor = MemorySegment.ofAddress(tensors.get(i).address()).reinterpret(8);
      pointers.setAtIndex(JAVA_LONG, i, tensor.get(JAVA_LONG, 0));
    }
    MemorySegment array = Arena.global().allocate(TENSORS);
    array.set(ADDRESS, 0, pointers);
    array.set(JAVA_LONG, 8, tensors.size());
    return array;
  }

  /** Moves the weights against their gradients. */
  void step() {
    step.add_(one);
    MemorySegment from = pointers(weights);
    MemorySegment to = pointers(gradients);
    try {
      for (int i = 0; i < count; i++) {
        MemorySegment weight = MemorySegment.ofAddress(from.getAtIndex(JAVA_LONG, i));
        MemorySegment grad = (MemorySegment) gradient.invokeExact(weight);
        to.setAtIndex(JAVA_LONG, i, grad.get(JAVA_LONG, 0));
      }
      update.invokeExact(
          weights, gradients, means, squares, none, steps, RATE, beta1, beta2, decay, EPSILON,
          false, false, absent, absent);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private MemorySegment pointers(MemorySegment array) {
    return array.get(ADDRESS, 0).reinterpret(count * JAVA_LONG.byteSize());
  }
}
