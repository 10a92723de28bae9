package dev.stele.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskEntry;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import dev.stele.ground.DiskLock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The contract of names and directories of every {@link Disk}, as tests that its heirs inherit;
 * {@link DiskFileContract} adds that of files, mappings and threads.
 *
 * <p>An heir makes a disk and an empty directory on it for each test. JUnit Jupiter is needed, an
 * optional dependency of this room.
 */
public abstract class DiskContract {

  /** For heirs. */
  protected DiskContract() {}

  /** Returns the disk under test, the same one during a test. */
  protected abstract Disk disk();

  /** Returns an existing, empty directory on it. */
  protected abstract Path root();

  /** Returns a path below the root. */
  protected final Path at(String name) {
    return root().resolve(name);
  }

  /** Creates a file with some bytes and closes it. */
  protected final Path file(String name, String content) {
    try (DiskFile file = disk().create(at(name))) {
      file.write(0, bytes(content));
    }
    return at(name);
  }

  /** Reads a whole file as text. */
  protected final String content(Path path) {
    try (DiskFile file = disk().open(path, Access.READ)) {
      ByteBuffer all = ByteBuffer.allocate((int) file.size());
      file.readFully(0, all);
      return new String(all.array(), StandardCharsets.UTF_8);
    }
  }

  /** Returns the bytes of a text. */
  protected static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aNewFileIsEmptyAndOpen() {
    try (DiskFile file = disk().create(at("new"))) {
      assertEquals(0, file.size());
      assertEquals(at("new"), file.path());
    }
    assertEquals(Optional.of(new DiskEntry(DiskEntry.Kind.FILE, 0)), disk().find(at("new")));
  }

  @Test
  void createRefusesATakenNameAndLeavesItAlone() {
    Path taken = file("taken", "old");
    disk().createDirectory(at("directory"));
    DiskException.AlreadyExists refusal =
        assertThrows(DiskException.AlreadyExists.class, () -> disk().create(taken));
    assertEquals(taken, refusal.path());
    assertThrows(DiskException.AlreadyExists.class, () -> disk().create(at("directory")));
    assertEquals("old", content(taken));
  }

  @Test
  void aMissingParentIsNotFound() {
    Path orphan = at("missing").resolve("file");
    assertThrows(DiskException.NotFound.class, () -> disk().create(orphan));
    assertThrows(DiskException.NotFound.class, () -> disk().createDirectory(orphan));
    assertThrows(DiskException.NotFound.class, () -> disk().lock(orphan));
    assertThrows(DiskException.NotFound.class, () -> disk().open(orphan, Access.READ));
  }

  @Test
  void whatIsMissingIsNotFoundAndNamed() {
    Path missing = at("missing");
    List<Runnable> calls =
        List.of(
            () -> disk().open(missing, Access.READ),
            () -> disk().open(missing, Access.READ_WRITE),
            () -> disk().map(missing),
            () -> disk().remove(missing),
            () -> disk().list(missing),
            () -> disk().syncDirectory(missing),
            () -> disk().volume(missing),
            () -> disk().rename(missing, at("other")));
    for (Runnable call : calls) {
      assertEquals(missing, assertThrows(DiskException.NotFound.class, call::run).path());
    }
    assertEquals(Optional.empty(), disk().find(missing));
    assertEquals(List.of(), disk().list(root()));
  }

  @Test
  void aDirectoryIsNoFileAndAFileNoDirectory() {
    disk().createDirectory(at("directory"));
    Path file = file("file", "x");
    assertThrows(DiskException.Failed.class, () -> disk().open(at("directory"), Access.READ));
    assertThrows(DiskException.Failed.class, () -> disk().map(at("directory")));
    assertThrows(DiskException.Failed.class, () -> disk().list(file));
    assertThrows(DiskException.Failed.class, () -> disk().syncDirectory(file));
    assertEquals(
        Optional.of(new DiskEntry(DiskEntry.Kind.DIRECTORY, 0)), disk().find(at("directory")));
  }

  @Test
  void renameReplacesTheTargetAndKeepsHandlesValid() {
    Path source = file("source", "new");
    Path target = file("target", "old");
    try (DiskFile replaced = disk().open(target, Access.READ);
        DiskFile moved = disk().open(source, Access.READ_WRITE)) {
      disk().rename(source, target);
      assertEquals(Optional.empty(), disk().find(source));
      moved.write(3, bytes("er"));
      ByteBuffer old = ByteBuffer.allocate(3);
      replaced.readFully(0, old);
      assertArrayEquals(bytes("old").array(), old.array());
      assertEquals(source, moved.path());
    }
    assertEquals("newer", content(target));
  }

