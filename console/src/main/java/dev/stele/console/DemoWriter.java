package dev.stele.console;

import dev.stele.ground.Clock;
import dev.stele.ground.Disk;
import dev.stele.ground.Entropy;
import dev.stele.journal.JournalOptions;
import dev.stele.store.Receipt;
import dev.stele.store.Store;
import dev.stele.store.StoreOptions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The child of {@code stele demo} that is killed: appends to a store from several virtual threads
 * and says of each batch when it was acknowledged. It never ends by itself, unless something fails
 * or its parent is gone.
 */
@Command(name = DemoWriter.NAME, hidden = true, header = "Append until killed; for 'stele demo'.")
final class DemoWriter implements Callable<Integer> {

  static final String NAME = "demo-writer";
  static final String OPENED = "opened";
  static final int WRITERS = 16;

  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  @Parameters private Path directory = Path.of("");

  DemoWriter() {}

  /** Segments so small that a demonstration has several. */
  static StoreOptions options() {
    return StoreOptions.standard()
        .journal(
            new JournalOptions(1 << 18, 1 << 16, Disk.system(), Clock.system(), Entropy.system()));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Thread.ofPlatform().daemon().start(DemoWriter::endWithTheParent);
    try (Store store = Store.open(directory, options())) {
      say(OPENED);
      Thread last = Thread.currentThread();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        last = Thread.startVirtualThread(() -> append(store, writer));
      }
      last.join();
    }
    return 1;
  }

  private static void append(Store store, int writer) {
    try {
      for (int number = 0; ; number++) {
        DemoBatch batch = new DemoBatch(writer, number);
        Receipt receipt = store.append(batch.append()).orThrow();
        say(new DemoBatch.Acknowledged(batch, receipt.first().position().value()).line());
      }
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  /** One write of the system for a line: of what a pipe takes in one piece. */
  static synchronized void say(String line) throws IOException {
    OUT.write((line + Child.END_OF_LINE + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static void endWithTheParent() {
    try {
      int end = System.in.read(); // Nobody writes there: it is the end of the parent.
      Runtime.getRuntime().halt(end < 0 ? 2 : 3);
    } catch (IOException _) {
      Runtime.getRuntime().halt(2);
    }
  }
}
