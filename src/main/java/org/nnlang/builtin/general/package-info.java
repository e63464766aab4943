// SPDX-License-Identifier: Apache-2.0
/** Printing, types, options, time and what every script needs. */
package org.nnlang.builtin.general;
