package dev.stele.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import dev.stele.ground.Mapping;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The whole contract of every {@link Disk}: what {@link DiskContract} says of names, and that of
 * files, mappings and threads.
 */
public abstract class DiskFileContract extends DiskContract {

  /** For heirs. */
  protected DiskFileContract() {}

  @Test
  void whatIsWrittenIsReadBackByPosition() {
    try (DiskFile file = disk().create(at("file"))) {
      ByteBuffer source = bytes("-hello-").position(1).limit(6);
      file.write(2, source);
      assertEquals(6, source.position());
      assertEquals(7, file.size());
      ByteBuffer target = ByteBuffer.allocate(9).position(1).limit(6);
      file.readFully(2, target);
      assertEquals(6, target.position());
      assertEquals(bytes("hello"), target.flip().position(1));
    }
  }

  @Test
  void directBuffersWorkAsHeapBuffersDo() {
    try (DiskFile file = disk().create(at("file"))) {
      file.write(0, ByteBuffer.allocateDirect(3).put(bytes("abc")).flip());
      ByteBuffer target = ByteBuffer.allocateDirect(3);
      file.readFully(0, target);
      assertEquals(bytes("abc"), target.flip());
    }
  }

  @Test
  void aGapReadsAsZeros() {
    try (DiskFile file = disk().create(at("file"))) {
      file.write(10_000, bytes("x"));
      ByteBuffer gap = ByteBuffer.allocate(10_000);
      file.readFully(0, gap);
      assertEquals(ByteBuffer.allocate(10_000), gap.flip());
    }
  }

  @Test
  void readingAtTheEndTellsSo() {
    try (DiskFile file = disk().create(at("file"))) {
      file.write(0, bytes("abc"));
      assertEquals(-1, file.read(3, ByteBuffer.allocate(1)));
      assertEquals(-1, file.read(99, ByteBuffer.allocate(1)));
      assertEquals(0, file.read(0, ByteBuffer.allocate(0)));
      assertEquals(3, file.read(0, ByteBuffer.allocate(8)));
      DiskException.EndOfFile end =
          assertThrows(
              DiskException.EndOfFile.class, () -> file.readFully(1, ByteBuffer.allocate(4)));
      assertEquals(3, end.positionBytes());
      assertEquals(2, end.missingCount());
    }
  }

  @Test
  void truncateCutsAndExtendsWithZeros() {
    try (DiskFile file = disk().create(at("file"))) {
      file.write(0, bytes("abcdef"));
      file.truncate(2);
      assertEquals(2, file.size());
      file.truncate(4);
      assertEquals(4, file.size());
      ByteBuffer all = ByteBuffer.allocate(4);
      file.readFully(0, all);
      assertEquals(bytes("ab\0\0"), all.flip());
    }
  }

  @Test
  void whatWasWrittenThroughOneHandleIsSeenThroughAnother() {
    try (DiskFile writer = disk().create(at("file"));
        DiskFile reader = disk().open(at("file"), Access.READ)) {
      writer.write(0, bytes("seen"));
      writer.sync();
      assertEquals(4, reader.size());
      assertEquals("seen", content(at("file")));
    }
  }

  @Test
  void mistakesAreRefusedAndChangeNothing() {
    Path path = file("file", "abc");
    try (DiskFile file = disk().open(path, Access.READ_WRITE);
        DiskFile reader = disk().open(path, Access.READ);
        Mapping mapping = disk().map(path)) {
      List<Runnable> arguments =
          List.of(
              () -> file.read(-1, ByteBuffer.allocate(1)),
              () -> file.write(-1, bytes("x")),
              () -> file.write(Long.MAX_VALUE, bytes("x")),
              () -> file.truncate(-1),
              () -> mapping.read(-1, ByteBuffer.allocate(1)));
      for (Runnable call : arguments) {
        assertThrows(IllegalArgumentException.class, call::run);
      }
      List<Runnable> states =
          List.of(() -> reader.write(0, bytes("x")), () -> reader.truncate(0), reader::sync);
      for (Runnable call : states) {
        assertThrows(IllegalStateException.class, call::run);
      }
    }
    assertEquals("abc", content(path));
  }

