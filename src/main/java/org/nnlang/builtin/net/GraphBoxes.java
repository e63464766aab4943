// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Variable;
import org.nnlang.export.NetGraph;
import org.nnlang.graph.Node;
import org.nnlang.layer.Chain;
import org.nnlang.layer.Layer;
import org.nnlang.op.Cast;
import org.nnlang.op.Detach;
import org.nnlang.op.Expand;
import org.nnlang.op.Identity;
import org.nnlang.op.Ids;
import org.nnlang.op.Permute;
import org.nnlang.op.Reshape;
import org.nnlang.op.Slice;
import org.nnlang.source.Span;
import org.nnlang.value.Module;

/**
 * A net as a person thinks of it: a box for each layer and for each step that a model does between
 * them, in the frames of the parts that they are in. What only looks at numbers in another way is
 * no step.
 */
final class GraphBoxes {
  private static final int LONGEST = 30;

  /** A box, or a frame with others in it. */
  static final class Box {
    final String title;
    final String note;
    final List<Box> inner = new ArrayList<>();
    final @Nullable Box frame;
    String type = "";
    Set<Box> from = new LinkedHashSet<>();
    boolean end;
    boolean layer;
    double x;
    double y;
    double width;
    double height;

    Box(String title, String note, @Nullable Box frame) {
      this.title = title;
      this.note = note;
      this.frame = frame;
      if (frame != null) {
        frame.inner.add(this);
      }
    }

    boolean isFrame() {
      return !inner.isEmpty();
    }

    double middle() {
      return x + width / 2;
    }
  }

  private final NetGraph net;
  private final Map<String, Module> modules = new HashMap<>();
  private final Map<String, Box> frames = new LinkedHashMap<>();
  private final Map<Node, Set<Box>> made = new IdentityHashMap<>();
  private final Box all;

  private GraphBoxes(NetGraph net) {
    this.net = net;
    net.net().visit(modules::put);
    all = new Box(title("", net.net()), weights(net.net()), null);
    frames.put("", all);
  }

  /** The frame of the whole net. */
  static Box of(NetGraph net) {
    GraphBoxes boxes = new GraphBoxes(net);
    boxes.fill();
    return boxes.all;
  }

  private static String title(String path, Module part) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    return shortened(name.isEmpty() ? part.describe() : name + ": " + part.describe(), 44);
  }

  private static String weights(Module part) {
    long count = part.parameters().values().stream().mapToLong(GraphBoxes::count).sum();
    return count == 0 ? "" : String.format(java.util.Locale.ROOT, "%,d weights", count);
  }

  private static long count(Variable v) {
    return v.type().isKnown() ? v.type().size() : 0;
  }

  static String shortened(String s, int longest) {
    String one = s.strip().replaceAll("\\s+", " ");
    return one.length() > longest ? one.substring(0, longest - 1) + "…" : one;
  }

  private void fill() {
    for (int i = 0; i < net.arguments().size(); i++) {
      Node n = net.arguments().get(i);
      Box box = new Box(net.name(n), "", all);
      box.end = true;
      box.type = n.type().toString();
      made.put(n, Set.of(box));
    }
    Box open = null;
    Object key = null;
    for (Node n : net.nodes()) {
      if (made.containsKey(n)) {
        continue;
      }
      if (n.isInput()) {
        made.put(n, Set.of());
        continue;
      }
      Object own = key(n);
      boolean view = !(own instanceof Module) && isView(n);
      if (view || isConstant(n)) {
        made.put(n, sources(n));
        continue;
      }
      if (open == null || !own.equals(key)) {
        open = box(n, own);
        key = own;
      }
      for (Box source : sources(n)) {
        if (source != open) {
          open.from.add(source);
        }
      }
      open.type = n.type().toString();
      made.put(n, Set.of(open));
    }
    for (int i = 0; i < net.results().size(); i++) {
      Node n = net.results().get(i);
      Box box = new Box(net.results().size() == 1 ? "y" : "y" + i, "", all);
      box.end = true;
      box.from.addAll(sourcesOf(n));
      box.type = n.type().toString();
    }
  }

  private Set<Box> sourcesOf(Node n) {
    return made.getOrDefault(n, Set.of());
  }

  private Set<Box> sources(Node n) {
    Set<Box> out = new LinkedHashSet<>();
    n.inputs().forEach(in -> out.addAll(sourcesOf(in)));
    return out;
  }

  /** What a node is a part of: a layer, or what stands at one place of the script in one part. */
  private Object key(Node n) {
    Module owner = n.owner() instanceof Module m ? m : null;
    if (owner instanceof Layer layer && layer.names().stream().noneMatch(k -> isPart(layer, k))) {
      return owner;
    }
    return List.of(net.part(n), n.span().isKnown() ? n.span() : Span.NONE);
  }

  private static boolean isPart(Module of, String member) {
    return of.raw(member) instanceof Module;
  }

  private static boolean isView(Node n) {
    return switch (n.op()) {
      case Reshape o -> true;
      case Permute o -> true;
      case Expand o -> true;
      case Slice o -> true;
      case Cast o -> true;
      case Detach o -> true;
      case Identity o -> true;
      case Ids o -> true;
      default -> false;
    };
  }

  /** Whether it is made of nothing that the net is given or has learned. */
  private boolean isConstant(Node n) {
    return n.inputs().isEmpty() && !(key(n) instanceof Module);
  }

  private Box box(Node n, Object key) {
    String path = net.part(n);
    if (key instanceof Layer layer) {
      String outer = outer(path);
      Box box = new Box(title(path, layer), weights(layer), frame(outer));
      box.layer = true;
      return box;
    }
    // a chain calls its functions all at one place
    boolean chain = n.owner() instanceof Layer || n.owner() instanceof Chain;
    boolean model = !chain && n.span().isKnown();
    String text = model ? shortened(n.span().text(), LONGEST) : n.op().name();
    return new Box(text, "", frame(path));
  }

  /** The part that a part is in: not every piece of a path is one, lists are none. */
  private String outer(String path) {
    String outer = path;
    do {
      outer = outer.substring(0, Math.max(0, outer.lastIndexOf('.')));
    } while (!modules.containsKey(outer));
    return outer;
  }

  private Box frame(String path) {
    Box known = frames.get(path);
    if (known != null) {
      return known;
    }
    Module part = modules.get(path);
    Box outer = frame(outer(path));
    Box box =
        new Box(part == null ? path : title(path, part), part == null ? "" : weights(part), outer);
    frames.put(path, box);
    return box;
  }
}
