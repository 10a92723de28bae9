package dev.stele.ground;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs disk operations where an interrupt cannot reach them, and turns what the JDK throws into the
 * cases of {@link DiskException}.
 *
 * <p>On a {@link DiskThread} an operation runs in place. From any other thread it is handed to one
 * of at most four, which end after ten idle seconds; the caller waits until it is done, whatever
 * happens, and keeps its interrupt flag.
 */
final class DiskThreads {

  /** Enough to keep a device queue filled; more would only wait for the same device. */
  private static final int THREADS_MAX = 4;

  private static final Executor EXECUTOR = executor();

  private DiskThreads() {}

  /** An operation without a result. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  static void run(DiskOperation operation, Path path, Task task) {
    call(
        operation,
        path,
        () -> {
          task.run();
          return path;
        });
  }

  static <T> T call(DiskOperation operation, Path path, Callable<T> task) {
    if (Thread.currentThread() instanceof DiskThread) {
      return inPlace(operation, path, task);
    }
    FutureTask<T> future = new FutureTask<>(() -> inPlace(operation, path, task));
    EXECUTOR.execute(future);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw rethrown(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static <T> T inPlace(DiskOperation operation, Path path, Callable<T> task) {
    try {
      return task.call();
    } catch (IOException e) {
      throw translated(operation, path, e);
    } catch (Exception e) {
      throw rethrown(e);
    }
  }

  /** The tasks throw nothing checked but {@code IOException}, which is translated already. */
  private static RuntimeException rethrown(@Nullable Throwable thrown) {
    switch (thrown) {
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      case null, default -> throw new IllegalStateException("undeclared exception", thrown);
    }
  }

  static DiskException translated(DiskOperation operation, Path path, IOException thrown) {
    return switch (thrown) {
      case NoSuchFileException _ -> new DiskException.NotFound(operation, path);
      case FileAlreadyExistsException _ -> new DiskException.AlreadyExists(operation, path);
      case ClosedChannelException _ -> new DiskException.Closed(operation, path);
      default ->
          isNoSpace(operation, path, thrown)
              ? new DiskException.NoSpace(operation, path, thrown)
              : new DiskException.Failed(operation, path, reason(thrown), thrown);
    };
  }

  private static String reason(IOException thrown) {
    String reason = thrown instanceof FileSystemException e ? e.getReason() : thrown.getMessage();
    return reason == null ? thrown.getClass().getSimpleName() : reason;
  }

  /**
   * The JDK gives no error number, only the system's sentence, which may be in another language; a
   * volume without a usable byte is taken as the same evidence.
   */
  private static boolean isNoSpace(DiskOperation operation, Path path, IOException thrown) {
    boolean grows =
        switch (operation) {
          case CREATE, CREATE_DIRECTORY, RENAME, WRITE, TRUNCATE, LOCK -> true;
          default -> false;
        };
    if (!grows) {
      return false;
    }
    String reason = reason(thrown).toLowerCase(Locale.ROOT);
    if (reason.contains("no space left") || reason.contains("quota exceeded")) {
      return true;
    }
    if (thrown instanceof AccessDeniedException) {
      return false;
    }
    try {
      Path there = Files.exists(path) ? path : path.toAbsolutePath().resolveSibling("");
      FileStore store = Files.getFileStore(there);
      // Volumes without any space at all, such as those of the kernel, are not full.
      return !store.isReadOnly() && store.getTotalSpace() > 0 && store.getUsableSpace() == 0;
    } catch (IOException _) {
      return false; // The first failure is the one to report.
    }
  }

  private static Executor executor() {
    AtomicInteger number = new AtomicInteger();
    // Without a bound, but each waiting task is a waiting caller.
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            THREADS_MAX,
            THREADS_MAX,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> new DiskThread(task, "stele-disk-" + number.incrementAndGet()));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
