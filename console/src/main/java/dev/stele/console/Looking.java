package dev.stele.console;

import dev.stele.process.ProcessReader;
import dev.stele.store.StoreFollower;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Reads the processes of a store beside whoever writes them. */
final class Looking implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final StoreFollower store;
  private final ProcessReader reader;
  private final HostLink link;
  private final String scope;

  private Looking(StoreFollower store, ProcessReader reader, HostLink link, String scope) {
    this.store = store;
    this.reader = reader;
    this.link = link;
    this.scope = scope;
  }

  /** Begins; commands whose host is gone are given up first, so that they are seen as they are. */
  static Looking begin(Setting setting, StoreChoice choice, String scope) throws IOException {
    Path directory = choice.directory().toAbsolutePath().normalize();
    StoreFollower store = choice.follow();
    Looking looking =
        new Looking(
            store,
            ProcessReader.of(store, scope, setting.clock()),
            new HostLink(directory, setting.clock()),
            scope);
    looking.settle(PATIENCE);
    return looking;
  }

  /** Gives up commands whose host is gone by now. */
  void settle() throws IOException {
    settle(Duration.ZERO);
  }

  private void settle(Duration atMost) throws IOException {
    try {
      link.settle(reader, scope, atMost);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // Whoever waits next ends.
    }
  }

  StoreFollower store() {
    return store;
  }

  ProcessReader reader() {
    return reader;
  }

  @Override
  public void close() {
    reader.close();
    store.close();
  }
}
