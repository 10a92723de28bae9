package dev.stele.bench;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskFile;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.DiskThread;
import dev.stele.ground.ForwardingDisk;
import dev.stele.ground.Mapping;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** What the seam costs over a plain {@code FileChannel}, in place and handed over. */
final class DiskBenchmark implements Benchmark {

  private static final int RECORD_BYTES = 236; // A frame of a 200-byte payload, about.
  private static final int FILE_BYTES = 1 << 20;
  private static final int READ_FACTOR = 50; // Reads take no sync; more of them make a round.

  @Override
  public String question() {
    return "what the disk seam costs over a plain FileChannel";
  }

  @Override
  public void run(PrintStream out, Scale scale) throws Exception {
    Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "stele-bench");
    try {
      AtomicLong syncs = new AtomicLong();
      Disk disk =
          new ForwardingDisk(Disk.system()) {
            @Override
            protected void before(DiskOperation operation, Path path) {
              if (operation == DiskOperation.SYNC) {
                syncs.incrementAndGet();
              }
            }
          };
      try (FileChannel plain =
              FileChannel.open(
                  folder.resolve("plain"),
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          DiskFile file = disk.create(folder.resolve("seam"))) {
        plain.write(ByteBuffer.allocate(FILE_BYTES), 0);
        plain.force(true);
        file.write(0, ByteBuffer.allocate(FILE_BYTES));
        file.sync();
        out.println("Overwrite " + RECORD_BYTES + " bytes of a preallocated file and sync:");
        writes(plain, file, syncs).run(out, scale);
        out.println();
        out.println(
            "Read "
                + RECORD_BYTES
                + " bytes from the page cache, "
                + READ_FACTOR
                + " in a row as one operation:");
        try (Mapping mapping = disk.map(folder.resolve("seam"))) {
          reads(plain, file, mapping).run(out, scale);
        }
      }
    } finally {
      for (Path path : Disk.system().list(folder)) {
        Files.delete(path);
      }
      Files.delete(folder);
    }
  }

  private static Rounds writes(FileChannel plain, DiskFile file, AtomicLong syncs) {
    AtomicLong plainSyncs = new AtomicLong();
    ByteBuffer bytes = ByteBuffer.allocateDirect(RECORD_BYTES);
    Rounds rounds = new Rounds();
    rounds.add(
        "FileChannel.write + force(false)",
        plainSyncs::get,
        operations -> {
          for (int i = 0; i < operations; i++) {
            plain.write(bytes.clear(), position(i));
            plain.force(false);
            plainSyncs.incrementAndGet();
          }
        });
    Rounds.Work seam =
        operations -> {
          for (int i = 0; i < operations; i++) {
            file.write(position(i), bytes.clear());
            file.sync();
          }
        };
    rounds.add("seam, on a DiskThread", syncs::get, operations -> inPlace(seam, operations));
    rounds.add("seam, handed over, platform thread", syncs::get, seam);
    rounds.add(
        "seam, handed over, virtual thread",
        syncs::get,
        operations -> on(Thread.ofVirtual()::unstarted, seam, operations));
    return rounds;
  }

  private static Rounds reads(FileChannel plain, DiskFile file, Mapping mapping) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(RECORD_BYTES);
    Rounds rounds = new Rounds();
    rounds.add(
        "FileChannel.read",
        () -> 0,
        operations -> {
          for (int i = 0; i < operations * READ_FACTOR; i++) {
            plain.read(bytes.clear(), position(i));
          }
        });
    Rounds.Work seam =
        operations -> {
          for (int i = 0; i < operations * READ_FACTOR; i++) {
            file.readFully(position(i), bytes.clear());
          }
        };
    rounds.add("seam, on a DiskThread", () -> 0, operations -> inPlace(seam, operations));
    rounds.add("seam, handed over, platform thread", () -> 0, seam);
    rounds.add(
        "mapping, on the caller's thread",
        () -> 0,
        operations -> {
          for (int i = 0; i < operations * READ_FACTOR; i++) {
            mapping.read(position(i), bytes.clear());
          }
        });
    return rounds;
  }

  private static long position(int operation) {
    return (long) operation * RECORD_BYTES % (FILE_BYTES - RECORD_BYTES);
  }

  private static void inPlace(Rounds.Work work, int operations) throws Exception {
    on(task -> new DiskThread(task, "bench"), work, operations);
  }

  private static void on(Function<Runnable, Thread> threads, Rounds.Work work, int operations)
      throws Exception {
    FutureTask<Boolean> task =
        new FutureTask<>(() -> {
          work.run(operations);
          return true;
        });
    threads.apply(task).start();
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the measured work failed", e.getCause());
    }
  }
}
