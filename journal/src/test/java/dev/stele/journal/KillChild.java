package dev.stele.journal;

import dev.stele.ground.Clock;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.Entropy;
import dev.stele.ground.ForwardingDisk;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that opens a journal, appends at full speed from several threads, reads along, and says
 * what it did until it is killed. It never ends by itself, unless something fails or its parent is
 * gone.
 *
 * <p>What it says, a line each, written in one piece and ended by a full stop, so that a line cut
 * off is known:
 *
 * <pre>
 *   opening .                                   before each disk operation of the opening
 *   opened EXAMINED REWRITTEN CUT EPOCH .
 *   done LIFE WRITER NUMBER POSITION EPOCH .    after the append of a batch returned
 *   saw POSITION TEXT .                         every 50th entry read, and the last of each reading
 *   rotated .                                   a new segment is being made
 *   failed WHAT .                               and nothing after it counts
 * </pre>
 */
final class KillChild {

  /** The even ones are platform threads, the odd ones virtual. */
  static final int WRITERS = 6;

  private static final int SEEN_EVERY = 50;

  private static final AtomicInteger untilHalt = new AtomicInteger();

  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private KillChild() {}

  static JournalOptions options(Disk disk) {
    return new JournalOptions(1 << 16, 4096, disk, Clock.system(), Entropy.system());
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments the directory, the number of this life, and after how many acknowledgements it
   *     ends itself: at once and with nothing put in order, sooner than any signal; 0 for never
   */
  public static void main(String[] arguments) throws IOException {
    Thread.ofPlatform().daemon().start(KillChild::endWithTheParent);
    Announcing disk = new Announcing();
    say("opening");
    Journal journal = Journal.open(Path.of(arguments[0]), options(disk));
    disk.isOpening = false;
    RecoveryReport report = journal.recovery();
    say(
        "opened %d %d %d %d"
            .formatted(
                report.entriesExamined(),
                report.entriesRewritten(),
                report.bytesCut(),
                report.epoch()));
    int life = Integer.parseInt(arguments[1]);
    untilHalt.set(Integer.parseInt(arguments[2]));
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      start(i, () -> append(journal, life, writer));
    }
    start(1, () -> readAlong(journal));
  }

  /** What a thread of the child does; it does not return. */
  @FunctionalInterface
  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  private static void start(int number, Task task) {
    Runnable guarded =
        () -> {
          try {
            task.run();
          } catch (Throwable e) {
            fail(e);
          }
        };
    if (number % 2 == 0) {
      Thread.ofPlatform().start(guarded);
    } else {
      Thread.ofVirtual().start(guarded);
    }
  }

  private static void append(Journal journal, int life, int writer) throws IOException {
    for (int number = 0; ; number++) {
      KillBatch batch = new KillBatch(life, writer, number);
      Appended.Done done = journal.append(batch.entries(), batch.durability()).orThrow();
      say("done %d %d %d %s %d".formatted(life, writer, number, done.first(), done.epoch()));
      if (untilHalt.decrementAndGet() == 0) {
        Runtime.getRuntime().halt(0);
      }
    }
  }

  private static void readAlong(Journal journal) throws IOException, InterruptedException {
    long next = 0;
    while (true) {
      if (!journal.awaitDurable(new Position(next), Duration.ofDays(1))) {
        continue;
      }
      try (Entries entries = journal.read(new Position(next))) {
        while (entries.hasNext()) {
          Entry entry = entries.next();
          next = entry.position().value() + 1;
          if ((next % SEEN_EVERY == 0 || !entries.hasNext()) && entry.kind() == Entry.Kind.DATA) {
            say("saw " + entry.position() + " " + StandardCharsets.UTF_8.decode(entry.payload()));
          }
        }
      }
    }
  }

  /** One write of the system for a line: of what a pipe takes in one piece. */
  static synchronized void say(String line) throws IOException {
    OUT.write((line + " .\n").getBytes(StandardCharsets.UTF_8));
  }

  static void fail(Throwable what) {
    what.printStackTrace();
    try {
      say("failed " + what.toString().replace('\n', ' '));
    } catch (IOException _) {
      // Nobody listens any more; the trace was printed.
    }
    Runtime.getRuntime().halt(1);
  }

  private static void endWithTheParent() {
    try {
      int end = System.in.read(); // Nobody writes there: it is the end of the parent.
      Runtime.getRuntime().halt(end < 0 ? 2 : 3);
    } catch (IOException _) {
      Runtime.getRuntime().halt(2);
    }
  }

  /** Says what it is asked, as far as a parent may want to kill there. */
  private static final class Announcing extends ForwardingDisk {
    private volatile boolean isOpening = true;

    Announcing() {
      super(Disk.system());
    }

    @Override
    protected void before(DiskOperation operation, Path path) {
      try {
        if (isOpening) {
          say("opening");
        } else if (operation == DiskOperation.CREATE && path.toString().endsWith(".seg")) {
          say("rotated");
        }
      } catch (IOException e) {
        fail(e);
      }
    }
  }
}
