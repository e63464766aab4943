// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import java.util.OptionalDouble;

/**
 * A step of a training, as it is told to the program.
 *
 * @param step how many steps are done, from 1
 * @param steps how many there will be
 * @param loss of the batch
 * @param lr the learning rate
 * @param epoch how often all data has been seen
 * @param validation the last loss of the data to validate with; empty where there is none yet
 */
public record NnStep(
    long step, long steps, double loss, double lr, double epoch, OptionalDouble validation) {}
