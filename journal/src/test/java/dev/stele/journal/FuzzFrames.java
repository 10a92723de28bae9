package dev.stele.journal;

import dev.stele.ground.DiskFile;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/** Frames of a segment, written as docs/format.md has them and not as the journal does. */
final class FuzzFrames {

  private static final Path FILE = Path.of("/frames");
  private static final long SALT = 0x5A17;
  private static final long SEED = 0x11EA6E;
  private static final long FIRST_POSITION = 7;

  private static final int HEADER = 64;
  private static final int ENTRY = 24;

  private FuzzFrames() {}

  /** One to three frames of one to five entries. */
  static byte[] valid(SimEntropy chance) {
    ByteBuffer frames = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    long position = FIRST_POSITION;
    for (int more = 1 + chance.below(3); more > 0; more--) {
      int at = frames.position();
      int count = 1 + chance.below(5);
      frames.position(at + HEADER);
      for (int i = 0; i < count; i++) {
        putEntry(frames, chance);
      }
      frames
          .putInt(at, 0x4D465453)
          .putShort(at + 4, (short) 1)
          .putInt(at + 8, frames.position() - at)
          .putInt(at + 12, count)
          .putLong(at + 16, position)
          .putLong(at + 24, 1)
          .putLong(at + 32, position);
      position += count;
    }
    byte[] bytes = Arrays.copyOf(frames.array(), frames.position());
    sealAll(bytes);
    return bytes;
  }

  private static void putEntry(ByteBuffer frames, SimEntropy chance) {
    int form = 1 + chance.below(3);
    int header = form == 3 ? 0 : chance.below(20);
    int stored = form == 1 ? 16 + chance.below(40) : 32;
    int at = frames.position();
    int length = (ENTRY + header + stored + 7) & ~7;
    frames
        .putInt(at + 4, length)
        .put(at + 8, (byte) form)
        .put(at + 9, (byte) chance.below(3))
        .putInt(at + 16, header)
        .putInt(at + 20, stored)
        .position(at + length);
  }

  /** Where numbers stand in the first frame, and in the last. */
  static int[] numbers(byte[] bytes) {
    ByteBuffer frames = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int last = 0;
    while (last + frames.getInt(last + 8) < bytes.length) {
      last += frames.getInt(last + 8);
    }
    int second = last;
    int[] header = {4, 6, 8, 8, 8, 12, 12, 12, 16, 24, 32, 40, 44, 48, 52};
    int[] entry = {0, 4, 4, 8, 9, 10, 12, 16, 16, 20, 20, 24};
    return IntStream.concat(
            IntStream.concat(
                Arrays.stream(header), Arrays.stream(entry).map(place -> HEADER + place)),
            IntStream.concat(
                Arrays.stream(header).map(place -> second + place),
                Arrays.stream(entry).map(place -> second + HEADER + place)))
        .toArray();
  }

  /** Makes all checksums right; or, half as often, those of the headers alone. */
  static void seal(byte[] bytes, SimEntropy chance) {
    if (chance.below(3) > 0) {
      sealAll(bytes);
    } else {
      ByteBuffer frames = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = 0; at >= 0; at = next(frames, at)) {
        DecoderFuzz.seal(bytes, SALT, at, HEADER, at + 60);
      }
    }
  }

  private static void sealAll(byte[] bytes) {
    ByteBuffer frames = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int previous = 0;
    for (int at = 0; at >= 0 && at + HEADER <= bytes.length; at = next(frames, at)) {
      frames.putInt(at + 40, previous);
      sealEntries(bytes, at);
      DecoderFuzz.seal(bytes, SALT, at, HEADER, at + 60);
      previous = frames.getInt(at + 60);
    }
  }

  private static void sealEntries(byte[] bytes, int frameAt) {
    ByteBuffer frames = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    CRC32C all = new CRC32C();
    int count = frames.getInt(frameAt + 12);
    int at = frameAt + HEADER;
    for (int i = 0; i < count && at + ENTRY <= frames.limit(); i++) {
      int length = frames.getInt(at + 4);
      DecoderFuzz.seal(bytes, SEED, at, length, at);
      all.update(frames.slice(at, 4));
      if (length < ENTRY || length > frames.limit() - at) {
        break;
      }
      at += length;
    }
    frames.putInt(frameAt + 44, (int) all.getValue());
  }

  /** Where the next frame begins; -1 if there is none. */
  private static int next(ByteBuffer frames, int at) {
    if (at + HEADER > frames.limit()) {
      return -1;
    }
    int length = frames.getInt(at + 8);
    return length < HEADER || length > frames.limit() - at - HEADER ? -1 : at + length;
  }

  /** Prepares a scan of all frames and a look at all their entries. */
  static DecoderFuzz.Decoding scan(byte[] bytes) {
    SimDisk disk = SimDisk.empty();
    DiskFile file = disk.create(FILE);
    file.write(0, ByteBuffer.wrap(bytes));
    return scan(file, bytes.length);
  }

  /**
   * Prepares the same of a file whose frames end at a limit. The only place that makes scanners.
   */
  static DecoderFuzz.Decoding scan(DiskFile file, long limitBytes) {
    SegmentFormat.Header segment =
        new SegmentFormat.Header(
            new UUID(SEED, 0), 1, SALT, Leaves.inMemory((int) FIRST_POSITION).tree().frontier());
    FrameScanner.Place start = new FrameScanner.Place(FIRST_POSITION, 0, 0);
    return () -> {
      FrameScanner scanner = new FrameScanner(file::readFully, FILE, segment, start, limitBytes);
      for (var frame = scanner.next(); frame != null; frame = scanner.next()) {
        readEntries(frame);
      }
      return scanner.place().bytes() == limitBytes ? "" : scanner.wrong();
    };
  }

  private static void readEntries(FrameScanner.Frame frame) {
    int at = frame.offset() + FrameFormat.HEADER_BYTES;
    for (int i = 0; i < frame.header().entryCount(); i++) {
      Entry entry = frame.entry(frame.header().firstPosition() + i, at, 1);
      entry.leaf(MerkleHasher.create());
      int parts = ENTRY + entry.header().remaining() + entry.payload().remaining();
      int length = entry.stored().remaining();
      int digestOrSalt = entry.form() == Entry.Form.FULL ? 16 : 32;
      parts += digestOrSalt;
      if (length < parts || length >= parts + 8 || entry.contentType() < 0) {
        throw new AssertionError("parts of an entry must fill it: " + entry);
      }
      at += length;
    }
  }
}
