package dev.stele.trial;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.AccessMode.EXECUTE;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SimFileSystemTest {

  private SimDisk disk = SimDisk.empty();
  private Path root = SimFileSystem.over(disk).getPath("/");
  private Path file = root.resolve("file");

  /** Begins anew on a disk on which one operation goes wrong. */
  private void fault(long operation, Effect effect) {
    on(SimDisk.empty(Life.with(Fault.once(operation, effect))));
  }

  private void on(SimDisk other) {
    disk = other;
    root = SimFileSystem.over(disk).getPath("/");
    file = root.resolve("file");
  }

  /** Goes on after a crash that lost whatever was not synced. */
  private void crash() {
    disk.crash();
    on(disk.restart(CrashImage.nothing()));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, READ)) {
      channel.force(true);
    }
  }

  private List<DiskOperation> operations() {
    return disk.steps().stream().map(SimStep::operation).toList();
  }

  // Durability.

  @Test
  void aForcedDirectoryKeepsItsNames() throws Exception {
    Files.createFile(file);
    force(root);
    crash();
    assertThat(file).isEmptyFile();
  }

  @Test
  void aDirectoryThatWasNotForcedLosesItsNames() throws Exception {
    Files.writeString(file, "text");
    force(file);
    crash();
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void aForcedFileKeepsItsBytesUnderADurableName() throws Exception {
    Files.writeString(file, "text");
    force(root);
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      channel.force(false);
    }
    crash();
    assertThat(file).hasContent("text");
  }

  @Test
  void aFileIsForcedThroughAChannelForReading() throws Exception {
    Files.writeString(file, "text");
    force(root);
    force(file);
    crash();
    assertThat(file).hasContent("text");
  }

  @Test
  void aFileThatWasNotForcedLosesItsBytes() throws Exception {
    Files.writeString(file, "text");
    force(root);
    crash();
    assertThat(file).isEmptyFile();
  }

  @Test
  void aChannelOpenedWithDsyncNeedsNoForce() throws Exception {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, DSYNC)) {
      channel.write(bytes("text"));
    }
    force(root);
    crash();
    assertThat(file).hasContent("text");
  }

  @Test
  void aMoveWithoutAtomicMoveRemovesItsTargetFirst() throws Exception {
    Files.writeString(file, "old");
    Path source = Files.writeString(root.resolve("source"), "new");
    long before = disk.operationCount();
    Files.move(source, file, REPLACE_EXISTING);
    assertThat(operations().subList((int) before, operations().size()))
        .containsExactly(
            DiskOperation.FIND, DiskOperation.FIND, DiskOperation.REMOVE, DiskOperation.RENAME);
    assertThat(file).hasContent("new");
  }

  @Test
  void anAtomicMoveIsOneOperation() throws Exception {
    Files.writeString(file, "old");
    Path source = Files.writeString(root.resolve("source"), "new");
    long before = disk.operationCount();
    Files.move(source, file, ATOMIC_MOVE);
    assertThat(operations().subList((int) before, operations().size()))
        .containsExactly(DiskOperation.RENAME);
    assertThat(file).hasContent("new");
  }

  // Directories as channels.

  @Test
  void aDirectoryOpensForReadingAndReadsNothing() throws Exception {
    try (FileChannel channel = FileChannel.open(root, READ)) {
      assertThatIOException()
          .isThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
          .withMessageContaining("Is a directory");
    }
  }

  @Test
  void aDirectoryDoesNotOpenForWriting() {
    assertThatThrownBy(() -> FileChannel.open(root, WRITE))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("Is a directory");
  }

  // Writing less than asked.

  @Test
  void aShortWriteReturnsItsCount() throws Exception {
    fault(3, Effect.SHORT);
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      ByteBuffer source = bytes("abcdef");
      assertThat(channel.write(source)).isEqualTo(3);
      assertThat(source.position()).isEqualTo(3);
      assertThat(channel.position()).isEqualTo(3);
      assertThat(channel.write(source)).isEqualTo(3);
    }
    assertThat(file).hasContent("abcdef");
  }

  @Test
  void aLoopOverShortWritesEnds() throws Exception {
    on(SimDisk.empty(Life.with(Fault.lasting(3, Effect.SHORT))));
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      ByteBuffer source = bytes("abcdefghij");
      for (int i = 0; i < 10 && source.hasRemaining(); i++) {
        channel.write(source);
      }
    }
    assertThat(Files.size(file)).isEqualTo(10);
  }

  @Test
  void aShortGatheringWriteAdvancesItsBuffersInOrder() throws Exception {
    fault(3, Effect.SHORT);
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      ByteBuffer[] sources = {bytes("ab"), bytes("cdef")};
      assertThat(channel.write(sources)).isEqualTo(3);
      assertThat(sources[0].remaining()).isZero();
      assertThat(sources[1].remaining()).isEqualTo(3);
    }
    assertThat(file).hasContent("abc");
  }

  @Test
  void aShortWriteMakesAShortTransfer() throws Exception {
    // 1-4 write the file, 5-6 open it, 7-8 make the copy, 9-11 are size, read and write.
    fault(11, Effect.SHORT);
    Files.writeString(file, "abcdef");
    try (FileChannel source = FileChannel.open(file, READ);
        FileChannel target = FileChannel.open(root.resolve("copy"), CREATE, WRITE)) {
      assertThat(source.transferTo(0, 6, target)).isEqualTo(3);
      assertThat(target.size()).isEqualTo(3);
    }
  }

  @Test
  void aVolumeThatFillsUpTakesTheFirstHalfAndThenNothing() throws Exception {
    on(SimDisk.empty(Life.with(Fault.lasting(3, Effect.NO_SPACE_HALFWAY))));
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      ByteBuffer source = bytes("ab");
      assertThat(channel.write(source)).isEqualTo(1);
      assertThatThrownBy(() -> channel.write(source))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("No space left on device")
          .hasCauseInstanceOf(DiskException.NoSpace.class);
      assertThat(source.remaining()).isEqualTo(1);
    }
  }

  @Test
  void aShortReadReturnsItsCount() throws Exception {
    fault(7, Effect.SHORT); // 1-4 write the file, 5-6 open it.
    Files.writeString(file, "abcdef");
    try (FileChannel channel = FileChannel.open(file, READ)) {
      assertThat(channel.read(ByteBuffer.allocate(6))).isEqualTo(3);
      assertThat(channel.position()).isEqualTo(3);
    }
  }

  // Failures.

  @Test
  void aFailureIsTheOneOfPlainJavaWithTheDisksAsItsCause() throws Exception {
    Path directory = Files.createDirectory(root.resolve("directory"));
    Files.createFile(directory.resolve("entry"));
    Files.createFile(file);
    Path missing = root.resolve("missing");
    assertThatThrownBy(() -> Files.readString(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasCauseInstanceOf(DiskException.NotFound.class);
    assertThatThrownBy(() -> FileChannel.open(file, CREATE_NEW, WRITE))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasCauseInstanceOf(DiskException.AlreadyExists.class);
    assertThatThrownBy(() -> Files.copy(directory, file))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasCauseInstanceOf(DiskException.AlreadyExists.class);
    assertThatThrownBy(() -> Files.delete(directory))
        .isInstanceOf(DirectoryNotEmptyException.class)
        .hasCauseInstanceOf(DiskException.Failed.class);
    assertThatThrownBy(() -> Files.newDirectoryStream(file))
        .isInstanceOf(NotDirectoryException.class)
        .hasCauseInstanceOf(DiskException.Failed.class);
  }

  @Test
  void everyOperationAfterAPowerCutFailsAsAnIoError() throws Exception {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      disk.crash();
      assertThatThrownBy(() -> channel.write(bytes("a")))
          .isInstanceOf(FileSystemException.class)
          .hasCauseInstanceOf(DiskException.Failed.class);
      assertThatThrownBy(() -> Files.delete(file))
          .isInstanceOf(FileSystemException.class)
          .hasCauseInstanceOf(DiskException.Failed.class);
      assertThatThrownBy(channel::close).hasCauseInstanceOf(DiskException.Failed.class);
    }
  }

  @Test
  void aFailedWriteLeavesItsBufferAlone() throws Exception {
    fault(3, Effect.ERROR_AFTER);
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      ByteBuffer source = bytes("abc");
      assertThatIOException().isThrownBy(() -> channel.write(source));
      assertThat(source.remaining()).isEqualTo(3);
      assertThat(channel.position()).isZero();
    }
  }

  @Test
  void aFileWhoseTruncationFailsOnOpeningIsNotLeftOpen() throws Exception {
    fault(7, Effect.ERROR); // 1-4 write the file, 5-6 open it.
    Files.writeString(file, "text");
    assertThatIOException().isThrownBy(() -> Files.writeString(file, "other"));
    assertThat(operations()).endsWith(DiskOperation.TRUNCATE, DiskOperation.CLOSE);
    disk.requireNoOpenHandles();
  }

  @Test
  void aFailedCopyRemovesWhatItMade() throws Exception {
    fault(10, Effect.ERROR); // 1-4 write the file, 5-6 look up, 7-8 open both, 9 reads.
    Files.writeString(file, "text");
    Path copy = root.resolve("copy");
    assertThatIOException()
        .isThrownBy(() -> Files.copy(file, copy))
        .withMessageContaining("WRITE failed");
    assertThat(Files.exists(copy)).isFalse();
    disk.requireNoOpenHandles();
  }

  // Closing and interrupts.

  @Test
  void aClosedChannelRefusesEverything() throws Exception {
    FileChannel channel = FileChannel.open(file, CREATE, WRITE);
    channel.close();
    channel.close();
    assertThatThrownBy(() -> channel.write(bytes("a"))).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> channel.force(true)).isInstanceOf(ClosedChannelException.class);
    disk.requireNoOpenHandles();
  }

  @Test
  void anInterruptedThreadClosesTheChannelItUses() throws Exception {
    FileChannel channel = FileChannel.open(file, CREATE, WRITE);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> channel.write(bytes("a")))
        .isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(channel.isOpen()).isFalse();
    assertThat(file).isEmptyFile();
    disk.requireNoOpenHandles();
  }

  @Test
  void anInterruptClosesTheChannelUnderABlockedOperation() throws Exception {
    fault(3, Effect.BLOCK);
    FileChannel channel = FileChannel.open(file, CREATE, WRITE);
    FutureTask<Integer> write = new FutureTask<>(() -> channel.write(bytes("a")));
    Thread writer = Thread.ofVirtual().start(write);
    disk.awaitBlocked();
    writer.interrupt();
    disk.release();
    assertThatThrownBy(write::get).hasCauseInstanceOf(ClosedByInterruptException.class);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void closingEndsABlockedOperation() throws Exception {
    fault(3, Effect.BLOCK);
    FileChannel channel = FileChannel.open(file, CREATE, WRITE);
    FutureTask<Integer> write = new FutureTask<>(() -> channel.write(bytes("a")));
    Thread.ofVirtual().start(write);
    disk.awaitBlocked();
    channel.close();
    disk.release();
    assertThatThrownBy(write::get).hasCauseInstanceOf(AsynchronousCloseException.class);
  }

  // Appending and locking.

  @Test
  void twoAppendingChannelsDoNotOverwriteEachOther() throws Exception {
    try (FileChannel first = FileChannel.open(file, CREATE, APPEND);
        FileChannel second = FileChannel.open(file, APPEND)) {
      first.write(bytes("a"));
      second.write(bytes("b"));
      first.write(bytes("c"));
    }
    assertThat(file).hasContent("abc");
  }

  @Test
  void anAppendIsOneOperation() throws Exception {
    try (FileChannel channel = FileChannel.open(file, CREATE, APPEND)) {
      channel.write(bytes("a"));
    }
    assertThat(operations())
        .containsExactly(
            DiskOperation.FIND, DiskOperation.CREATE, DiskOperation.WRITE, DiskOperation.CLOSE);
  }

  @Test
  void aLockHoldsAgainstOtherChannelsUntilItsChannelIsClosed() throws Exception {
    try (FileChannel other = FileChannel.open(file, CREATE, WRITE)) {
      FileLock lock;
      try (FileChannel holder = FileChannel.open(file, WRITE)) {
        lock = holder.lock();
        assertThat(lock.isValid()).isTrue();
        assertThatThrownBy(other::tryLock).isInstanceOf(OverlappingFileLockException.class);
      }
      assertThat(lock.isValid()).isFalse();
      try (FileLock next = other.tryLock()) {
        assertThat(next.isValid()).isTrue();
      }
    }
  }

  @Test
  void aLockStaysWithItsFileWhenTheNameIsTakenByAnother() throws Exception {
    try (FileChannel holder = FileChannel.open(file, CREATE, WRITE)) {
      holder.lock();
      Files.delete(file);
      try (FileChannel other = FileChannel.open(file, CREATE, WRITE)) {
        assertThat(other.tryLock().isValid()).isTrue();
      }
    }
  }

  // Attributes and the rest.

  @Test
  void attributesAreKindAndSize() throws Exception {
    Files.writeString(file, "text");
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    assertThat(attributes.isRegularFile()).isTrue();
    assertThat(attributes.size()).isEqualTo(4);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(Instant.EPOCH));
    assertThat(Files.readAttributes(file, "basic:size,isDirectory"))
        .containsOnlyKeys("size", "isDirectory")
        .containsEntry("size", 4L);
    assertThat(Files.readAttributes(root, "*")).hasSize(9).containsEntry("isDirectory", true);
    assertThatThrownBy(() -> Files.readAttributes(file, "basic:colour"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> root.getFileSystem().provider().checkAccess(file, EXECUTE))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void theStoreIsTheVolumeOfTheDisk() throws Exception {
    on(SimDisk.ofCapacity(100));
    Files.writeString(file, "text");
    assertThat(Files.getFileStore(file).getUsableSpace()).isEqualTo(96);
    assertThat(Files.getFileStore(file).type()).isEqualTo("simfs");
  }

  @Test
  void aDirectoryStreamIsFilteredAndIteratedOnce() throws Exception {
    Files.createFile(root.resolve("a.log"));
    Files.createFile(root.resolve("b.txt"));
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(root, "*.log")) {
      assertThat(stream.iterator()).toIterable().containsExactly(root.resolve("a.log"));
      assertThatThrownBy(stream::iterator).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aTreeIsWalkedAndMadeWithPlainFiles() throws Exception {
    Path deep = Files.createDirectories(root.resolve("a/b/c"));
    Files.copy(Files.writeString(file, "text"), deep.resolve("copy"));
    try (Stream<Path> paths = Files.walk(root.resolve("a"))) {
      assertThat(paths.map(Path::toString)).containsExactly("/a", "/a/b", "/a/b/c", "/a/b/c/copy");
    }
    assertThat(deep.resolve("copy")).hasSameTextualContentAs(file);
  }

  @Test
  void whatADiskCannotDoIsRefused() throws Exception {
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      assertRefused(() -> channel.map(FileChannel.MapMode.READ_ONLY, 0, 0));
    }
    assertRefused(() -> FileChannel.open(file, WRITE, DELETE_ON_CLOSE));
    assertRefused(() -> Files.createLink(root.resolve("link"), file));
    assertRefused(() -> Files.createSymbolicLink(root.resolve("link"), file));
    assertRefused(() -> Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH)));
    assertRefused(() -> Files.getPosixFilePermissions(file));
    assertRefused(() -> root.getFileSystem().newWatchService());
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(UnsupportedOperationException.class);
  }
}
