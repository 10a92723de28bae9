package dev.stele.explore;

/** How strongly an access to a variable is ordered: the modes of VarHandles. */
enum Mode {
  /** An access that must not meet another one: no choice point, and checked for data races. */
  PLAIN,
  /** One that may meet others, and orders nothing but by fences. */
  OPAQUE,
  /** A read behind which the reader knows what was released with the value. */
  ACQUIRE,
  /** A write that gives on what the writer knows. */
  RELEASE,
  /** Both, and what volatile fields do: a read knows all volatile writes before it. */
  VOLATILE;

  boolean isAcquiring() {
    return this == ACQUIRE || this == VOLATILE;
  }

  boolean isReleasing() {
    return this == RELEASE || this == VOLATILE;
  }
}
