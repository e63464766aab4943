// SPDX-License-Identifier: Apache-2.0
/** Lists, records and whatever else holds items. */
package org.nnlang.builtin.list;
