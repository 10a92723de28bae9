package dev.stele.index;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * How many bytes the calling thread has allocated. Asks the JVM's own bean by name, since this room
 * does not read the modules of management.
 */
final class Allocation {

  private static final MethodHandle COUNTER = counter();

  private Allocation() {}

  private static MethodHandle counter() {
    try {
      Object bean =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      return MethodHandles.publicLookup()
          .unreflect(
              Class.forName("com.sun.management.ThreadMXBean")
                  .getMethod("getCurrentThreadAllocatedBytes"))
          .bindTo(bean);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("every JDK of HotSpot counts allocated bytes", e);
    }
  }

  /** Bytes since the thread began, those that were freed again included. */
  static long bytes() {
    try {
      return (long) COUNTER.invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("the count of allocated bytes must be readable", e);
    }
  }
}
