// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.BaseListener;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.transforms.custom.LogicalOr;
import org.nd4j.linalg.factory.Nd4j;
import org.nnlang.backend.Backends;
import org.nnlang.backend.Executable;
import org.nnlang.backend.Profile;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Run;
import org.nnlang.op.Random;
import org.nnlang.op.Unpack;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Philox;

/**
 * A function as a graph of SameDiff, all of whose inputs are placeholders, those for random numbers
 * too: these are nn's. Where what it computed looks odd, nn's own engine does it again.
 */
final class SameDiffFunction implements Executable {
  private static final String CHECKS = "checks";

  /** The same function by itself, for nn's own engine. */
  private final Subgraph function;

  private final SameDiff sd;
  private final List<Type> outputs;

  /** By what name each argument goes in; null for those that nobody needs. */
  private final List<@Nullable String> arguments;

  /** By what name each result comes out; null for those without elements. */
  private final List<@Nullable String> results;

  private final Map<String, Random> draws;

  /** Which arguments are codes of packed weights, and no numbers. */
  private final Set<Integer> codes = new HashSet<>();

  private final Checks checks;
  private final List<String> wanted;
  private @Nullable Executable own;

  private SameDiffFunction(
      Subgraph function,
      SameDiff sd,
      List<@Nullable String> arguments,
      List<@Nullable String> results,
      Map<String, Random> draws,
      Checks checks) {
    this.function = function;
    this.sd = sd;
    this.arguments = arguments;
    this.results = results;
    this.draws = draws;
    this.checks = checks;
    for (Node n : function.nodes()) {
      if (n.op() instanceof Unpack) {
        codes.add(function.inputs().indexOf(n.input(0)));
      }
    }
    outputs = function.outputs().stream().map(Node::type).toList();
    wanted = new ArrayList<>(results.stream().filter(r -> r != null).distinct().toList());
    if (sd.hasVariable(CHECKS)) {
      wanted.add(CHECKS);
    }
  }

  /**
   * Builds it.
   *
   * @throws OwnOnly for what ND4J cannot do
   */
  static SameDiffFunction of(Subgraph function) {
    Subgraph parts = Decompose.of(function);
    SameDiff sd = SameDiff.create();
    var checks = new Checks();
    Map<String, Random> draws = new LinkedHashMap<>();
    var translate = new Translate(sd, checks, r -> placeholder(sd, r, draws));
    List<@Nullable String> arguments = new ArrayList<>();
    for (int i = 0; i < parts.inputs().size(); i++) {
      Node n = parts.inputs().get(i);
      boolean needed = parts.nodes().contains(n) && !Translate.isEmpty(n);
      String name = needed ? "x" + i : null;
      arguments.add(name);
      if (needed) {
        translate.input(n, sd.placeHolder(name, IndArrays.type(n.dtype()), n.type().shape()));
      }
    }
    translate.add(parts);
    List<@Nullable String> results = new ArrayList<>();
    for (Node n : parts.outputs()) {
      results.add(Translate.isEmpty(n) ? null : computed(translate.full(n)).name());
    }
    SDVariable joined = checks.joined(sd);
    if (joined != null) {
      joined.rename(CHECKS);
    }
    return new SameDiffFunction(alone(function), sd, arguments, results, draws, checks);
  }

  /** A session gives what it computes, of which the memory is then nobody else's. */
  private static SDVariable computed(SDVariable x) {
    if (x.getVariableType() == VariableType.ARRAY) {
      return x;
    }
    return x.dataType() == DataType.BOOL
        ? new LogicalOr(x.getSameDiff(), x, x).outputVariable()
        : x.mul(x.getSameDiff().constant(Nd4j.scalar(x.dataType(), 1)));
  }

  private static SDVariable placeholder(SameDiff sd, Random r, Map<String, Random> draws) {
    String name = "random" + draws.size();
    draws.put(name, r);
    var numbers = sd.placeHolder(name, IndArrays.type(DType.FLOAT32), r.type().shape());
    return r.type().dtype() == DType.FLOAT32
        ? numbers
        : numbers.castTo(IndArrays.type(r.type().dtype()));
  }

