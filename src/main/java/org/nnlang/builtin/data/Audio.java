// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.Disk;
import org.nnlang.io.Examples;
import org.nnlang.io.Resampling;
import org.nnlang.io.Wav;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;

/** {@code audio}. */
@AutoService(Builtin.class)
public final class Audio implements Builtin {
  /** Samples a second where nothing else is said, as most models of speech have. */
  static final int RATE = 16000;

  static final int FASTEST = 1 << 20;

  @Override
  public String signature() {
    return "audio(path: string, *, rate: integer = 16000, seconds: number? = none,"
        + " mono: boolean = true)";
  }

  @Override
  public String doc() {
    return """
    The sound of a WAV file (8 to 32 bits or floats) as a tensor of samples from -1 to 1, `rate` of
    them a second, all channels mixed; `mono: false` gives `[channel, time]`. `seconds` cuts, or
    fills with silence. The path of a folder gives a dataset of such sounds, read as they are asked
    for: each folder in it is a class, and `seconds` must be given unless all are as long.
    Example: play(audio("bell.wav", rate: 8000), rate: 8000)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    int rate = rate(a);
    double seconds = a.isNone("seconds") ? 0 : a.number("seconds");
    if (!a.isNone("seconds") && !(seconds > 0 && seconds * rate <= 1 << 28)) {
      throw Problem.of(
          ErrorCode.VALUE, "`seconds` is more than 0 and not too long, found " + seconds);
    }
    long length = a.isNone("seconds") ? 0 : Math.max(1, Math.round(seconds * rate));
    boolean mono = a.flag("mono");
    Memory memory = session.engine().memory();
    Disk disk = session.disk();
    String path = a.string("path");
    if (!disk.isFolder(path)) {
      return tensor(memory, channels(path, disk.read(path), rate, mono, length), mono);
    }
    return Examples.of(
        memory,
        disk,
        path,
        Wav.ENDINGS,
        (first, file) -> shape(channels(first, file, rate, mono, length), mono),
        (file, bytes, shape) -> {
          float[][] found = channels(file, bytes, rate, mono, length);
          if (!Arrays.equals(shape(found, mono), shape)) {
            throw Problem.of(
                    ErrorCode.SHAPE,
                    "sounds of a dataset have one shape, the first %s and this %s: \"%s\""
                        .formatted(
                            Arrays.toString(shape), Arrays.toString(shape(found, mono)), file))
                .hint("`seconds: 1.0` brings all to one length");
          }
          return joined(found);
        });
  }

  /** The argument of that name, which {@code play} has too. */
  public static int rate(Arguments a) {
    long rate = a.whole("rate");
    if (rate < 1 || rate > FASTEST) {
      throw Problem.of(
          ErrorCode.VALUE, "`rate` is 1 to %d samples a second, found %d".formatted(FASTEST, rate));
    }
    return (int) rate;
  }

  private static float[][] channels(String path, byte[] file, int rate, boolean mono, long length) {
    Wav.Sound sound = Wav.read(path, file);
    float[][] out = mono ? new float[][] {sound.mono()} : sound.samples().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = Resampling.of(out[i], sound.rate(), rate);
      out[i] = length > 0 ? Arrays.copyOf(out[i], (int) length) : out[i];
    }
    return out;
  }

  private static long[] shape(float[][] channels, boolean mono) {
    long length = channels[0].length;
    return mono ? new long[] {length} : new long[] {channels.length, length};
  }

  private static Tensor tensor(Memory memory, float[][] channels, boolean mono) {
    return Tensor.of(memory, joined(channels), shape(channels, mono));
  }

  private static float[] joined(float[][] channels) {
    int length = channels[0].length;
    float[] out = new float[Math.multiplyExact(channels.length, length)];
    for (int i = 0; i < channels.length; i++) {
      System.arraycopy(channels[i], 0, out, i * length, length);
    }
    return out;
  }
}
