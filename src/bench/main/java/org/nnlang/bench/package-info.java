// SPDX-License-Identifier: Apache-2.0
/** Measurements of nn-core by JMH. Nothing depends on this module and it is never published. */
package org.nnlang.bench;
