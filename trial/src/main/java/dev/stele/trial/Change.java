package dev.stele.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change that is visible and not yet durable. */
sealed interface Change {

  /** The number of the operation that made it. */
  long operation();

  /** Tells whether this change can only have landed if an earlier one has. */
  boolean needs(Change earlier);

  /** A name in a directory stands for something else, or for nothing. */
  record Edit(SimNode.Directory directory, String name, @Nullable SimNode node) {
    boolean isSameSlot(Edit other) {
      return directory == other.directory && name.equals(other.name);
    }
  }

  /**
   * One or two names changed, both or neither: a journalling file system commits a rename as one.
   * Changes of one name land in order, others in any.
   */
  record Names(long operation, List<Edit> edits) implements Change {
    @Override
    public boolean needs(Change earlier) {
      return earlier instanceof Names names
          && edits.stream().anyMatch(edit -> names.edits.stream().anyMatch(edit::isSameSlot));
    }
  }

  /** Bytes were written. Lands in any order, but not before the file was cut. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and never changed.
  record Write(long operation, SimNode.File file, long position, byte[] bytes) implements Change {
    @Override
    public boolean needs(Change earlier) {
      return earlier instanceof Resize resize && resize.file == file;
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

  /** The file was cut or extended. Changes of size land in order. */
  record Resize(long operation, SimNode.File file, long sizeBytes) implements Change {
    @Override
    public boolean needs(Change earlier) {
      return earlier instanceof Resize resize && resize.file == file;
    }
  }
}
