package dev.stele.trial;

import dev.stele.ground.DiskException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.Supplier;

/** The failures of a disk as plain Java reports them, each with the disk's own as its cause. */
final class NioErrors {

  private NioErrors() {}

  static <T> T call(Supplier<T> operation) throws IOException {
    try {
      return operation.get();
    } catch (DiskException e) {
      throw of(e);
    }
  }

  static void run(Runnable operation) throws IOException {
    try {
      operation.run();
    } catch (DiskException e) {
      throw of(e);
    }
  }

  static IOException of(DiskException failure) {
    String file = failure.path().toString();
    return with(
        failure,
        switch (failure) {
          case DiskException.NotFound _ -> new NoSuchFileException(file);
          case DiskException.AlreadyExists _ -> new FileAlreadyExistsException(file);
          // Spelled as Linux does, since programs look for it.
          case DiskException.NoSpace _ ->
              new FileSystemException(file, null, "No space left on device");
          case DiskException.Closed _ -> new ClosedChannelException();
          case DiskException.EndOfFile _, DiskException.Failed _ ->
              new FileSystemException(file, null, failure.getMessage());
        });
  }

  static <E extends IOException> E with(DiskException cause, E error) {
    error.initCause(cause);
    return error;
  }
}
