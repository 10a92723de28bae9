package dev.stele.console;

import dev.stele.ground.Clock;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.Region;
import dev.stele.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The part of the demonstration with a client that is attached, is killed, and goes on with its
 * cursor: what it kept has each event once.
 */
final class DemoAttach {

  private static final String SCOPE = "live";
  private static final Coordinate STREAM = Coordinate.of(SCOPE, "clock");
  private static final int LINES_MIN = 200;
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PrintWriter out;
  private final Clock clock;
  private final Path file;
  private int appended;

  DemoAttach(Setting setting, Path folder) {
    this.out = setting.out();
    this.clock = setting.clock();
    this.file = folder.resolve("live.jsonl");
  }

  /** Shows it; false if anything is not as it must be. */
  boolean show(Path directory) throws IOException, InterruptedException {
    out.println();
    out.println(
        "5. A client is attached, and killed: it keeps events with their cursors in a file.");
    Files.createFile(file);
    try (Store store = Store.open(directory, DemoWriter.options())) {
      append(store, LINES_MIN); // History, for whom comes now.
      long first = live(store, directory);
      Files.writeString(file, "{\"cursor\":\"half a l", StandardOpenOption.APPEND);
      out.println(
          "   It was killed behind line " + Times.count(first) + "; half a line was put there.");
      append(store, LINES_MIN);
      long second = live(store, directory);
      out.println(
          "   Started again, it went on there, and was killed behind line %s."
              .formatted(Times.count(second)));
      append(store, LINES_MIN);
      boolean isCaughtUp = catchUp(directory);
      List<String> wanted = lines(store);
      List<String> found = Files.readAllLines(file);
      out.println(
          "   A third one caught up. %s were appended; the file has %s, each %s, %s."
              .formatted(
                  Times.count(appended, "event"),
                  Times.count(found.size(), "line"),
                  new HashSet<>(found).size() == found.size() ? "once" : "NOT once",
                  found.equals(wanted) ? "in order" : "NOT as in the store"));
      return isCaughtUp && found.equals(wanted) && found.size() == appended && second > first;
    }
  }

  private void append(Store store, int count) {
    for (int i = 0; i < count; i++) {
      store.append(Append.to(STREAM).event("Ticked", "{\"n\":" + appended + "}")).orThrow();
      appended++;
    }
  }

  /** Lets a client keep events while others are appended, then kills it; returns how many lines. */
  private long live(Store store, Path directory) throws IOException, InterruptedException {
    long before = lineCount();
    long end = clock.deadlineAfter(PATIENCE);
    try (Child client = client(directory)) {
      while (lineCount() < before + 2 * LINES_MIN && clock.nanoTime() - end < 0) {
        append(store, 1);
      }
      client.kill();
      int _ = client.end();
    }
    return lineCount();
  }

  private Child client(Path directory) throws IOException {
    return Child.startQuietly(
        "attach", "--store", directory.toString(), "--scope", SCOPE, "--out", file.toString());
  }

  private boolean catchUp(Path directory) throws IOException, InterruptedException {
    long end = clock.deadlineAfter(PATIENCE);
    try (Child client = client(directory)) {
      while (lineCount() < appended && clock.nanoTime() - end < 0) {
        clock.sleep(LOOK);
      }
      client.kill();
      return client.end() == DemoKill.KILLED;
    }
  }

  /** How many whole lines there are. */
  private long lineCount() throws IOException {
    long count = 0;
    for (byte each : Files.readAllBytes(file)) {
      count += each == '\n' ? 1 : 0;
    }
    return count;
  }

  private static List<String> lines(Store store) {
    List<String> lines = new ArrayList<>();
    try (Events events = store.read(Region.scope(SCOPE))) {
      for (Event event : events) {
        lines.add(EventFile.line(event, store.lineage()));
      }
    }
    return lines;
  }
}
