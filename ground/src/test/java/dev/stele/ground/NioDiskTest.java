package dev.stele.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the disk of this machine does; the contract that it shares is tested in trial. */
class NioDiskTest {

  @TempDir private Path root;

  private final Disk disk = Disk.system();

  @Test
  void aSymbolicLinkIsNeverFollowedAtTheEnd() throws IOException {
    disk.create(root.resolve("file")).close();
    Path link = Files.createSymbolicLink(root.resolve("link"), root.resolve("file"));
    assertThat(disk.find(link)).contains(new DiskEntry(DiskEntry.Kind.OTHER, 0));
    for (Access access : Access.values()) {
      assertThatThrownBy(() -> disk.open(link, access)).isInstanceOf(DiskException.Failed.class);
    }
    assertThatThrownBy(() -> disk.map(link)).isInstanceOf(DiskException.Failed.class);
    assertThatThrownBy(() -> disk.create(link)).isInstanceOf(DiskException.AlreadyExists.class);
    assertThatThrownBy(() -> disk.lock(link)).isInstanceOf(DiskException.Failed.class);
    disk.remove(link);
    assertThat(disk.find(root.resolve("file"))).isPresent();
  }

  @Test
  void aLinkInTheMiddleOfAPathIsFollowedAndTheLockIsStillOne() throws IOException {
    disk.createDirectory(root.resolve("real"));
    Path alias = Files.createSymbolicLink(root.resolve("alias"), root.resolve("real"));
    try (DiskLock lock = disk.lock(root.resolve("real/LOCK")).orElseThrow()) {
      assertThat(disk.lock(alias.resolve("LOCK"))).isEmpty();
      assertThatThrownBy(() -> disk.open(alias.resolve("LOCK"), Access.READ))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("would give the lock up");
      assertThat(lock.path()).isEqualTo(root.resolve("real/LOCK"));
    }
  }

