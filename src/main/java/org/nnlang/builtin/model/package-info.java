// SPDX-License-Identifier: Apache-2.0
/**
 * Models that are written in nn and come with it. To add one, write a {@code .nn} file in this
 * folder of the resources, which begins with a comment on what the model does and defines a model
 * of the file's name, and an empty class of that name here.
 */
@NullMarked
package org.nnlang.builtin.model;

import org.jspecify.annotations.NullMarked;