  /** The function on a graph that refers to nothing else. */
  private static Subgraph alone(Subgraph function) {
    var graph = new Graph();
    List<Node> inputs =
        function.inputs().stream().map(n -> graph.input(n.type(), new Object())).toList();
    Map<Node, Node> now = function.on(inputs, graph);
    return new Subgraph(inputs, function.outputs().stream().map(now::get).toList());
  }

  /** The graph that computes it. */
  SameDiff graph() {
    return sd;
  }

  /** The same function by a graph that has been in a file. */
  SameDiffFunction on(SameDiff read) {
    return new SameDiffFunction(function, read, arguments, results, draws, checks);
  }

  /** Whether nn's own engine ever had to do it again. */
  boolean fellBack() {
    return own != null;
  }

  @Override
  public List<Type> outputs() {
    return outputs;
  }

  @Override
  public long workspaceBytes() {
    return 0;
  }

  @Override
  public void run(
      MemorySegment workspace,
      MemorySegment[] given,
      MemorySegment[] into,
      Run run,
      @Nullable Profile profile) {
    run.poll(0);
    long start = System.nanoTime();
    if (!fits(given) || !computed(given, into, run)) {
      byItself(given, into, run);
    }
    if (profile != null) {
      profile.add("ND4J, " + sd.ops().length + " ops", System.nanoTime() - start);
    }
  }

  /** Asks before each op whether the run has been cancelled. */
  private static final class Polls extends BaseListener {
    private final Run run;

    Polls(Run run) {
      this.run = run;
    }

    @Override
    public boolean isActive(Operation operation) {
      return true;
    }

    @Override
    public void preOpExecution(SameDiff graph, At at, SameDiffOp op, OpContext context) {
      run.poll(0);
    }
  }

  /** Whether ints are as small as {@link Magnitudes} takes them to be. */
  private boolean fits(MemorySegment[] given) {
    for (int i = 0; i < given.length; i++) {
      Type type = function.inputs().get(i).type();
      if (type.dtype() == DType.INT && arguments.get(i) != null && !codes.contains(i)) {
        long size = type.size();
        for (long k = 0; k < size; k++) {
          long x = given[i].getAtIndex(ValueLayout.JAVA_LONG, k);
          if (x > Magnitudes.GIVEN || x < -Magnitudes.GIVEN) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Computes with ND4J; false where the results cannot be believed. */
  private boolean computed(MemorySegment[] given, MemorySegment[] into, Run run) {
    if (wanted.isEmpty()) {
      return true;
    }
    Map<String, INDArray> values = new HashMap<>();
    for (int i = 0; i < given.length; i++) {
      Type type = function.inputs().get(i).type();
      if (arguments.get(i) != null) {
        values.put(arguments.get(i), Transfer.array(given[i], type.dtype(), type.shape()));
      }
    }
    draws.forEach((name, r) -> values.put(name, numbers(r, run)));
    Map<String, INDArray> found;
    try {
      found = sd.output(values, List.of(new Polls(run)), wanted.toArray(String[]::new));
    } catch (RuntimeException e) {
      // whatever ND4J says, nn's own engine can do it
      return false;
    }
    boolean odd = found.containsKey(CHECKS) && checks.odd(found.get(CHECKS));
    for (int i = 0; i < into.length && !odd; i++) {
      if (results.get(i) != null) {
        Transfer.copy(found.get(results.get(i)), into[i], outputs.get(i));
      }
    }
    found.values().forEach(SameDiffFunction::close);
    return !odd;
  }

  private static INDArray numbers(Random r, Run run) {
    float[] out = new float[Math.toIntExact(r.type().size())];
    Philox.uniform(run.seed(), run.counter(), r.stream(), out);
    return Nd4j.create(out, r.type().shape());
  }

  private static void close(INDArray array) {
    if (array.closeable()) {
      array.close();
    }
  }

  /** As nn's own engine does it, which has a message for what is wrong. */
  private void byItself(MemorySegment[] given, MemorySegment[] into, Run run) {
    if (own == null) {
      own = Backends.named(Backends.OWN).compile(function);
    }
    MemorySegment workspace = Arena.ofAuto().allocate(Math.max(1, own.workspaceBytes()), 64);
    own.run(workspace, given, into, run, null);
    own.release();
  }

  @Override
  public boolean mayOverwrite(int argument, int result) {
    return false;
  }

  @Override
  public void release() {
    // holds no memory of a run
  }

  @Override
  public String toString() {
    return sd.summary();
  }
}
