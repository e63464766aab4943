// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.serving;

import java.io.IOException;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/** The same as a polyglot value: one thread after the other. */
final class OurValue implements Served {
  private final Context context;
  private final Value net;

  OurValue(Path folder, String name) throws IOException {
    context =
        Context.newBuilder("nn")
            .allowHostAccess(HostAccess.newBuilder().allowArrayAccess(true).build())
            .allowIO(IOAccess.ALL)
            .option("engine.WarnInterpreterOnly", "false")
            .build();
    net = context.eval(Source.newBuilder("nn", folder.resolve(name + ".nn").toFile()).build());
    context.getBindings("nn").putMember("net", net);
    context.eval("nn", "load(net, \"" + folder.resolve(name + ".safetensors") + "\")");
  }

  @Override
  public Asker asker() {
    return x -> {
      Value y = net.execute(x);
      return Serving.isTokens(x) ? y.as(float[][][].class) : y.as(float[][].class);
    };
  }

  @Override
  public void close() {
    context.close();
  }
}
