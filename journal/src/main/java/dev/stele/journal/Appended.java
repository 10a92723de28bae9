package dev.stele.journal;

import java.util.List;

/** What became of a batch. A failure is an exception. */
public sealed interface Appended {

  /**
   * The batch is in the journal, as durable as was asked.
   *
   * @param first the position of its first entry; the others follow without holes
   * @param entryCount how many entries it has; 0 if a {@link BatchSource} made none, and then what
   *     else is said of it means nothing
   * @param epoch the opening of the journal that it was written in, 1 or more
   * @param leaves the hashes of the leaves of its entries in the Merkle tree, in order
   */
  record Done(Position first, int entryCount, long epoch, List<Digest> leaves) implements Appended {

    /** Copies the list. */
    public Done {
      leaves = List.copyOf(leaves);
    }

    Done with(List<Digest> hashed) {
      return new Done(first, entryCount, epoch, hashed);
    }
  }

  /**
   * The batch is over a limit; nothing was written.
   *
   * @param frameBytes how many bytes it would take
   * @param frameBytesMax how many it may
   */
  record TooLarge(long frameBytes, long frameBytesMax) implements Appended {}

  /** The volume is full; nothing was written, and the journal goes on. */
  record NoRoom() implements Appended {}

  /**
   * Returns what was done, for callers who do not expect a refusal.
   *
   * @throws IllegalStateException if it was refused
   */
  default Done orThrow() {
    return switch (this) {
      case Done done -> done;
      case TooLarge _, NoRoom _ -> throw new IllegalStateException("append was refused: " + this);
    };
  }
}
