package dev.stele.explore;

import java.lang.invoke.VarHandle;

/**
 * What an operation does to a variable, and how it is ordered.
 *
 * @param verb what reports call it: {@code getAcquire}
 * @param read the mode in which it reads; that of a failed comparison too
 * @param write the mode in which it writes
 */
record Access(String verb, Kind kind, Mode read, Mode write) {

  static final Access VOLATILE_READ = new Access("read", Kind.READ, Mode.VOLATILE, Mode.PLAIN);
  static final Access VOLATILE_WRITE = new Access("write", Kind.WRITE, Mode.PLAIN, Mode.VOLATILE);

  /** What it does. */
  enum Kind {
    READ,
    WRITE,
    /** Reads and writes as one step. */
    UPDATE,
    /** Does so if it reads what it expects; tells whether it did. */
    COMPARE_AND_SET,
    /** Does so if it reads what it expects; tells what it read. */
    COMPARE_AND_EXCHANGE;

    boolean isComparing() {
      return this == COMPARE_AND_SET || this == COMPARE_AND_EXCHANGE;
    }
  }

  static Access of(VarHandle.AccessMode mode) {
    return of(mode.methodName());
  }

  /** Returns the access that a method of VarHandle, by its name, is. */
  static Access of(String name) {
    Mode suffix =
        name.endsWith("Acquire")
            ? Mode.ACQUIRE
            : name.endsWith("Release")
                ? Mode.RELEASE
                : name.endsWith("Opaque")
                    ? Mode.OPAQUE
                    : name.endsWith("Plain") ? Mode.PLAIN : Mode.VOLATILE;
    Mode read = suffix == Mode.RELEASE ? Mode.PLAIN : suffix;
    Mode write = suffix == Mode.ACQUIRE ? Mode.PLAIN : suffix;
    if (name.startsWith("compareAndExchange")) {
      return new Access(name, Kind.COMPARE_AND_EXCHANGE, read, write);
    }
    if (name.startsWith("compareAndSet") || name.startsWith("weakCompareAndSet")) {
      return new Access(name, Kind.COMPARE_AND_SET, read, write);
    }
    if (name.startsWith("getAnd")) {
      return new Access(name, Kind.UPDATE, read, write);
    }
    if (name.startsWith("get")) {
      return new Access(name, Kind.READ, name.equals("get") ? Mode.PLAIN : read, Mode.PLAIN);
    }
    if (name.startsWith("set")) {
      return new Access(name, Kind.WRITE, Mode.PLAIN, name.equals("set") ? Mode.PLAIN : write);
    }
    throw new IllegalArgumentException("access must be one of a VarHandle, got: " + name);
  }

  Access named(String other) {
    return new Access(other, kind, read, write);
  }
}
