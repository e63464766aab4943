// SPDX-License-Identifier: Apache-2.0
/** Modules beside nn-core that are fetched when a script first asks for them. */
package org.nnlang.modules;
