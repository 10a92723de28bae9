package dev.stele.explore;

import org.jspecify.annotations.Nullable;

/**
 * Stands for the static methods of {@link java.lang.invoke.VarHandle}: the fences. They order the
 * opaque accesses around them, as in C11. Their place among steps of other tasks does not matter.
 */
final class VarHandleModel {

  private VarHandleModel() {}

  static void fullFence(Site site) {
    acquire(fence("fullFence", site));
    release(Execution.current().running());
  }

  static void acquireFence(Site site) {
    acquire(fence("acquireFence", site));
  }

  static void releaseFence(Site site) {
    release(fence("releaseFence", site));
  }

  private static Task fence(String verb, Site site) {
    Execution execution = Execution.current();
    execution.visible(Op.alone(verb, site));
    return execution.running();
  }

  private static void acquire(Task task) {
    @Nullable VectorClock unacquired = task.unacquired;
    task.acquire(unacquired);
    task.unacquired = null;
  }

  private static void release(Task task) {
    task.fenced = task.release();
  }
}
