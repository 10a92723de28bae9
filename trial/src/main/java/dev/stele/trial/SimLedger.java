package dev.stele.trial;

import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one door to a simulated volume: takes operations one at a time, numbers them, lets happen
 * what the life of the disk says, and knows what is open.
 */
final class SimLedger {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All below are guarded by `lock`.
  private final Life life;
  private final List<SimStep> steps = new ArrayList<>();
  private final Set<Fault> happened = new HashSet<>();
  private final Set<SimHandle> open = new LinkedHashSet<>();
  private @Nullable SimStep blocked;
  private boolean released;
  private boolean crashed;

  SimLedger(Life life) {
    this.life = life;
  }

  /** One operation while it is carried out, and what happens to it. */
  record Turn(SimStep step, @Nullable Effect effect, boolean isLast) {
    long number() {
      return step.number();
    }

    DiskOperation operation() {
      return step.operation();
    }

    boolean isNoSpaceHalfway() {
      return effect == Effect.NO_SPACE_HALFWAY;
    }

    DiskException failure(String reason) {
      return new DiskException.Failed(
          step.operation(), step.path(), "simulated at #" + step.number() + ", " + reason);
    }
  }

  /** Carries one operation out, or lets it fail. */
  <T> T perform(DiskOperation operation, Path path, String detail, Function<Turn, T> body) {
    lock.lock();
    try {
      Turn turn = begin(operation, path, detail);
      T result;
      try {
        result = body.apply(turn);
      } finally {
        if (turn.isLast()) {
          crashed = true;
          changed.signalAll();
        }
      }
      if (crashed || turn.effect() == Effect.ERROR_AFTER) {
        if (result instanceof SimHandle handle) {
          open.remove(handle); // Nobody will get it.
        }
        throw crashed ? powerLost(turn.step()) : turn.failure("after it was done");
      }
      return result;
    } finally {
      lock.unlock();
    }
  }

  private Turn begin(DiskOperation operation, Path path, String detail) {
    SimStep step = new SimStep(steps.size() + 1L, operation, path, detail);
    if (crashed) {
      throw powerLost(step);
    }
    steps.add(step);
    boolean isLast = life.crash().filter(end -> end.operation() == step.number()).isPresent();
    // A lasting fault does not keep the power from going.
    Effect effect = isLast ? null : effectOn(step).orElse(null);
    Turn turn = new Turn(step, effect, isLast);
    if (effect == Effect.BLOCK) {
      block(step);
    } else if (effect == Effect.ERROR) {
      throw turn.failure("nothing was done");
    } else if (effect == Effect.NO_SPACE) {
      throw new DiskException.NoSpace(operation, path);
    }
    return turn;
  }

  private Optional<Effect> effectOn(SimStep step) {
    for (Fault fault : life.faults()) {
      boolean isNow =
          fault.operation() == step.number()
              || (fault.duration() == Fault.Duration.LASTING
                  && fault.operation() < step.number()
                  && happened.contains(fault));
      if (isNow && fault.effect().appliesTo(step.operation())) {
        happened.add(fault);
        return Optional.of(fault.effect());
      }
    }
    return Optional.empty();
  }

  private void block(SimStep step) {
    if (released) {
      return;
    }
    blocked = step;
    changed.signalAll();
    while (!released && !crashed) {
      changed.awaitUninterruptibly();
    }
    blocked = null;
    if (crashed) {
      throw powerLost(step);
    }
  }

  private static DiskException powerLost(SimStep step) {
    return new DiskException.Failed(step.operation(), step.path(), "power was lost");
  }

  SimStep awaitBlocked() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      SimStep held = blocked;
      while (held == null) {
        if (released || crashed) {
          throw new IllegalStateException(
              "nothing can block any more on a disk that was "
                  + (crashed ? "crashed" : "released"));
        }
        changed.await();
        held = blocked;
      }
      return held;
    } finally {
      lock.unlock();
    }
  }

  void release() {
    locked(() -> {
      released = true;
      changed.signalAll();
      return released;
    });
  }

  void crash() {
    locked(() -> {
      crashed = true;
      changed.signalAll();
      return crashed;
    });
  }

  boolean hasCrashed() {
    return locked(() -> crashed);
  }

  List<SimStep> steps() {
    return locked(() -> List.copyOf(steps));
  }

  Life life() {
    return life;
  }

  List<Fault> happened() {
    return locked(() -> life.faults().stream().filter(happened::contains).toList());
  }

  boolean isPlanReached() {
    return locked(() ->
        happened.containsAll(life.faults())
            && life.crash().map(end -> end.operation() <= steps.size()).orElse(true));
  }

  // Handles.

  void opened(SimHandle handle) {
    locked(() -> open.add(handle));
  }

  /** Forgets a handle; false if it was closed before. */
  boolean closed(SimHandle handle) {
    return locked(() -> open.remove(handle));
  }

  boolean isOpen(SimHandle handle) {
    return locked(() -> open.contains(handle));
  }

  boolean isLocked(SimNode.File node) {
    return locked(() ->
        open.stream().anyMatch(handle -> handle instanceof SimLock held && held.node == node));
  }

  boolean hasOpenFile(SimNode.File node) {
    return locked(() ->
        open.stream().anyMatch(handle -> handle instanceof SimFile file && file.node() == node));
  }

  List<OpenHandle> openHandles() {
    return locked(() -> open.stream().map(SimHandle::description).toList());
  }

  <T> T locked(Supplier<T> body) {
    lock.lock();
    try {
      return body.get();
    } finally {
      lock.unlock();
    }
  }
}
