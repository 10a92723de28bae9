package dev.stele.ground;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file system, reduced to what a durable store needs.
 *
 * <p><b>Two durabilities.</b> The content of a file and its name become durable apart. {@link
 * DiskFile#sync} makes content durable and says nothing about the name; {@link #syncDirectory}
 * makes the names in one directory durable (created, renamed, removed) and says nothing about
 * content. What was not synced may be lost by a crash, in part and in any order.
 *
 * <p><b>Duties of an implementation.</b>
 *
 * <ul>
 *   <li>Every failure is a {@link DiskException}; no other unchecked exception reports the state of
 *       the device, and no checked one is thrown.
 *   <li>A failure is never hidden, retried or healed. Sync is never answered with success unless
 *       the device said so.
 *   <li>Any thread may call, virtual ones included. An interrupt neither stops an operation nor
 *       closes a file under anyone; the flag is still set when the call returns.
 *   <li>A handle stays valid when its file is renamed, replaced or removed.
 *   <li>The last element of a path is never followed when it is a symbolic link.
 *   <li>Argument mistakes are {@link IllegalArgumentException}, {@link IllegalStateException} or
 *       {@link NullPointerException}, and change nothing.
 * </ul>
 *
 * <p>The contract is executable: {@code DiskContract} in the {@code trial} room holds each sentence
 * of this page and of {@link DiskFile}, and every implementation inherits it.
 *
 * <p><b>Small API.</b> No permissions, links, copies, temporary files or watching: a store needs
 * none of them. Paths are values; relative ones are taken as the implementation documents.
 */
public interface Disk {

  /**
   * Returns the disk of this machine, through {@code java.nio}. Relative paths are resolved against
   * the working directory. Linux and macOS are supported; directories cannot be synced on Windows,
   * where {@link #syncDirectory} fails.
   */
  static Disk system() {
    return NioDisk.SHARED;
  }

  /**
   * Creates an empty file and opens it for reading and writing.
   *
   * <p>Results: the file is new, empty and open, its name visible at once and durable after {@link
   * #syncDirectory} of its parent; or a failure, after which there may be an empty file of that
   * name (a crash or I/O error may come between the creation and the answer). Never is an existing
   * file opened, emptied or replaced.
   *
   * @throws DiskException.AlreadyExists if the name is taken, by a directory or link too
   * @throws DiskException.NotFound if the parent directory does not exist
   * @throws DiskException.NoSpace if the directory cannot grow
   * @throws DiskException.Failed for any other I/O error
   */
  DiskFile create(Path file);

  /**
   * Opens an existing file.
   *
   * <p>Results: an open handle; or a failure that changed nothing.
   *
   * @throws DiskException.NotFound if there is no such file
   * @throws DiskException.Failed if it is a directory or a symbolic link, or on an I/O error
   * @throws IllegalStateException if this JVM holds a {@link #lock} on the file, under whatever
   *     name: closing another handle would silently give the lock up (POSIX record locks belong to
   *     the process)
   */
  DiskFile open(Path file, Access access);

  /**
   * Maps the whole content of a file that will not change any more, for reading; or of one of which
   * only such parts are read that will not change any more.
   *
   * <p>The number of mappings alive at once is bounded (the system disk allows 8,192, an eighth of
   * what Linux grants a process by default).
   *
   * @throws DiskException.NotFound if there is no such file
   * @throws DiskException.Failed if it is no regular file, too many mappings are alive, or on an
   *     I/O error
   * @throws IllegalStateException if this JVM holds a {@link #lock} on the file
   */
  Mapping map(Path file);

  /**
   * Gives a file or directory another name, atomically replacing a file that has the target name.
   *
   * <p>Results: the source name is gone and the target name shows what the source showed; or a
   * failure that changed nothing; or, for {@link DiskException.Failed} alone, a failure after the
   * change was made, or with both names showing the source. Never is the target name missing where
   * it was there before, and never does it show a mixture. The change is durable after {@link
   * #syncDirectory} of both parents; a crash before shows the old or the new state of each name.
   * The content of the source must have been synced before, if it is to be found under the new name
   * after a crash.
   *
   * @throws DiskException.NotFound if the source or the target's parent does not exist
   * @throws DiskException.NoSpace if the target's directory cannot grow; nothing was changed
   * @throws DiskException.Failed if the target is a directory, or on another volume, or on an I/O
   *     error
   */
  void rename(Path source, Path target);

  /**
   * Removes a file or an empty directory.
   *
   * <p>Results: the name is gone, durably after {@link #syncDirectory} of the parent, and open
   * handles and mappings go on working; or a failure, after which the name may be gone only for
   * {@link DiskException.Failed}.
   *
   * @throws DiskException.NotFound if there is nothing of that name
   * @throws DiskException.Failed if it is a directory with entries (nothing was changed), or on an
   *     I/O error
   */
  void remove(Path name);

  /**
   * Creates one directory; its parent must exist. Its name is durable after {@link #syncDirectory}
   * of the parent.
   *
   * @throws DiskException.AlreadyExists if the name is taken, by a directory too
   * @throws DiskException.NotFound if the parent does not exist
   * @throws DiskException.NoSpace if the parent cannot grow
   * @throws DiskException.Failed on an I/O error
   */
  void createDirectory(Path directory);

  /**
   * Makes the names in a directory durable: every creation, renaming and removal in it that
   * returned before this call.
   *
   * <p>Results: they will be found after any crash; or a failure, after which each of them may be
   * or not, and a second call that succeeds proves nothing about them.
   *
   * @throws DiskException.NotFound if there is no such directory
   * @throws DiskException.Failed on an I/O error
   */
  void syncDirectory(Path directory);

  /**
   * Lists the entries of a directory, each as the directory's path with the entry's name resolved
   * against it, sorted by name, without those below it.
   *
   * @throws DiskException.NotFound if there is no such directory
   * @throws DiskException.Failed if it is no directory, or on an I/O error
   */
  List<Path> list(Path directory);

  /**
   * Looks a name up: what it is and, for a file, how long; empty if there is nothing of that name.
   *
   * @throws DiskException.Failed on an I/O error, which is never answered as absence
   */
  Optional<DiskEntry> find(Path name);

  /**
   * Takes the exclusive lock of a file, creating an empty file if there is none.
   *
   * <p>Results: the lock, held against every other process and every other caller in this JVM until
   * it is closed or the process ends; or empty, when somebody holds it. Does not wait.
   *
   * @throws DiskException.NotFound if the parent directory does not exist
   * @throws DiskException.Failed on an I/O error, or where the file system knows no locks
   * @throws IllegalStateException if this JVM has the file open: closing that handle would silently
   *     give the lock up
   */
  Optional<DiskLock> lock(Path file);

  /**
   * Describes the volume that an existing file or directory lives on.
   *
   * @throws DiskException.NotFound if there is nothing of that name
   * @throws DiskException.Failed on an I/O error
   */
  Volume volume(Path name);
}
