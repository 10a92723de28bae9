package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.CPU_SECONDS;
import static dev.stele.bench.Goals.Unit.MILLIS;

import dev.stele.ground.Disk;
import dev.stele.journal.Durability;
import dev.stele.journal.Journal;
import dev.stele.journal.JournalOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** How long a journal takes to open, after a clean close and after its writer was killed. */
final class OpenQuestion implements Question {

  /** What an event takes on disk, about, and twice: the journal, and what a round makes of it. */
  private static final long EVENT_BYTES = 2 * 300;

  private static final int LARGE_EVENTS = 10_000_000;

  /** A journal to be opened in each round, and what must be found in it. */
  private record Kept(
      String name, Path folder, long entriesMin, boolean isClean, AtomicLong examined) {}

  @Override
  public void answer(Setting setting) throws Exception {
    setting
        .out()
        .println("5. Opening in a fresh JVM, its files in the page cache. An op is an open.");
    setting.out().println("Time from the first line of main; CPU of the whole JVM with its start.");
    setting
        .out()
        .println("Killed: SIGKILL while appending unsynced, the last segment nearly full.");
    List<Kept> kept = new ArrayList<>(make(setting, setting.scale().choose(1_000_000, 2_000)));
    if (setting.scale() == Scale.LARGE && hasRoom(setting)) {
      kept.addAll(make(setting, LARGE_EVENTS));
    } else if (setting.scale() != Scale.LARGE) {
      setting.out().println("10 M events: left out, needs --large and 6 GB of disk.");
    }
    Rounds rounds = new Rounds(Rounds.Unit.MILLIS);
    List<Contestant> found = new ArrayList<>();
    for (Kept journal : kept) {
      found.add(rounds.add(journal.name, _ -> open(setting, journal)));
    }
    Contestant nothing =
        rounds.add("a JVM that opens nothing", _ -> sample(OpenProbe.run(OpenProbe.Task.START)));
    rounds.run(setting.out(), setting.scale(), 1);
    for (Kept journal : kept) {
      setting
          .out()
          .printf(Locale.ROOT, "%-38s %,9d entries read%n", journal.name, journal.examined.get());
    }
    for (int i = 0; i < 2; i++) { // The goals are those of the first size.
      judge(setting.goals(), kept.get(i), found.get(i), nothing);
    }
    for (Kept journal : kept) {
      Scratch.remove(journal.folder);
    }
  }

  private static void judge(Goals goals, Kept journal, Contestant found, Contestant nothing) {
    if (journal.isClean) {
      goals.judge(atMost(150_000, MILLIS, "to open, " + journal.name), found.micros());
    } else {
      goals.judge(
          atMost(1.5, CPU_SECONDS, "to open, " + journal.name + ", JVM start apart"),
          found.cpuSecondsBeyond(nothing));
    }
  }

  private static boolean hasRoom(Setting setting) {
    long needed = EVENT_BYTES * LARGE_EVENTS;
    long free = Disk.system().volume(setting.scratch().folder()).usableBytes();
    if (free < needed) {
      setting
          .out()
          .printf(
              Locale.ROOT,
              "10 M events: left out, needs %,d bytes of disk, there are %,d.%n",
              needed,
              free);
    }
    return free >= needed;
  }

  /** Makes a journal and closes it; and one that goes on from there until its writer is killed. */
  private static List<Kept> make(Setting setting, int events) throws Exception {
    String size = events >= 1_000_000 ? events / 1_000_000 + " M" : Integer.toString(events);
    Path clean = setting.scratch().folder().resolve("clean-" + events);
    try (Journal journal = Journal.open(clean, JournalOptions.standard())) {
      for (int i = 0; i < events / Payloads.BATCH; i++) {
        JournalPeer.append(journal, Payloads.HUNDRED, Durability.WRITTEN);
      }
    }
    Path killed = copy(clean, setting.scratch().folder().resolve("killed-" + events));
    // More entries than a segment holds, then until the last one of 64 MiB is nearly full.
    int entries = setting.scale().choose(300_000, Payloads.BATCH);
    int lastBytes = setting.scale().choose(60 << 20, 1 << 20);
    long more;
    Process writer =
        OpenProbe.start(
            OpenProbe.Task.APPEND,
            killed.toString(),
            Integer.toString(entries),
            Integer.toString(lastBytes));
    try (var lines = writer.inputReader()) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("the writer ended before it was killed");
      }
      more = Long.parseLong(line);
    } finally {
      writer.destroyForcibly().waitFor();
    }
    return List.of(
        new Kept(size + " events, closed", clean, events, true, new AtomicLong()),
        new Kept(
            size + " events and more, killed", killed, events + more, false, new AtomicLong()));
  }

  /** Opens a copy, so that each round finds the same. */
  private static Contestant.Sample open(Setting setting, Kept journal) throws IOException {
    Path copied = copy(journal.folder, setting.scratch().folder().resolve("opened"));
    OpenProbe.Opening opening = OpenProbe.run(OpenProbe.Task.OPEN, copied.toString());
    Scratch.remove(copied);
    journal.examined.set(opening.examined());
    boolean isRight =
        opening.head() >= journal.entriesMin && (opening.examined() == 0) == journal.isClean;
    if (!isRight) {
      throw new IllegalStateException(
          "expected " + journal.entriesMin + " entries or more, found " + opening);
    }
    return sample(opening);
  }

  private static Contestant.Sample sample(OpenProbe.Opening opening) {
    return new Contestant.Sample(opening.nanos() / 1e3, opening.cpuMillis() * 1e3, 0);
  }

  /**
   * Copies a journal that nobody has open. Sealed segments never change and are linked; the last
   * one is synced, lest the measured open should pay for the copying.
   */
  private static Path copy(Path source, Path target) throws IOException {
    Path last = OpenProbe.lastSegment(source);
    Path segments = last.resolveSibling("");
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectory(target.resolve(source.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path copied = target.resolve(source.relativize(file));
            if (file.startsWith(segments) && !file.equals(last)) {
              Files.createLink(copied, file);
            } else {
              Files.copy(file, copied);
              try (FileChannel channel = FileChannel.open(copied, StandardOpenOption.WRITE)) {
                channel.force(true);
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return target;
  }
}
