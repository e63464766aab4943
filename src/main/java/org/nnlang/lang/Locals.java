// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.nodes.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.value.None;

/**
 * What a text sees that a debugger has evaluated at a place: the names of the function there and of
 * those around it, of the instance whose model it stands in, and then those of the script.
 */
final class Locals {
  private final Globals names;
  private final FrameDescriptor slots;

  private Locals(Globals names, FrameDescriptor slots) {
    this.names = names;
    this.slots = slots;
  }

  /**
   * @param frame of the call at the place; null where that is known later
   */
  static Locals at(Globals script, Node place, @Nullable Frame frame) {
    Globals names = new Globals(script);
    FrameDescriptor slots =
        frame == null ? place.getRootNode().getFrameDescriptor() : frame.getFrameDescriptor();
    if (frame != null) {
      visible(frame).forEach(names::bind);
    } else {
      for (int i = 0; i < slots.getNumberOfSlots(); i++) {
        // what it is comes with the frame; that it is has to be known now
        names.bind((String) slots.getSlotName(i), None.NONE);
      }
    }
    return new Locals(names, slots);
  }

  Globals names() {
    return names;
  }

  /** Takes the values that the names have now. */
  void read(Frame frame) {
    visible(frame).forEach(names::bind);
  }

  /** Gives the function at the place the values that the text has given its names. */
  void write(Frame frame) {
    for (int i = 0; i < slots.getNumberOfSlots(); i++) {
      Object value = names.get((String) slots.getSlotName(i));
      if (value != null && frame.getObject(i) != null) {
        frame.setObject(i, value);
      }
    }
  }

  /** By name, inner ones before outer ones of the same name. */
  static Map<String, Object> visible(Frame frame) {
    Map<String, Object> out = new LinkedHashMap<>();
    Object at = frame;
    while (at != null) {
      if (at instanceof Frame f) {
        FrameDescriptor slots = f.getFrameDescriptor();
        for (int i = 0; i < slots.getNumberOfSlots(); i++) {
          put(out, (String) slots.getSlotName(i), f.getObject(i));
        }
        Object[] arguments = f.getArguments();
        at = arguments.length == 0 ? null : arguments[0];
      } else if (at instanceof ModelInstance instance) {
        instance.names().forEach(name -> put(out, name, instance.member(name)));
        at = instance.definition().environment();
      } else {
        at = null;
      }
    }
    return out;
  }

  private static void put(Map<String, Object> out, String name, @Nullable Object value) {
    if (value != null) {
      out.putIfAbsent(name, value);
    }
  }
}