  @Test
  void renameMovesBetweenDirectoriesAndMovesDirectories() {
    disk().createDirectory(at("a"));
    disk().createDirectory(at("b"));
    Path source = file("a/file", "x");
    disk().rename(source, at("b").resolve("file"));
    disk().rename(at("b"), at("c"));
    assertEquals(List.of(at("a"), at("c")), disk().list(root()));
    assertEquals("x", content(at("c").resolve("file")));
  }

  @Test
  void renameToItselfChangesNothing() {
    Path file = file("file", "x");
    disk().rename(file, file);
    assertEquals("x", content(file));
  }

  @Test
  void aRefusedRenameChangesNothing() {
    Path source = file("source", "x");
    disk().createDirectory(at("directory"));
    disk().createDirectory(at("empty"));
    assertThrows(DiskException.Failed.class, () -> disk().rename(source, at("directory")));
    assertThrows(DiskException.Failed.class, () -> disk().rename(at("directory"), at("empty")));
    assertThrows(DiskException.Failed.class, () -> disk().rename(at("directory"), source));
    assertThrows(
        DiskException.Failed.class,
        () -> disk().rename(at("directory"), at("directory").resolve("below")));
    Path orphan = at("missing").resolve("file");
    DiskException.NotFound missing =
        assertThrows(DiskException.NotFound.class, () -> disk().rename(source, orphan));
    assertEquals(orphan, missing.path());
    assertEquals("x", content(source));
    assertEquals(List.of(at("directory"), at("empty"), at("source")), disk().list(root()));
  }

  @Test
  void aRemovedFileStaysReadableThroughItsHandle() {
    Path path = file("file", "still here");
    try (DiskFile file = disk().open(path, Access.READ)) {
      disk().remove(path);
      assertEquals(Optional.empty(), disk().find(path));
      assertEquals(10, file.size());
    }
  }

  @Test
  void onlyAnEmptyDirectoryIsRemoved() {
    disk().createDirectory(at("directory"));
    Path inside = file("directory/file", "x");
    assertThrows(DiskException.Failed.class, () -> disk().remove(at("directory")));
    assertEquals("x", content(inside));
    disk().remove(inside);
    disk().remove(at("directory"));
    assertEquals(List.of(), disk().list(root()));
  }

  @Test
  void listIsSortedAndDoesNotDescend() {
    file("b", "");
    disk().createDirectory(at("c"));
    file("c/below", "");
    file("a", "");
    assertEquals(List.of(at("a"), at("b"), at("c")), disk().list(root()));
  }

  @Test
  void createDirectoryRefusesATakenName() {
    disk().createDirectory(at("directory"));
    file("file", "x");
    assertThrows(DiskException.AlreadyExists.class, () -> disk().createDirectory(at("directory")));
    assertThrows(DiskException.AlreadyExists.class, () -> disk().createDirectory(at("file")));
  }

  @Test
  void aLockIsHeldByOneUntilItIsClosed() {
    try (DiskLock held = disk().lock(at("LOCK")).orElseThrow()) {
      assertEquals(at("LOCK"), held.path());
      assertEquals(Optional.empty(), disk().lock(at("LOCK")));
      assertTrue(disk().find(at("LOCK")).isPresent());
      // Closing another handle would silently release the process's lock on the file.
      assertThrows(IllegalStateException.class, () -> disk().open(at("LOCK"), Access.READ));
      assertThrows(IllegalStateException.class, () -> disk().map(at("LOCK")));
    }
    Optional<DiskLock> again = disk().lock(at("LOCK"));
    assertTrue(again.isPresent(), "the lock must be free again");
    again.get().close();
    again.get().close();
    disk().open(at("LOCK"), Access.READ).close();
  }

  @Test
  void aSyncedDirectoryAndItsVolumeAnswer() {
    file("file", "x");
    disk().syncDirectory(root());
    assertTrue(disk().volume(root()).usableBytes() > 0);
    assertTrue(!disk().volume(at("file")).type().isBlank());
  }
}
