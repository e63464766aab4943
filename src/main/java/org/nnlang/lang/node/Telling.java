// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang.node;

import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.NodeUtil;

/**
 * Which code does nothing but give a value, and tells of all that it reads: by {@link ReadNode} and
 * by what finds members. What is not named here is taken to do more, a statement that a tool looks
 * at among it.
 */
final class Telling {
  private Telling() {}

  /** Whether all nodes below {@code whole} are such. */
  static boolean everything(Node whole) {
    for (Node child : NodeUtil.findNodeChildren(whole)) {
      if (!isTelling(child) || !everything(child)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTelling(Node node) {
    return switch (node) {
      case LiteralNode n -> true;
      case ReadNode n -> true;
      case MemberNode n -> true;
      case BinaryNode n -> true;
      case CompareNode n -> true;
      case LogicNode n -> true;
      case NegateNode n -> true;
      case ChainNode n -> true;
      case IndexNode n -> true;
      case OpenNode n -> true;
      case RangeNode n -> true;
      case CollectionNode n -> true;
      case CallNode n -> true;
      case MemberCallNode n -> true;
      case ArgumentsNode n -> true;
      case ComposeNode n -> true;
      case FunctionNode n -> true;
      case IfNode n -> true;
      case ForNode n -> true;
      case WhileNode n -> true;
      case JumpNode n -> true;
      case BlockNode n -> true;
      case AssignNode n -> true;
      case UnpackNode n -> true;
      case WriteNameNode.Local n -> true;
      // a member that is written is another member then, which the instance tells
      case WriteNameNode.OfInstance n -> true;
      case ParameterNode n -> true;
      case ShapeNode n -> true;
      case DimNode n -> true;
      case MarkNode n -> n.getClass() == MarkNode.class;
      default -> false;
    };
  }
}
