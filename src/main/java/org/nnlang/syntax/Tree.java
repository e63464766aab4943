// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Walks over trees. */
public final class Tree {
  private Tree() {}

  /** Chains of more operators count as one node with all their operands below it. */
  private static final int LONG = 50;

  /**
   * The nodes directly below {@code node}, in the order of the text. Of a long chain of operators
   * these are all its operands, so that who walks a tree needs no deep stack.
   */
  public static List<SyntaxNode> children(SyntaxNode node) {
    List<SyntaxNode> operands = operands(node);
    return operands.size() > LONG ? operands : direct(node);
  }

  /** Whether a node is a chain of so many operators that walks do not go into it one by one. */
  public static boolean isLongChain(SyntaxNode node) {
    return operands(node).size() > LONG;
  }

  /** What stands in a chain of operators; nothing where there is none. */
  private static List<SyntaxNode> operands(SyntaxNode node) {
    var out = new ArrayDeque<SyntaxNode>();
    SyntaxNode at = node;
    while (true) {
      SyntaxNode right =
          switch (at) {
            case Expr.Binary e when e.op() != BinaryOp.POWER -> e.right();
            case Expr.And e -> e.right();
            case Expr.Or e -> e.right();
            case Expr.Compose e -> e.second();
            default -> null;
          };
      if (right == null) {
        break;
      }
      out.push(right);
      at = Objects.requireNonNull(next(at));
    }
    out.push(at);
    return List.copyOf(out);
  }

  private static List<SyntaxNode> direct(SyntaxNode node) {
    return switch (node) {
      case Script script -> List.copyOf(script.body());
      case Stmt stmt -> children(stmt);
      case Expr expr -> children(expr);
      case Target target ->
          switch (target) {
            case Target.Name name -> List.of();
            case Target.Unpack unpack -> List.copyOf(unpack.items());
            case Target.Index index -> join(index.base(), index.subscripts());
            case Target.Member member -> List.of(member.base(), member.name());
          };
      case Param param -> some(param.name(), param.type(), param.defaultValue());
      case Argument argument -> some(argument.name(), argument.value());
      case Field field -> List.of(field.name(), field.value());
      case Subscript.At at -> List.of(at.index());
      case Subscript.All all -> List.of();
      case Subscript.Rest rest -> List.of();
      case Subscript.Open open -> List.of(open.end());
      case Part.Hole hole -> List.of(hole.value());
      case Part.Text text -> List.of();
      case ShapeType type -> List.copyOf(type.dims());
      case ShapeDim.Computed computed -> List.of(computed.size());
      case ShapeDim dim -> List.of();
      case Identifier identifier -> List.of();
    };
  }

  private static List<SyntaxNode> children(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Assign assign -> List.of(assign.target(), assign.value());
      case Stmt.Evaluate evaluate -> List.of(evaluate.value());
      case Stmt.FnDef fn -> join(fn.name(), fn.params(), some(fn.result(), fn.body()));
      case Stmt.ModelDef model -> join(model.name(), model.params(), model.body());
      case Stmt.Forward forward ->
          join(null, forward.params(), some(forward.result(), forward.body()));
      case Stmt.ParamDecl param -> List.of(param.name(), param.value());
      case Stmt.StateDecl state -> List.of(state.name(), state.value());
      case Stmt.While loop -> List.of(loop.condition(), loop.body());
      case Stmt.For loop -> List.of(loop.target(), loop.items(), loop.body());
      case Stmt.Break end -> List.of();
      case Stmt.Continue next -> List.of();
      case Stmt.Return result -> some(result.value());
      case Stmt.Import file -> some(file.alias());
    };
  }

  private static List<SyntaxNode> children(Expr expr) {
    return switch (expr) {
      case Expr.IntLit i -> List.of();
      case Expr.FloatLit f -> List.of();
      case Expr.StringLit s -> List.of();
      case Expr.BoolLit b -> List.of();
      case Expr.NoneLit n -> List.of();
      case Expr.Name name -> List.of();
      case Expr.Interpolation text -> List.copyOf(text.parts());
      case Expr.ListLit list -> List.copyOf(list.items());
      case Expr.RecordLit record -> List.copyOf(record.fields());
      case Expr.Range range -> List.of(range.start(), range.end());
      case Expr.Negate negate -> List.of(negate.operand());
      case Expr.Binary binary -> List.of(binary.left(), binary.right());
      case Expr.And and -> List.of(and.left(), and.right());
      case Expr.Or or -> List.of(or.left(), or.right());
      case Expr.Not not -> List.of(not.operand());
      case Expr.Compare compare -> List.copyOf(compare.operands());
      case Expr.Compose compose -> List.of(compose.first(), compose.second());
      case Expr.Call call -> join(call.callee(), call.arguments());
      case Expr.Index index -> join(index.base(), index.subscripts());
      case Expr.Member member -> List.of(member.base(), member.name());
      case Expr.Lambda lambda -> join(null, lambda.params(), List.of(lambda.body()));
      case Expr.If choice -> some(choice.condition(), choice.then(), choice.orElse());
      case Expr.Block block -> List.copyOf(block.body());
    };
  }

  private static List<SyntaxNode> some(@Nullable SyntaxNode... nodes) {
    return Arrays.stream(nodes).filter(Objects::nonNull).toList();
  }

  @SafeVarargs
  private static List<SyntaxNode> join(
      @Nullable SyntaxNode first, List<? extends SyntaxNode>... rest) {
    var all = new ArrayList<SyntaxNode>();
    Stream.ofNullable(first).forEach(all::add);
    for (List<? extends SyntaxNode> nodes : rest) {
      all.addAll(nodes);
    }
    return all;
  }

  /**
   * The depth of a tree is how many parts lie within each other. Chains such as {@code a + b + c},
   * {@code a.b.c} and {@code if … else if …} are not deep, whatever the tree looks like, but long.
   */
  record Extent(SyntaxNode deepest, int depth, SyntaxNode longest, int length) {}

  /** How deep a tree is, and how long the longest chain in it. Does not recurse. */
  static Extent extent(SyntaxNode root) {
    record Place(SyntaxNode node, int depth, int length) {}
    var open = new ArrayDeque<Place>();
    open.push(new Place(root, 0, 0));
    Place deepest = open.peek();
    Place longest = open.peek();
    while (!open.isEmpty()) {
      Place place = open.pop();
      deepest = place.depth() > deepest.depth() ? place : deepest;
      longest = place.length() > longest.length() ? place : longest;
      SyntaxNode next = next(place.node());
      for (SyntaxNode child : direct(place.node())) {
        open.push(
            child == next
                ? new Place(child, place.depth(), place.length() + 1)
                : new Place(child, place.depth() + 1, 0));
      }
    }
    return new Extent(deepest.node(), deepest.depth(), longest.node(), longest.length());
  }

  /** The part with which a chain goes on, or null. */
  private static @Nullable SyntaxNode next(SyntaxNode node) {
    return switch (node) {
      case Expr.Binary binary when binary.op() != BinaryOp.POWER -> binary.left();
      case Expr.And and -> and.left();
      case Expr.Or or -> or.left();
      case Expr.Compose compose -> compose.first();
      case Expr.Call call -> call.callee();
      case Expr.Member member -> member.base();
      case Expr.Index index -> index.base();
      case Expr.If choice when choice.orElse() instanceof Expr.If -> choice.orElse();
      default -> null;
    };
  }
}
