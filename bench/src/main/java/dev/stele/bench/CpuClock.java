package dev.stele.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * The CPU time of the whole process. The JDK tells it in steps of 10 ms, which a round of some
 * milliseconds does not see; Linux is therefore asked itself, and the JDK elsewhere.
 */
final class CpuClock {

  private static final int CLOCK_PROCESS_CPUTIME_ID = 2;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final MemorySegment TIME = Arena.global().allocate(ValueLayout.JAVA_LONG, 2);
  private static final Optional<MethodHandle> CLOCK = clock();

  private CpuClock() {}

  @SuppressWarnings("restricted") // It only fills the two numbers it is given.
  private static Optional<MethodHandle> clock() {
    if (!System.getProperty("os.name").equals("Linux") || ValueLayout.ADDRESS.byteSize() != 8) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("clock_gettime")
        .map(function ->
            linker.downcallHandle(
                function,
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS)));
  }

  /** Returns the CPU time of this process so far. */
  static synchronized long nanos() {
    if (CLOCK.isEmpty()) {
      return SYSTEM.getProcessCpuTime();
    }
    try {
      int failure = (int) CLOCK.orElseThrow().invokeExact(CLOCK_PROCESS_CPUTIME_ID, TIME);
      if (failure != 0) {
        throw new IllegalStateException("expected the CPU time of the process, found none");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return TIME.getAtIndex(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L
        + TIME.getAtIndex(ValueLayout.JAVA_LONG, 1);
  }
}
