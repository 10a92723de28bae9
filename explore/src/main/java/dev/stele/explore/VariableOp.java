package dev.stele.explore;

/** An access to a variable that is a choice point. */
final class VariableOp extends Op {

  final Access access;

  /**
   * Set once it is known that it compared, and did not write. It was published as a write all the
   * same, since nobody could know before.
   */
  boolean isFailed;

  VariableOp(Access access, Site site, Cell cell) {
    super(access.verb(), site, access.kind() == Access.Kind.READ ? 0 : 1, cell);
    this.access = access;
  }

  @Override
  boolean isAlwaysEnabled() {
    return true;
  }

  /** Tells whether whoever acquires the variable behind it knows what its task knew. */
  boolean isReleasing() {
    return access.kind() != Access.Kind.READ && !isFailed && access.write().isReleasing();
  }

  boolean isAcquiring() {
    return access.kind() != Access.Kind.WRITE && access.read().isAcquiring();
  }
}
