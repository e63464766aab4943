// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import org.nnlang.builtin.Display;
import org.nnlang.plot.Pixels;
import org.nnlang.plot.Png;
import org.nnlang.plot.Sixel;

/**
 * Pictures in a terminal that shows them, by the protocol of kitty or iTerm or as sixels. Which of
 * them it speaks is asked once, where the first picture is to be shown, and not waited for long.
 */
final class TerminalPictures implements Display {
  private static final long PATIENCE_MILLIS = 400;
  private static final String ESCAPE = "\u001b";
  private static final String END = ESCAPE + "\\";

  /**
   * A picture of one pixel that is not shown, the terminal's name, how large a sign of text is, and
   * what the terminal can do.
   */
  private static final String QUESTION =
      ESCAPE
          + "_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA"
          + END
          + ESCAPE
          + "[>q"
          + ESCAPE
          + "[16t"
          + ESCAPE
          + "[c";

  private static final Pattern KITTY = Pattern.compile("\u001b_G[^\u001b]*\u001b\\\\");
  private static final Pattern NAME = Pattern.compile("\u001bP>\\|[^\u001b]*\u001b\\\\");

  /** Height and width in pixels. */
  private static final Pattern SIGN = Pattern.compile("\u001b\\[6;(\\d{1,4});(\\d{1,4})t");

  /** Comes last, from every terminal. */
  private static final Pattern ABILITIES = Pattern.compile("\u001b\\[\\?([0-9;]*)c");

  private static final int CHUNK = 4096;

  /** Pixels for a column of text: charts have two for each point of their layout. */
  private static final int PIXELS_A_COLUMN = 18;

  /** What a sixel is as wide as, where a terminal does not say how wide a sign is. */
  private static final int USUAL_SIGN = 9;

  private final Terminal terminal;
  private final Protocol protocol;
  private final int signWidth;

  private enum Protocol {
    KITTY,
    ITERM,
    SIXEL
  }

  private TerminalPictures(Terminal terminal, Protocol protocol, int signWidth) {
    this.terminal = terminal;
    this.protocol = protocol;
    this.signWidth = signWidth;
  }

  /**
   * Asks a terminal.
   *
   * @param typed gets what somebody has typed meanwhile
   * @return null where it shows no pictures, or does not answer
   */
  static TerminalPictures in(Terminal terminal, Consumer<String> typed) {
    String answer = ask(terminal);
    boolean kitty = KITTY.matcher(answer).results().anyMatch(m -> m.group().contains(";OK"));
    boolean iterm =
        NAME.matcher(answer)
            .results()
            .anyMatch(m -> m.group().contains("iTerm2") || m.group().contains("WezTerm"));
    boolean sixel =
        ABILITIES.matcher(answer).results().anyMatch(m -> (";" + m.group(1) + ";").contains(";4;"));
    String rest = answer;
    for (Pattern reply : new Pattern[] {KITTY, NAME, SIGN, ABILITIES}) {
      rest = reply.matcher(rest).replaceAll("");
    }
    if (!rest.isEmpty()) {
      typed.accept(rest);
    }
    Protocol protocol =
        kitty ? Protocol.KITTY : iterm ? Protocol.ITERM : sixel ? Protocol.SIXEL : null;
    Matcher sign = SIGN.matcher(answer);
    int width = sign.find() ? Integer.parseInt(sign.group(2)) : 0;
    return protocol == null
        ? null
        : new TerminalPictures(terminal, protocol, width == 0 ? USUAL_SIGN : width);
  }

  private static String ask(Terminal terminal) {
    Attributes before = terminal.enterRawMode();
    StringBuilder answer = new StringBuilder();
    try {
      terminal.writer().write(QUESTION);
      terminal.writer().flush();
      NonBlockingReader reader = terminal.reader();
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
      while (!ABILITIES.matcher(answer).find()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        int c = left <= 0 ? -1 : reader.read(left);
        if (c < 0) {
          break;
        }
        answer.append((char) c);
      }
    } catch (IOException e) {
      // whoever cannot be asked shows no pictures
      return answer.toString();
    } finally {
      terminal.setAttributes(before);
    }
    return answer.toString();
  }

  @Override
  public boolean drawsLines() {
    return false;
  }

  @Override
  public void show(String type, byte[] picture, String text) {
    Pixels pixels = Png.read(picture);
    int room = Math.max(8, terminal.getSize().getColumns() - 1);
    int columns = Math.clamp(pixels.width() / PIXELS_A_COLUMN, 8, room);
    String signs =
        switch (protocol) {
          case KITTY -> kitty(picture, columns);
          case ITERM ->
              ESCAPE
                  + "]1337;File=inline=1;width="
                  + columns
                  + ";size="
                  + picture.length
                  + ":"
                  + base64(picture)
                  + "\u0007";
          case SIXEL -> {
            int times = (int) Math.round(pixels.width() / (double) (columns * signWidth));
            yield Sixel.of(times <= 1 ? pixels : pixels.shrink(times));
          }
        };
    terminal.writer().write(signs + "\n");
    terminal.writer().flush();
  }

  private static String base64(byte[] bytes) {
    return new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII);
  }

  private static String kitty(byte[] picture, int columns) {
    String data = base64(picture);
    StringBuilder out = new StringBuilder();
    for (int from = 0; from < data.length(); from += CHUNK) {
      int to = Math.min(data.length(), from + CHUNK);
      out.append(ESCAPE).append("_G");
      out.append(from == 0 ? "a=T,f=100,q=2,c=" + columns + "," : "");
      out.append("m=").append(to < data.length() ? 1 : 0).append(';');
      out.append(data, from, to).append(END);
    }
    return out.toString();
  }
}
