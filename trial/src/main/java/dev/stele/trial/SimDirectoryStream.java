package dev.stele.trial;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The entries of a directory as they were when it was opened. */
final class SimDirectoryStream implements DirectoryStream<Path> {

  private final List<Path> entries;
  private boolean isTaken;
  private boolean isClosed;

  private SimDirectoryStream(List<Path> entries) {
    this.entries = entries;
  }

  static SimDirectoryStream of(Path directory, List<Path> onDisk, Filter<? super Path> filter)
      throws IOException {
    List<Path> entries = new ArrayList<>();
    for (Path name : onDisk) {
      Path entry = directory.resolve(String.valueOf(name.getFileName()));
      if (filter.accept(entry)) {
        entries.add(entry);
      }
    }
    return new SimDirectoryStream(entries);
  }

  @Override
  public synchronized Iterator<Path> iterator() {
    if (isTaken || isClosed) {
      throw new IllegalStateException("a directory stream must be open and iterated only once");
    }
    isTaken = true;
    Iterator<Path> all = entries.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !isClosed() && all.hasNext();
      }

      @Override
      public Path next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return all.next();
      }
    };
  }

  private synchronized boolean isClosed() {
    return isClosed;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
  }
}
