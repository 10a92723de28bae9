package dev.stele.trial;

import dev.stele.ground.DiskOperation;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What goes wrong with one disk operation. */
public enum Effect {
  /** It fails with an I/O error and changes nothing; a handle is closed all the same. */
  ERROR(EnumSet.complementOf(EnumSet.of(DiskOperation.UNMAP))),

  /** It fails with an I/O error, though it did what it was asked to. */
  ERROR_AFTER(
      EnumSet.of(
          DiskOperation.CREATE,
          DiskOperation.RENAME,
          DiskOperation.REMOVE,
          DiskOperation.CREATE_DIRECTORY,
          DiskOperation.SYNC_DIRECTORY,
          DiskOperation.WRITE,
          DiskOperation.TRUNCATE,
          DiskOperation.SYNC)),

  /** The volume is full; nothing is changed. */
  NO_SPACE(
      EnumSet.of(
          DiskOperation.CREATE,
          DiskOperation.RENAME,
          DiskOperation.CREATE_DIRECTORY,
          DiskOperation.WRITE,
          DiskOperation.TRUNCATE,
          DiskOperation.LOCK)),

  /** The volume fills up in the middle of a write: its first half is there, the rest is not. */
  NO_SPACE_HALFWAY(EnumSet.of(DiskOperation.WRITE)),

  /**
   * A read returns fewer bytes than it could (the first half, at least one); a write fails with an
   * I/O error after its first half.
   */
  SHORT(EnumSet.of(DiskOperation.READ, DiskOperation.WRITE)),

  /** A rename fails with an I/O error and leaves the file under both names. */
  BOTH_NAMES(EnumSet.of(DiskOperation.RENAME)),

  /**
   * A sync of a file fails with an I/O error and the system forgets the unsynced pages: reads go on
   * showing them, a later sync succeeds without them, a crash loses them. Linux does this.
   */
  FORGET(EnumSet.of(DiskOperation.SYNC)),

  /** A sync reports success and makes nothing durable. No honest device does this. */
  LIE(EnumSet.of(DiskOperation.SYNC, DiskOperation.SYNC_DIRECTORY)),

  /** It waits until {@link SimDisk#release} and then does what it was asked to. */
  BLOCK(EnumSet.allOf(DiskOperation.class));

  @SuppressWarnings("ImmutableEnumChecker") // Never changed; an EnumSet has no immutable type.
  private final Set<DiskOperation> operations;

  Effect(Set<DiskOperation> operations) {
    this.operations = operations;
  }

  /** Tells whether this can happen to an operation. */
  public boolean appliesTo(DiskOperation operation) {
    return operations.contains(operation);
  }

  /** Returns the name used in plans, such as {@code no-space}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
