// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;

/** Sound in WAV files: PCM of 8, 16, 24 or 32 bits and floats of 32 or 64. */
public final class Wav {
  /** What names of sound files end in. */
  public static final List<String> ENDINGS = List.of(".wav");

  private static final String KIND = "WAV file";
  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xfffe;

  private Wav() {}

  /**
   * @param rate samples a second
   * @param samples from -1 to 1, channel by channel
   */
  public record Sound(int rate, float[][] samples) {
    /** The mean of all channels. */
    public float[] mono() {
      if (samples.length == 1) {
        return samples[0];
      }
      float[] out = new float[samples[0].length];
      for (float[] channel : samples) {
        for (int i = 0; i < out.length; i++) {
          Polls.sometimes();
          out[i] += channel[i] / samples.length;
        }
      }
      return out;
    }
  }

  private record Format(boolean isFloat, int channels, int rate, int bits) {}

  /**
   * Reads a file.
   *
   * @throws Problem {@code file} with the byte at which it is no WAV file, or of a kind that is not
   *     read
   */
  public static Sound read(String path, byte[] bytes) {
    ByteReader in = new ByteReader(KIND, path, bytes);
    expect(in, "RIFF");
    long all = in.take(4, "a length").getInt() & 0xffff_ffffL;
    expect(in, "WAVE");
    Format format = null;
    while (true) {
      String chunk = in.word("a chunk's name");
      long length = in.take(4, "a chunk's length").getInt() & 0xffff_ffffL;
      if (chunk.equals("fmt ")) {
        format = format(in, length);
      } else if (chunk.equals("data")) {
        if (format == null) {
          throw in.bad(in.at() - 8, "a chunk `fmt ` before the samples", "none");
        }
        // who writes into a pipe does not know the length, and says the largest or none at all
        boolean open = length == 0xffff_ffffL || length == 0 && all <= in.at() - 8;
        return new Sound(format.rate, samples(in, format, open ? in.left() : length));
      } else {
        in.take(length, "chunk `" + printable(chunk) + "`");
      }
      in.skip(length & 1);
    }
  }

  private static String printable(String chunk) {
    return chunk.replaceAll("[^ -~]", "?");
  }

  private static void expect(ByteReader in, String word) {
    int at = in.at();
    String found = in.word("`" + word + "`");
    if (!found.equals(word)) {
      in.refuseOtherKinds();
      throw in.bad(at, "`" + word + "`", "`" + printable(found) + "`");
    }
  }

  private static Format format(ByteReader in, long length) {
    int at = in.at();
    if (length < 16) {
      throw in.bad(at, "a format of at least 16 bytes", Long.toString(length));
    }
    ByteBuffer f = in.take(length, "a format");
    int tag = f.getShort(0) & 0xffff;
    int channels = f.getShort(2) & 0xffff;
    long rate = f.getInt(4) & 0xffff_ffffL;
    int bits = f.getShort(14) & 0xffff;
    if (tag == EXTENSIBLE && length >= 26) {
      tag = f.getShort(24) & 0xffff;
    }
    if (tag != PCM && tag != FLOAT) {
      throw in.bad(at, "format 1 (PCM) or 3 (floats)", Integer.toString(tag));
    }
    List<Integer> widths = tag == PCM ? List.of(8, 16, 24, 32) : List.of(32, 64);
    if (!widths.contains(bits)) {
      throw in.bad(at + 14, "one of " + widths + " bits a sample", Integer.toString(bits));
    }
    if (channels < 1 || channels > 1024) {
      throw in.bad(at + 2, "1 to 1024 channels", Integer.toString(channels));
    }
    if (rate < 1 || rate > 1 << 24) {
      throw in.bad(at + 4, "a rate of 1 to 16777216", Long.toString(rate));
    }
    return new Format(tag == FLOAT, channels, (int) rate, bits);
  }

  private static float[][] samples(ByteReader in, Format f, long length) {
    int frame = f.channels * f.bits / 8;
    ByteBuffer data = in.take(length, "samples");
    Heap.need(8 * f.channels * (length / frame), "this sound");
    float[][] out = new float[f.channels][(int) (length / frame)];
    for (int i = 0; i < out[0].length; i++) {
      Polls.sometimes();
      for (int c = 0; c < f.channels; c++) {
        out[c][i] =
            switch (f.bits) {
              case 8 -> ((data.get() & 0xff) - 128) / 128f;
              case 16 -> data.getShort() / 32768f;
              case 24 -> ((data.get() & 0xff) | data.getShort() << 8) / 8388608f;
              case 32 -> f.isFloat ? data.getFloat() : data.getInt() / 2147483648f;
              default -> (float) data.getDouble();
            };
      }
    }
    return out;
  }

  /** A file of 16 bits a sample; what is louder than 1 is cut. */
  public static byte[] write(Sound sound) {
    int channels = sound.samples.length;
    int frames = sound.samples[0].length;
    int bytes = Math.multiplyExact(frames, 2 * channels);
    ByteBuffer out = ByteBuffer.allocate(Math.addExact(44, bytes)).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
    out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) PCM).putShort((short) channels).putInt(sound.rate);
    out.putInt(sound.rate * 2 * channels).putShort((short) (2 * channels)).putShort((short) 16);
    out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
    for (int i = 0; i < frames; i++) {
      Polls.sometimes();
      for (float[] channel : sound.samples) {
        out.putShort((short) Math.clamp(Math.round(channel[i] * 32767.0), -32768, 32767));
      }
    }
    return out.array();
  }
}
