package dev.stele.console;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where the host of a store listens, in a file beside the store that its owner alone may read.
 *
 * @param token who knows it could read the file
 * @param pid of the host
 */
record HostAddress(Path socket, String token, long pid) {

  private static final Set<PosixFilePermission> OWNER_ALONE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /** Returns the file of a store: it stands beside the directory, not in it. */
  static Path file(Path store) {
    Path real = store.toAbsolutePath().normalize();
    return real.resolveSibling(real.getFileName() + ".host");
  }

  /** Puts it where others find it, in the place of what an earlier host has left. */
  void publish(Path store) throws IOException {
    Path file = file(store);
    Path fresh = file.resolveSibling(file.getFileName() + "." + pid);
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
    String text =
        Message.empty()
            .with("socket", socket.toString())
            .with("token", token)
            .with("pid", Long.toString(pid))
            .json();
    Files.writeString(fresh, text + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes it away, if it is still this one. */
  void retract(Path store) throws IOException {
    if (find(store).filter(this::equals).isPresent()) {
      Files.deleteIfExists(file(store));
    }
  }

  /**
   * Returns the address of a store's host; empty if there is none. The host may be dead.
   *
   * @throws FailedException if others could have written it
   */
  static Optional<HostAddress> find(Path store) throws IOException {
    Path file = file(store);
    try {
      PosixFileAttributes attributes =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean isOurs =
          attributes.isRegularFile()
              && attributes.owner().getName().equals(System.getProperty("user.name"))
              && OWNER_ALONE.containsAll(attributes.permissions());
      if (!isOurs) {
        throw new FailedException(
            ExitCode.FAILED,
            "address of a host must be a file of yours that nobody else may touch, got: %s of %s: '%s'"
                .formatted(
                    PosixFilePermissions.toString(attributes.permissions()),
                    attributes.owner().getName(),
                    file));
      }
      return Optional.of(parse(Files.readString(file, StandardCharsets.UTF_8)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // No host has written it: as if it were stale.
    }
  }

  private static HostAddress parse(String text) {
    Message kept = Message.parse(text);
    return new HostAddress(
        Path.of(kept.get("socket")), kept.get("token"), Long.parseLong(kept.get("pid")));
  }

  /** Tells whether somebody listens there; a process that is dead may not be gone yet. */
  boolean answers() {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return channel.isConnected();
    } catch (IOException _) {
      return false;
    }
  }
}
