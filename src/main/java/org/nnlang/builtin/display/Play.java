// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.display;

import com.google.auto.service.AutoService;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Given;
import org.nnlang.builtin.Outputs;
import org.nnlang.builtin.Session;
import org.nnlang.builtin.data.Audio;
import org.nnlang.io.Wav;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Arguments;
import org.nnlang.value.None;

/** {@code play}. */
@AutoService(Builtin.class)
public final class Play implements Builtin {
  private static final int HEADER = 44;

  @Override
  public String signature() {
    return "play(audio: tensor, *, rate: integer = 16000, to: string? = none)";
  }

  @Override
  public String doc() {
    return """
    Plays samples from -1 to 1, `rate` of them a second, `[time]` or `[channel, time]`, and waits
    until they are over; with `to:` writes them into a WAV file of 16 bits instead.
    Example: play(sin(arange(8000) * 0.345), rate: 8000, to: "a.wav")\
    """;
  }

  @Override
  public Object foresee(Arguments a, Session session) {
    Outputs.check(session, a, "to", "sound", ".wav");
    return None.NONE;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Wav.Sound sound = sound(Given.numbers(a.get("audio")), Audio.rate(a));
    if (a.isNone("to")) {
      play(sound, session);
      return None.NONE;
    }
    String path = a.string("to");
    Outputs.ending(a, "to", "sound", ".wav");
    session.disk().replace(path, Wav.write(sound));
    return None.NONE;
  }

  private static Wav.Sound sound(Tensor t, int rate) {
    boolean one = t.rank() == 1;
    if (t.rank() != 1 && t.rank() != 2 || !one && (t.dim(0) < 1 || t.dim(0) > 64)) {
      throw Problem.of(ErrorCode.SHAPE, "sound is [time] or [channel, time], this is " + t);
    }
    int channels = one ? 1 : (int) t.dim(0);
    float[] all = t.toFloats();
    int length = all.length / channels;
    float[][] samples = new float[channels][length];
    for (int i = 0; i < channels; i++) {
      System.arraycopy(all, i * length, samples[i], 0, length);
    }
    return new Wav.Sound(rate, samples);
  }

  private static void play(Wav.Sound sound, Session session) {
    if (!session.mayUseDevices()) {
      throw Problem.of(ErrorCode.FILE, "this program may not play sound")
          .hint("`to: \"sound.wav\"` writes a file");
    }
    AudioFormat format = new AudioFormat(sound.rate(), 16, sound.samples().length, true, false);
    byte[] bytes = Wav.write(sound);
    try (SourceDataLine line = AudioSystem.getSourceDataLine(format)) {
      line.open(format);
      line.start();
      int frame = format.getFrameSize();
      int chunk = Math.max(1, sound.rate() / 20) * frame;
      for (int at = HEADER; at < bytes.length; at += chunk) {
        session.poll();
        line.write(bytes, at, Math.min(chunk, bytes.length - at));
      }
      line.drain();
    } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
      throw Problem.of(ErrorCode.FILE, "this machine has no sound device that plays this")
          .hint("`to: \"sound.wav\"` writes a file")
          .causedBy(e);
    }
  }
}
