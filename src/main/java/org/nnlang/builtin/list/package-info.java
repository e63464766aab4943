// SPDX-License-Identifier: Apache-2.0
/** Lists, records and whatever else holds items. */
@NullMarked
package org.nnlang.builtin.list;

import org.jspecify.annotations.NullMarked;
