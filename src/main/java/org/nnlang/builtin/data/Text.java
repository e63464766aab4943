// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.Disk;
import org.nnlang.io.TextFile;
import org.nnlang.value.Arguments;

/** {@code text}. */
@AutoService(Builtin.class)
public final class Text implements Builtin {
  @Override
  public String signature() {
    return "text(path: string, *, stream: boolean? = none)";
  }

  @Override
  public String doc() {
    return """
    The text of a UTF-8 file as a string. A mark of byte order at its start is left out; line ends
    are as in the file. A file that would take much of the memory, or any with `stream: true`, is
    left where it is: tokenizers read it piece by piece, and `windows` as they are asked for.
    Example: corpus = text("shakespeare.txt")\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Disk disk = session.disk();
    String path = arguments.string("path");
    boolean stream =
        arguments.isNone("stream") ? TextFile.isLarge(disk, path) : arguments.flag("stream");
    return stream ? TextFile.of(disk, path) : disk.corpus(path);
  }
}
