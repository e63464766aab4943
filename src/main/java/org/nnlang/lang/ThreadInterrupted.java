// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * Ends what runs because somebody called {@link Thread#interrupt}, as {@code Future.cancel(true)}
 * does. The thread's mark stays set, as that of every thread that cannot answer with {@link
 * InterruptedException}.
 */
@ExportLibrary(InteropLibrary.class)
final class ThreadInterrupted extends AbstractTruffleException {
  ThreadInterrupted() {
    super("interrupted");
  }

  @ExportMessage
  ExceptionType getExceptionType() {
    return ExceptionType.INTERRUPT;
  }
}
