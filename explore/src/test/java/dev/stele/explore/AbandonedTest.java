package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** When an execution ends, what its tasks have not done yet stays undone. */
class AbandonedTest {

  static final class Door {
    private boolean isOpen;

    synchronized void await() {
      while (!isOpen) {
        try {
          wait();
        } catch (Throwable e) {
          System.out.println("caught"); // Nothing that is woven would run any more.
          return;
        } finally {
          System.out.println("finally");
        }
      }
    }

    @SuppressWarnings("WaitNotInLoop") // It is to wait once.
    synchronized void awaitWithoutMore() {
      try {
        wait();
      } catch (InterruptedException | Error e) {
        System.out.println("caught");
      }
    }

    @SuppressWarnings("WaitNotInLoop") // It is to wait once.
    synchronized void awaitOnce() {
      try {
        synchronized (new Object()) {
          wait();
        }
      } catch (InterruptedException | Error e) {
        System.out.println("caught");
      }
    }
  }

  @Test
  void handlersOfAbandonedTasksDoNotRun() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Exploration.Result result;
    try (BackEnd threads = BackEnds.OnThreads.platform();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      WovenModel woven =
          WovenModel.of(() -> {
            Door door = new Door();
            new Thread(door::await).start();
            new Thread(door::awaitOnce).start();
            new Thread(door::awaitWithoutMore).start();
          });
      result =
          new Exploration(woven.body(), threads, new Execution.Limits(1000, 2, false))
              .explore(new ReducedSearch(), 100);
    } finally {
      System.setOut(before);
    }
    assertThat(result.failure().orElseThrow().finding().kind())
        .isIn(ExploreError.Kind.STUCK, ExploreError.Kind.LOST_WAKE_UP);
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
