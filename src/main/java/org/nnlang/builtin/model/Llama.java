// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.model;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.StandardModel;

/** {@code llama}: see {@code llama.nn}. */
@AutoService(Builtin.class)
public final class Llama extends StandardModel {}
