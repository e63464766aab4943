// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nnlang.export.Nets;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Pictures of nets: proper XML, boxes beside each other and within their frames, weights counted.
 */
class GraphSvgTest {
  @TempDir Path folder;

  static Stream<Nets.Net> nets() {
    return Stream.concat(Nets.ofScripts().stream(), Nets.more().stream());
  }

  private record Box(String kind, double x, double y, double width, double height) {
    static Box of(Element e) {
      return new Box(e.getAttribute("class"), n(e, "x"), n(e, "y"), n(e, "width"), n(e, "height"));
    }

    private static double n(Element e, String name) {
      return Double.parseDouble(e.getAttribute(name));
    }

    boolean meets(Box b) {
      return x < b.x + b.width && b.x < x + width && y < b.y + b.height && b.y < y + height;
    }

    boolean holds(Box b) {
      return x <= b.x && y <= b.y && b.x + b.width <= x + width && b.y + b.height <= y + height;
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void boxesStandBesideEachOtherAndWithinTheirFrames(Nets.Net net) throws Exception {
    Path file = folder.resolve("net.svg");
    long weights;
    try (Context context = Nets.context()) {
      context.eval("nn", net.script() + "\ngraph(net, to: \"" + file + "\")");
      weights = context.eval("nn", "count(net)").asLong();
    }
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Files.newInputStream(file));
    List<Box> leaves = new ArrayList<>();
    List<Box> frames = new ArrayList<>();
    var rects = document.getElementsByTagName("rect");
    for (int i = 0; i < rects.getLength(); i++) {
      Element e = (Element) rects.item(i);
      if (!e.getAttribute("class").equals("page")) {
        Box box = Box.of(e);
        (box.kind.equals("frame") ? frames : leaves).add(box);
      }
    }
    assertTrue(leaves.size() > 2);
    for (int i = 0; i < leaves.size(); i++) {
      for (int k = 0; k < i; k++) {
        assertTrue(!leaves.get(i).meets(leaves.get(k)), leaves.get(i) + " " + leaves.get(k));
      }
      for (Box frame : frames) {
        boolean apart = !frame.meets(leaves.get(i));
        assertTrue(apart || frame.holds(leaves.get(i)), leaves.get(i) + " " + frame);
      }
    }
    long layers = leaves.stream().filter(b -> b.kind.equals("layer")).count();
    assertTrue(layers > 0);
    String text = document.getDocumentElement().getTextContent();
    assertTrue(text.contains(String.format("%,d weights", weights)), text);
    assertEquals(
        1,
        leaves.stream().filter(b -> b.kind.equals("end")).map(Box::y).min(Double::compare).stream()
            .count());
  }
}
