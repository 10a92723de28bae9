package dev.stele.explore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The three back ends. */
final class BackEnds {

  private BackEnds() {}

  /** Runs tasks as continuations of the thread that explores. */
  static final class OnContinuations extends BackEnd {

    private final JdkInternals.Continuations continuations;

    OnContinuations(JdkInternals.Continuations continuations) {
      this.continuations = continuations;
    }

    @Override
    Coroutine make(Runnable body) {
      Object continuation = continuations.make(body);
      return new Coroutine() {
        @Override
        public void resume() {
          continuations.run(continuation);
        }

        @Override
        public void pause() {
          if (!continuations.pause()) {
            throw new IllegalStateException("a native frame below: the task cannot pause");
          }
        }

        @Override
        public void abandon() {
          // Nothing refers to it any more: it is garbage, with its stack.
        }
      };
    }

    @Override
    String description() {
      return "continuations";
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  /**
   * Runs each task on a thread that hands over to the exploring thread and back. Threads are kept
   * for the next execution.
   */
  static final class OnThreads extends BackEnd {

    /** Makes a thread that is not started. */
    @FunctionalInterface
    interface Threads {
      Thread unstarted(Runnable body);
    }

    /** What a worker is given to do at last. */
    private static final Runnable END =
        new Runnable() {
          @Override
          public void run() {
            // The worker ends in its place.
          }
        };

    private final String description;
    private final Threads threads;
    private final Runnable turn;
    private final Thread explorer = Thread.currentThread();
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final Deque<Worker> all = new ArrayDeque<>();

    /**
     * Makes one for the thread that calls this, which explores.
     *
     * @param turn what the explorer does to let a woken thread run, where it has to
     */
    OnThreads(String description, Threads threads, Runnable turn) {
      this.description = description;
      this.threads = threads;
      this.turn = turn;
    }

    static OnThreads platform() {
      return new OnThreads(
          "platform threads",
          body -> Thread.ofPlatform().daemon().name("stele-explore").unstarted(body),
          () -> {});
    }

    /** Virtual threads whose scheduler is the thread that explores. */
    static OnThreads virtual(JdkInternals.Schedulers schedulers) {
      Deque<Runnable> ready = new ArrayDeque<>();
      return new OnThreads(
          "virtual threads",
          body -> schedulers.thread(ready::add, body),
          () -> {
            for (Runnable next = ready.poll(); next != null; next = ready.poll()) {
              next.run();
            }
          });
    }

    @Override
    Coroutine make(Runnable body) {
      return new Handed(body);
    }

    @Override
    String description() {
      return description;
    }

    @Override
    public void close() {
      for (Worker worker : all) {
        worker.give(END);
        turn.run();
      }
    }

    private void awaitTurn(Worker worker) {
      turn.run();
      while (!worker.isBack) {
        LockSupport.park(this);
        turn.run();
      }
    }

    /** A thread that runs one task after the other. */
    private final class Worker implements Runnable {
      private final Thread thread = threads.unstarted(this);
      private volatile @Nullable Runnable job;
      private volatile boolean isBack;

      private void give(Runnable next) {
        job = next;
        if (thread.getState() == Thread.State.NEW) {
          thread.start();
        } else {
          LockSupport.unpark(thread);
        }
      }

      private void back() {
        isBack = true;
        LockSupport.unpark(explorer);
      }

      @Override
      public void run() {
        while (true) {
          Runnable next = job;
          if (next == null) {
            LockSupport.park(this);
            continue;
          }
          if (next.equals(END)) {
            return;
          }
          next.run();
          job = null;
          back();
        }
      }
    }

    /** A task on a worker. */
    private final class Handed implements Coroutine {
      private final Runnable body;
      private @Nullable Worker worker;
      private volatile boolean mayGo;
      private volatile boolean isAbandoned;
      private boolean isEnded;

      Handed(Runnable body) {
        this.body = body;
      }

      @Override
      public void resume() {
        Worker own = worker;
        if (own == null) {
          Worker kept = idle.poll();
          own = kept == null ? new Worker() : kept;
          if (kept == null) {
            all.add(own);
          }
          worker = own;
          own.isBack = false;
          own.give(this::runBody);
        } else {
          own.isBack = false;
          mayGo = true;
          LockSupport.unpark(own.thread);
        }
        awaitTurn(own);
        if (isEnded) {
          idle.push(own);
        }
      }

      private void runBody() {
        try {
          body.run();
        } catch (Abandoned _) {
          // As it is meant to end then.
        } finally {
          isEnded = true;
        }
      }

      @Override
      public void pause() {
        Worker own = java.util.Objects.requireNonNull(worker);
        mayGo = false;
        own.back();
        while (!mayGo) {
          LockSupport.park(this);
        }
        if (isAbandoned) {
          throw new Abandoned();
        }
      }

      @Override
      public void abandon() {
        if (worker != null && !isEnded) {
          isAbandoned = true;
          resume();
        }
      }
    }
  }
}
