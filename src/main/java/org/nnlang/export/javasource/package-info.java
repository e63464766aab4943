// SPDX-License-Identifier: Apache-2.0
/**
 * Nets as one file of Java that needs nothing else. {@link
 * org.nnlang.export.javasource.JavaExporter} is the way in; {@code JavaWriter} writes a call for
 * each node, {@code Loops} the methods of what goes over elements, and the methods of all other ops
 * stand in the resource {@code Helpers.txt}, of which a file gets those that it calls.
 */
@NullMarked
package org.nnlang.export.javasource;

import org.jspecify.annotations.NullMarked;