  @Test
  void aLockTakenElsewhereInTheProcessIsRespectedAndNotGivenUp() throws Exception {
    Path file = root.resolve("LOCK");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      assertThat(disk.lock(file)).isEmpty();
      assertThat(anotherProcessGets(file)).isFalse();
    }
    disk.lock(file).orElseThrow().close();
  }

  @Test
  void anotherProcessIsKeptOut() throws Exception {
    Path file = root.resolve("LOCK");
    Process holder = lockHolder(file);
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('!');
      assertThat(disk.lock(file)).isEmpty();
    } finally {
      holder.destroyForcibly().waitFor();
    }
    disk.lock(file).orElseThrow().close();
  }

  /** Each of these once gave the lock to another process; POSIX drops it with any handle. */
  @Test
  void nothingThatThisProcessDoesGivesItsLockUp() throws Exception {
    Path file = root.resolve("LOCK");
    Path renamed = root.resolve("renamed");
    Path alias = Files.createLink(root.resolve("alias"), Files.createFile(file));
    try (DiskFile open = disk.open(file, Access.READ)) {
      assertThatThrownBy(() -> disk.lock(file)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> disk.lock(alias)).isInstanceOf(IllegalStateException.class);
      assertThat(open.size()).isZero();
    }
    try (DiskLock lock = disk.lock(file).orElseThrow()) {
      assertThat(disk.lock(alias)).isEmpty();
      assertThatThrownBy(() -> disk.open(alias, Access.READ))
          .isInstanceOf(IllegalStateException.class);
      disk.rename(file, renamed);
      assertThatThrownBy(() -> disk.open(renamed, Access.READ))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> disk.map(renamed)).isInstanceOf(IllegalStateException.class);
      assertThat(anotherProcessGets(renamed)).isFalse();
      assertThat(lock.path()).isEqualTo(file);
    }
    assertThat(anotherProcessGets(renamed)).isTrue();
  }

  private static boolean anotherProcessGets(Path file) throws Exception {
    Process holder = lockHolder(file);
    try {
      return holder.getInputStream().read() == '!';
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  private static Process lockHolder(Path file) throws Exception {
    Path classes = Path.of(Disk.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classes + File.pathSeparator + classes.resolveSibling("test-classes"),
            LockHolder.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void aFullDeviceIsNoSpace() {
    // Linux's /dev/full is a device that is always full.
    try (DiskFile full =
        DiskThreads.call(
            DiskOperation.OPEN,
            Path.of("/dev/full"),
            () ->
                new NioFile(
                    Path.of("/dev/full"),
                    Access.READ_WRITE,
                    NioRegistry.SHARED.open(Path.of("/dev/full"), StandardOpenOption.WRITE)))) {
      assertThatThrownBy(() -> full.write(0, ByteBuffer.allocate(1)))
          .isInstanceOf(DiskException.NoSpace.class)
          .hasMessage("no space left for WRITE: '/dev/full'");
    }
  }

  @Test
  void aQuotaCountsAsNoSpaceAndOtherErrorsDoNot() {
    DiskOperation write = DiskOperation.WRITE;
    Path file = root.resolve("file");
    assertThat(DiskThreads.translated(write, file, new IOException("Disk quota exceeded")))
        .isInstanceOf(DiskException.NoSpace.class);
    assertThat(
            DiskThreads.translated(
                write, file, new FileSystemException("f", null, "Input/output error")))
        .isInstanceOf(DiskException.Failed.class)
        .hasMessage("WRITE failed, Input/output error: '" + file + "'");
    Path named = root.resolve("quota exceeded");
    assertThat(
            DiskThreads.translated(
                write, named, new FileSystemException(named.toString(), null, "Not a directory")))
        .isInstanceOf(DiskException.Failed.class);
    assertThatThrownBy(() -> disk.create(Path.of("/sys/stele")))
        .isInstanceOf(DiskException.Failed.class);
    assertThat(
            DiskThreads.translated(
                DiskOperation.READ, file, new IOException("No space left on device")))
        .isInstanceOf(DiskException.Failed.class);
  }

  @Test
  void theNumberOfMappingsIsBounded() {
    NioDisk two = new NioDisk(2);
    Path file = root.resolve("file");
    two.create(file).close();
    Mapping first = two.map(file);
    try (Mapping second = two.map(file)) {
      assertThat(second.size()).isZero();
      assertThatThrownBy(() -> two.map(file))
          .isInstanceOf(DiskException.Failed.class)
          .hasMessageContaining("number of mappings must be <= 2");
      first.close();
      first.close();
      assertThatCode(() -> two.map(file).close()).doesNotThrowAnyException();
    }
    assertThatThrownBy(() -> two.map(root.resolve("missing")))
        .isInstanceOf(DiskException.NotFound.class);
    for (int i = 0; i < 3; i++) {
      assertThatCode(() -> two.map(file).close()).doesNotThrowAnyException();
    }
  }

  @Test
  void aFaultBelowAMappingIsAFailureAndNotTheEndOfTheProcess() {
    Path path = root.resolve("file");
    try (DiskFile file = disk.create(path)) {
      file.write(0, ByteBuffer.allocate(64 * 1024));
      try (Mapping mapping = disk.map(path)) {
        file.truncate(0); // Against the contract of a mapping; a failing device looks the same.
        assertThatThrownBy(() -> mapping.read(8192, ByteBuffer.allocate(16)))
            .isInstanceOf(DiskException.Failed.class)
            .hasMessageContaining("a fault below the mapping");
      }
    }
  }

  @Test
  void aMappingIsGivenBackByTheLastReader() throws Exception {
    Path path = root.resolve("file");
    try (DiskFile file = disk.create(path)) {
      file.write(0, ByteBuffer.allocate(1 << 20));
    }
    NioDisk one = new NioDisk(1); // So that a round fails unless the one before gave its back.
    for (int round = 0; round < 50; round++) {
      Mapping mapping = one.map(path);
      CountDownLatch reading = new CountDownLatch(4);
      List<Thread> readers = new ArrayList<>();
      AtomicReference<Throwable> wrong = new AtomicReference<>();
      for (int i = 0; i < 4; i++) {
        readers.add(Thread.ofPlatform().start(() -> readUntilClosed(mapping, reading, wrong)));
      }
      reading.await();
      mapping.close();
      for (Thread reader : readers) {
        reader.join();
      }
      assertThat(wrong.get()).isNull();
      assertThatCode(() -> one.map(path).close()).doesNotThrowAnyException();
    }
  }

  private static void readUntilClosed(
      Mapping mapping, CountDownLatch reading, AtomicReference<Throwable> wrong) {
    ByteBuffer target = ByteBuffer.allocate(4096);
    boolean first = true;
    try {
      while (true) {
        mapping.read(0, target.clear());
        if (first) {
          first = false;
          reading.countDown();
        }
      }
    } catch (DiskException.Closed _) {
      // As it should end.
    } catch (RuntimeException | Error e) {
      wrong.set(e);
    }
  }

  @Test
  void aDiskThreadWorksInPlaceAndCannotBeInterrupted() throws Exception {
    AtomicReference<Thread> worker = new AtomicReference<>();
    DiskThread thread =
        new DiskThread(
            () -> worker.set(DiskThreads.call(DiskOperation.FIND, root, Thread::currentThread)),
            "mine");
    thread.interrupt();
    thread.start();
    thread.interrupt();
    thread.join();
    assertThat(worker.get()).isSameAs(thread);
    assertThat(thread.isDaemon()).isTrue();
    assertThat(DiskThreads.call(DiskOperation.FIND, root, Thread::currentThread))
        .isInstanceOf(DiskThread.class)
        .isNotSameAs(Thread.currentThread());
  }
}
