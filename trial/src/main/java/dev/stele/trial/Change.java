package dev.stele.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change that is visible and not yet durable. */
sealed interface Change {

  /** The number of the operation that made it. */
  long operation();

  /** Tells whether this change can only have landed if an earlier one has. */
  boolean needs(Change earlier);

  /**
   * A name in a directory stands for something else than before, or for nothing.
   *
   * @param before what it stood for
   * @param node what it stands for now
   */
  record Edit(
      SimNode.Directory directory, String name, @Nullable SimNode before, @Nullable SimNode node) {

    boolean isSameSlot(Edit other) {
      return directory == other.directory && name.equals(other.name);
    }

    /** Tells whether this can only have landed after another one. */
    boolean needs(Edit earlier) {
      boolean isInDirectoryThatCame = directory == earlier.node;
      boolean removesDirectoryThatWasEmptied = node == null && before == earlier.directory;
      return isSameSlot(earlier) || isInDirectoryThatCame || removesDirectoryThatWasEmptied;
    }
  }

  /**
   * One or two names changed, both or neither: a journalling file system commits a rename as one.
   *
   * <p>Changes of one name land in order; a change inside a directory lands after the directory
   * came to where it is; the removal of a directory lands after what emptied it. Others land in any
   * order. So nothing that was durable and is not removed is ever under no name.
   */
  record Names(long operation, List<Edit> edits) implements Change {
    @Override
    public boolean needs(Change earlier) {
      return earlier instanceof Names names
          && edits.stream().anyMatch(edit -> names.edits.stream().anyMatch(edit::needs));
    }
  }

  /**
   * Bytes were written. Lands in any order, but not before the file was cut.
   *
   * @param forgotten a sync of it failed: no later sync makes it durable, though it may have landed
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and never changed.
  record Write(long operation, SimNode.File file, long position, byte[] bytes, boolean forgotten)
      implements Change {

    @Override
    public boolean needs(Change earlier) {
      return earlier instanceof Resize resize && resize.file == file;
    }

    boolean overlaps(Write other) {
      return file == other.file
          && position < other.position + other.bytes.length
          && other.position < position + bytes.length;
    }

    void applyTo(Pages content, @Nullable Tear tear) {
      if (tear == null) {
        content.write(position, bytes, 0, bytes.length);
        return;
      }
      if (tear.fill() != Tear.Fill.OLD) {
        byte[] rest = new byte[bytes.length];
        if (tear.fill() == Tear.Fill.GARBAGE) {
          for (int i = 0; i < rest.length; i++) {
            rest[i] = garbage(i);
          }
        }
        content.write(position, rest, 0, rest.length);
      }
      content.write(position + tear.from(), bytes, tear.from(), tear.to() - tear.from());
    }

    /** A byte that differs from the written one, and is the same in each replay. */
    private byte garbage(int index) {
      long mixed = SimEntropy.mix(operation * 31 + index);
      return (byte) (bytes[index] ^ (1 + Math.floorMod(mixed, 255)));
    }
  }

  /**
   * The file was cut or extended. Changes of size land in order.
   *
   * @param forgotten as for a write
   */
  record Resize(long operation, SimNode.File file, long sizeBytes, boolean forgotten)
      implements Change {
    @Override
    public boolean needs(Change earlier) {
      return earlier instanceof Resize resize && resize.file == file;
    }
  }
}
