package dev.stele.trial;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A small log of numbers in slots of a value and its checksum, and the mistakes one can make. */
final class Slots implements AutoCloseable {

  /** What is done wrong. */
  enum Mistake {
    NO_SYNC,
    NO_DIRECTORY_SYNC,
    NO_CHECKSUM,
    SYNC_TWICE,
    TRUST_WHAT_IS_VISIBLE,
    FORGET_TO_CLOSE,
    REWRITE_IN_PLACE,
    TAKE_AN_ERROR_FOR_A_TORN_TAIL
  }

  private static final Path FILE = Path.of("/slots");
  private static final Path COPY = Path.of("/slots.copy");
  private static final int SLOT_BYTES = 8;

  private DiskFile file;
  private final Set<Mistake> mistakes;
  private final List<Integer> values = new ArrayList<>();
  private boolean poisoned;

  private Slots(DiskFile file, Set<Mistake> mistakes) {
    this.file = file;
    this.mistakes = mistakes;
  }

  static Slots open(Disk disk, Set<Mistake> mistakes) {
    boolean isThere = disk.find(FILE).isPresent();
    DiskFile file = isThere ? disk.open(FILE, Access.READ_WRITE) : disk.create(FILE);
    Slots slots = new Slots(file, mistakes);
    boolean opened = false;
    try {
      slots.recover(disk);
      if (!mistakes.contains(Mistake.NO_DIRECTORY_SYNC)) {
        disk.syncDirectory(Path.of("/"));
      }
      opened = true;
      return slots;
    } finally {
      if (!opened && !mistakes.contains(Mistake.FORGET_TO_CLOSE)) {
        slots.close();
      }
    }
  }

  /**
   * Reads what is there, and makes it last before anybody is told of it: an append whose sync
   * failed can be visible without being durable.
   *
   * <p>The first version wrote the last slot again in place and synced it. The hunt found what is
   * wrong with that: a crash may tear the second write and take a slot that had been durable.
   */
  private void recover(Disk disk) {
    long sizeBytes = file.size();
    for (long at = 0; at + SLOT_BYTES <= sizeBytes; at += SLOT_BYTES) {
      ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
      try {
        file.readFully(at, slot);
      } catch (DiskException e) {
        boolean isLast = at + SLOT_BYTES == sizeBytes;
        if (!isLast || !mistakes.contains(Mistake.TAKE_AN_ERROR_FOR_A_TORN_TAIL)) {
          throw e;
        }
        break;
      }
      Integer value = valueOrNull(slot.flip());
      if (value == null) {
        break;
      }
      values.add(value);
    }
    if (values.isEmpty() || mistakes.contains(Mistake.TRUST_WHAT_IS_VISIBLE)) {
      return;
    }
    if (mistakes.contains(Mistake.REWRITE_IN_PLACE)) {
      int last = values.size() - 1;
      file.write(last * (long) SLOT_BYTES, slot(values.get(last)));
      file.sync();
    } else {
      copy(disk);
    }
  }

  private void copy(Disk disk) {
    if (disk.find(COPY).isPresent()) {
      disk.remove(COPY);
    }
    DiskFile copy = disk.create(COPY);
    DiskFile original = file;
    file = copy;
    original.close();
    for (int i = 0; i < values.size(); i++) {
      copy.write(i * (long) SLOT_BYTES, slot(values.get(i)));
    }
    copy.sync();
    disk.rename(COPY, FILE);
  }

  private @Nullable Integer valueOrNull(ByteBuffer slot) {
    int value = slot.getInt();
    boolean isValid = slot.getInt() == checksum(value) || mistakes.contains(Mistake.NO_CHECKSUM);
    return isValid ? value : null;
  }

  List<Integer> values() {
    return List.copyOf(values);
  }

  void append(int value) {
    if (poisoned) {
      throw new IllegalStateException("an earlier append failed");
    }
    poisoned = true;
    file.write(values.size() * (long) SLOT_BYTES, slot(value));
    if (!mistakes.contains(Mistake.NO_SYNC)) {
      sync();
    }
    poisoned = false;
    values.add(value);
  }

  private void sync() {
    try {
      file.sync();
    } catch (DiskException e) {
      if (!mistakes.contains(Mistake.SYNC_TWICE)) {
        throw e;
      }
      file.sync();
    }
  }

  private static ByteBuffer slot(int value) {
    return ByteBuffer.allocate(SLOT_BYTES).putInt(value).putInt(checksum(value)).flip();
  }

  private static int checksum(int value) {
    CRC32C checksum = new CRC32C();
    checksum.update(ByteBuffer.allocate(4).putInt(value).flip());
    return (int) checksum.getValue();
  }

  @Override
  public void close() {
    file.close();
  }
}