  @Test
  void aClosedFileRefusesEverythingButClose() {
    DiskFile file = disk().create(at("file"));
    file.close();
    file.close();
    List<Runnable> calls =
        List.of(
            () -> file.read(0, ByteBuffer.allocate(1)),
            () -> file.readFully(0, ByteBuffer.allocate(1)),
            () -> file.write(0, bytes("x")),
            () -> file.truncate(0),
            file::sync,
            file::size);
    for (Runnable call : calls) {
      assertEquals(at("file"), assertThrows(DiskException.Closed.class, call::run).path());
    }
    assertEquals("", content(at("file")));
  }

  @Test
  void aMappingShowsTheContent() {
    Path path = file("file", "mapped");
    try (Mapping mapping = disk().map(path)) {
      assertEquals(6, mapping.size());
      assertEquals(path, mapping.path());
      ByteBuffer target = ByteBuffer.allocate(4).limit(3);
      mapping.read(2, target);
      assertEquals(3, target.position());
      assertEquals(bytes("ppe"), target.flip());
      ByteBuffer direct = ByteBuffer.allocateDirect(6);
      mapping.read(0, direct);
      assertEquals(bytes("mapped"), direct.flip());
      disk().remove(path);
      mapping.read(0, direct.clear());
      assertEquals(bytes("mapped"), direct.flip());
    }
  }

  @Test
  void aMappingEndsWhereTheFileDid() {
    file("empty", "");
    Path path = file("file", "abc");
    try (Mapping empty = disk().map(at("empty"));
        Mapping mapping = disk().map(path)) {
      assertEquals(0, empty.size());
      empty.read(0, ByteBuffer.allocate(0));
      ByteBuffer target = ByteBuffer.allocate(3);
      DiskException.EndOfFile end =
          assertThrows(DiskException.EndOfFile.class, () -> mapping.read(2, target));
      assertEquals(3, end.positionBytes());
      assertEquals(2, end.missingCount());
    }
  }

  @Test
  void aClosedMappingRefusesToBeRead() {
    Mapping mapping = disk().map(file("file", "abc"));
    mapping.close();
    mapping.close();
    assertThrows(DiskException.Closed.class, () -> mapping.read(0, ByteBuffer.allocate(1)));
  }

  @Test
  void anInterruptedCallerIsServedAndStaysInterrupted() {
    try (DiskFile file = disk().create(at("file"))) {
      Thread.currentThread().interrupt();
      file.write(0, bytes("abc"));
      file.sync();
      disk().syncDirectory(root());
      ByteBuffer target = ByteBuffer.allocate(3);
      file.readFully(0, target);
      file.truncate(2);
      assertEquals(2, file.size());
      disk().rename(at("file"), at("renamed"));
      assertEquals(List.of(at("renamed")), disk().list(root()));
      assertTrue(Thread.interrupted(), "the flag must still be set");
      file.write(2, bytes("d"));
    }
    assertEquals("abd", content(at("renamed")));
  }

  @Test
  void interruptsAtAnyMomentCloseNothingUnderAnyone() throws Exception {
    int rounds = 200;
    try (DiskFile file = disk().create(at("file"))) {
      AtomicBoolean done = new AtomicBoolean();
      Thread writer =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < rounds; i++) {
                  if (i == rounds / 2) {
                    awaitInterrupt(); // It may have been too fast for the first.
                  }
                  file.write(i, ByteBuffer.wrap(new byte[] {(byte) i}));
                  ByteBuffer one = ByteBuffer.allocate(1);
                  file.readFully(i, one);
                }
                done.set(true);
              });
      while (writer.isAlive()) {
        writer.interrupt();
        Thread.onSpinWait();
      }
      writer.join();
      assertTrue(done.get(), "the writer must finish");
      assertEquals(rounds, file.size());
    }
  }

  private static void awaitInterrupt() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void virtualThreadsWriteApartAtOnce() throws Exception {
    int writers = 64;
    try (DiskFile file = disk().create(at("file"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writes =
          IntStream.range(0, writers)
              .<Future<?>>mapToObj(i ->
                  threads.submit(() -> file.write(i * 4L, ByteBuffer.allocate(4).putInt(0, i))))
              .toList();
      for (Future<?> write : writes) {
        write.get();
      }
      ByteBuffer all = ByteBuffer.allocate(writers * 4);
      file.readFully(0, all);
      for (int i = 0; i < writers; i++) {
        assertEquals(i, all.getInt(i * 4));
      }
    }
  }
}
