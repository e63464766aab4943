// SPDX-License-Identifier: Apache-2.0
/** What a Java older than nn's finds in the jar of nn-core: enough to say which one is wanted. */
package org.nnlang;
