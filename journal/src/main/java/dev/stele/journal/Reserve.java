package dev.stele.journal;

import dev.stele.ground.Access;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;

/**
 * Room that is kept, so that a journal on a full disk can still be closed. One preparation step of
 * zeros in a file of its own.
 */
final class Reserve {

  private final Layout layout;

  Reserve(Layout layout) {
    this.layout = layout;
  }

  /** Sets the room aside where it is not. A disk without so much room does without. */
  void keep(int sizeBytes) {
    if (isKept(sizeBytes)) {
      return;
    }
    release(); // Another size, or a crash came while it was written.
    try (DiskFile file = layout.disk().create(layout.reserve())) {
      file.write(0, ByteBuffer.allocate(sizeBytes));
      file.sync();
    } catch (DiskException.NoSpace _) {
      release();
    }
  }

  private boolean isKept(int sizeBytes) {
    if (layout.disk().find(layout.reserve()).isEmpty()) {
      return false;
    }
    try (DiskFile file = layout.disk().open(layout.reserve(), Access.READ)) {
      if (file.size() != sizeBytes) {
        return false;
      }
      ByteBuffer found = ByteBuffer.allocate(sizeBytes);
      file.readFully(0, found);
      return found.flip().mismatch(ByteBuffer.allocate(sizeBytes)) < 0;
    }
  }

  /** Gives the room back to whoever needs it now. */
  void release() {
    if (layout.disk().find(layout.reserve()).isPresent()) {
      layout.disk().remove(layout.reserve());
    }
  }

  /**
   * Does something that takes room; does it again with the reserve if there is too little.
   *
   * @throws DiskException.NoSpace if that was too little too
   */
  void withRoom(Runnable work) {
    try {
      work.run();
    } catch (DiskException.NoSpace _) {
      release();
      work.run();
    }
  }
}
