package dev.stele.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in order when the program is told to (Ctrl-C, SIGTERM): it hears of it, is
 * interrupted in its waits, and has some seconds to finish. The exit status is then that of the
 * signal, 130 or 143.
 */
final class Interruption implements AutoCloseable {

  private static final Duration FINISH = Duration.ofSeconds(20);

  private final Thread command = Thread.currentThread();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt);
  private final PrintWriter out;
  private final boolean endsWaits;
  private volatile boolean isTold;

  private Interruption(PrintWriter out, boolean endsWaits) {
    this.out = out;
    this.endsWaits = endsWaits;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** For a command that asks between its steps. */
  static Interruption betweenSteps(PrintWriter out) {
    return new Interruption(out, false);
  }

  /** For a command that waits. */
  static Interruption inWaits(PrintWriter out) {
    return new Interruption(out, true);
  }

  private void interrupt() {
    isTold = true;
    if (endsWaits) {
      command.interrupt();
    }
    try {
      if (!finished.await(FINISH.toSeconds(), TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(128 + 2);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells whether the command is to end. */
  boolean isTold() {
    return isTold;
  }

  @Override
  public void close() {
    out.flush();
    finished.countDown();
    if (!isTold) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        // It has begun this moment, and is not held up any more.
      }
    }
  }
}
