// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model in ONNX Runtime, which is what reads exports elsewhere. */
public final class Peer implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "nn");

  /** Numbers in a shape; of integers and bools as doubles too. */
  public record Numbers(double[] values, long[] shape, char kind) {
    /** Floats of 32 bits. */
    public static Numbers floats(double[] values, long... shape) {
      return new Numbers(values, shape, 'f');
    }

    public static Numbers doubles(double[] values, long... shape) {
      return new Numbers(values, shape, 'd');
    }

    public static Numbers ints(double[] values, long... shape) {
      return new Numbers(values, shape, 'i');
    }

    public static Numbers bools(double[] values, long... shape) {
      return new Numbers(values, shape, 'b');
    }
  }

  private final OrtSession session;

  public Peer(byte[] model) {
    this(model, true);
  }

  /**
   * @param optimized whether it may rewrite the model; for doubles it makes operators that it has
   *     for floats alone
   */
  public Peer(byte[] model, boolean optimized) {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      if (!optimized) {
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      }
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      session = ENVIRONMENT.createSession(model, options);
    } catch (OrtException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  public List<String> inputs() {
    return List.copyOf(session.getInputNames());
  }

  public List<String> outputs() {
    return List.copyOf(session.getOutputNames());
  }

  /** The sizes of an input, of which those that are open are names. */
  public List<String> dims(String input) {
    try {
      var info = (TensorInfo) session.getInputInfo().get(input).getInfo();
      List<String> out = new ArrayList<>();
      for (int i = 0; i < info.getShape().length; i++) {
        long size = info.getShape()[i];
        out.add(size < 0 ? info.getDimensionNames()[i] : Long.toString(size));
      }
      return out;
    } catch (OrtException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** What it gives for its inputs in order. */
  public List<Numbers> run(List<Numbers> inputs) {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    try {
      int next = 0;
      for (String name : session.getInputNames()) {
        given.put(name, tensor(inputs.get(next++)));
      }
      try (OrtSession.Result result = session.run(given)) {
        List<Numbers> out = new ArrayList<>();
        for (var entry : result) {
          out.add(numbers((OnnxTensor) entry.getValue()));
        }
        return out;
      }
    } catch (OrtException e) {
      throw new AssertionError(e.getMessage(), e);
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(Numbers n) throws OrtException {
    double[] v = n.values;
    return switch (n.kind) {
      case 'f' -> {
        FloatBuffer b = FloatBuffer.allocate(v.length);
        for (double x : v) {
          b.put((float) x);
        }
        yield OnnxTensor.createTensor(ENVIRONMENT, b.flip(), n.shape);
      }
      case 'd' -> OnnxTensor.createTensor(ENVIRONMENT, DoubleBuffer.wrap(v), n.shape);
      case 'i' -> {
        LongBuffer b = LongBuffer.allocate(v.length);
        for (double x : v) {
          b.put((long) x);
        }
        yield OnnxTensor.createTensor(ENVIRONMENT, b.flip(), n.shape);
      }
      default -> {
        ByteBuffer b = ByteBuffer.allocateDirect(v.length);
        for (double x : v) {
          b.put((byte) x);
        }
        yield OnnxTensor.createTensor(
            ENVIRONMENT, b.flip(), n.shape, ai.onnxruntime.OnnxJavaType.BOOL);
      }
    };
  }

  private static Numbers numbers(OnnxTensor t) {
    TensorInfo info = t.getInfo();
    int size = 1;
    for (long d : info.getShape()) {
      size *= (int) d;
    }
    double[] out = new double[size];
    char kind =
        switch (info.type) {
          case FLOAT -> 'f';
          case DOUBLE -> 'd';
          case INT64 -> 'i';
          case BOOL -> 'b';
          default -> throw new AssertionError(info.toString());
        };
    for (int i = 0; i < size; i++) {
      out[i] =
          switch (kind) {
            case 'f' -> t.getFloatBuffer().get(i);
            case 'd' -> t.getDoubleBuffer().get(i);
            case 'i' -> t.getLongBuffer().get(i);
            default -> t.getByteBuffer().get(i);
          };
    }
    return new Numbers(out, info.getShape(), kind);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
