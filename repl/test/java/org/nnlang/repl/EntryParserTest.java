// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;

class EntryParserTest {
  private final EntryParser parser = new EntryParser();

  private int indent(String text) {
    var more =
        assertThrows(
            EOFError.class, () -> parser.parse(text, text.length(), ParseContext.ACCEPT_LINE));
    return more.getOpenBrackets();
  }

  private void ends(String text) {
    assertEquals(text, parser.parse(text, text.length(), ParseContext.ACCEPT_LINE).line());
  }

  @Test
  void moreLinesAreAskedForByTheGrammar() {
    assertEquals(2, indent("model M() {"));
    assertEquals(4, indent("model M() {\n  forward(x) {"));
    assertEquals(0, indent("x = 1 +"));
    assertEquals(0, indent("print(\"\"\"text"));
    assertEquals(2, indent("train(net,"));
    ends("x = 1");
    ends("model M() {\n}");
    ends("x = )");
    ends("help if");
    ends("?model");
  }

  /** The editor counts signs, and Java some of them twice. */
  @Test
  void placesAreCountedInSigns() {
    var line =
        (CompletingParsedLine)
            parser.parse("a = \"😀😀/😀é\"; x.be + 1", 17, ParseContext.COMPLETE);
    assertEquals("be", line.word());
    assertEquals(20, line.cursor());
    var path = (CompletingParsedLine) parser.parse("text(\"😀/a", 9, ParseContext.COMPLETE);
    assertEquals("😀/a", path.word());
    assertEquals(3, path.rawWordLength());
  }

  @Test
  void directives() {
    assertEquals(new Directive.Help(null), Directive.read("help", Set.of()));
    assertEquals(new Directive.Help("linear"), Directive.read(" help linear ", Set.of()));
    assertEquals(new Directive.Help("linear"), Directive.read("?linear", Set.of()));
    assertEquals(new Directive.Help(null), Directive.read("?", Set.of()));
    assertEquals(new Directive.Names(), Directive.read("names", Set.of()));
    assertEquals(new Directive.Leave(), Directive.read("exit", Set.of()));
    assertEquals(null, Directive.read("names", Set.of("names")));
    assertEquals(null, Directive.read("names = 1", Set.of()));
    assertEquals(null, Directive.read("help + 1", Set.of()));
    assertEquals(null, Directive.read("x", Set.of()));
  }
}
