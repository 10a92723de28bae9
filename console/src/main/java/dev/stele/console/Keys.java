package dev.stele.console;

import dev.stele.ground.Entropy;
import dev.stele.store.LogOrigin;
import dev.stele.store.NoteSigner;
import dev.stele.store.NoteVerifier;
import dev.stele.store.StoreReader;
import dev.stele.store.TrustedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The keys that checkpoints are signed with, in files; each is for one lineage of one store. */
final class Keys {

  private Keys() {}

  /** The file that the public key is in: it may be handed to anybody. */
  static Path publicFile(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  /** Makes a key for a store; both files must be new. */
  static NoteSigner make(StoreReader store, String name, Path file) throws IOException {
    LogOrigin origin = new LogOrigin(name, store.lineage());
    NoteSigner signer = NoteSigner.generate(origin.toString(), Entropy.system());
    FileAttribute<?>[] mine =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, mine)) {
      int _ = channel.write(Texts.bytes(signer.secret() + "\n"));
    }
    Files.writeString(
        publicFile(file),
        signer.verifier() + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE);
    return signer;
  }

  /**
   * Reads the key to sign for a store with.
   *
   * @throws FailedException if it is that of another store
   */
  static NoteSigner signer(StoreReader store, Path file) throws IOException {
    NoteSigner signer = NoteSigner.parse(Files.readString(file).strip());
    if (!origin(signer.id().name(), file).lineage().equals(store.lineage())) {
      throw new FailedException(
          ExitCode.REFUSED,
          "key must be for lineage " + store.lineage() + ", got: " + signer.id().name());
    }
    return signer;
  }

  static LogOrigin origin(String name, Path file) {
    return LogOrigin.parse(name)
        .orElseThrow(() ->
            new FailedException(
                ExitCode.REFUSED,
                "name of the key must be that of a store, got: '" + name + "': " + file));
  }

  /** Reads a public key, and with it whom to trust. */
  static TrustedLog trusted(Path file) throws IOException {
    NoteVerifier verifier = NoteVerifier.parse(Files.readString(file).strip());
    return TrustedLog.of(origin(verifier.id().name(), file), verifier);
  }
}
