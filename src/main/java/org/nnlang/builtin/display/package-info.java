// SPDX-License-Identifier: Apache-2.0
/** Draws charts and pictures and plays sound. */
package org.nnlang.builtin.display;
