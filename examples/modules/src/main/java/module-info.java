// SPDX-License-Identifier: Apache-2.0
/** A program of modules that uses nn. */
module org.example.modules {
  requires org.nnlang.core;
  // nn-core names itself and not what it needs: these bring the rest along
  requires org.graalvm.polyglot;
  requires org.bytedeco.javacpp;
}
