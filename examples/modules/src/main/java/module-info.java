// SPDX-License-Identifier: Apache-2.0
/** A program of modules that uses nn. */
module org.example.modules {
  requires org.nnlang.core;
}
