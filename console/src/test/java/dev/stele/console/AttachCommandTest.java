package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.attach.Cursor;
import dev.stele.ground.Clock;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.Region;
import dev.stele.store.Store;
import dev.stele.store.StoreFollower;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stele attach}, as a shell meets it. */
class AttachCommandTest {

  private static final String EVENTS = "events.jsonl";
  private static final Duration MOMENT = Duration.ofMillis(2);

  @TempDir private Path folder = Path.of("");

  private Path directory = Path.of("");
  private String store = "";

  @BeforeEach
  void fill() {
    directory = folder.resolve("store");
    store = directory.toString();
    append(1, 2, 3);
  }

  private void append(int... orders) {
    try (Store open = Store.open(directory)) {
      for (int order : orders) {
        place(open, order);
      }
    }
  }

  private static void place(Store open, int order) {
    open.append(Append.to(Coordinate.of("shop", "order:" + order)).event("Placed", "{}")).orThrow();
  }

  private Cli attach(int exitCode, String... more) {
    Cli cli =
        Cli.run(
            Stream.concat(Stream.of("attach", "--store", store), Stream.of(more))
                .toArray(String[]::new));
    assertThat(cli.exitCode()).as(cli.err() + cli.out()).isEqualTo(exitCode);
    assertThat(cli.err()).doesNotContain("Exception", "\tat ");
    return cli;
  }

  private static List<String> entities(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll(".*(order:\\d+).*", "$1")).toList();
  }

  private static Cursor cursor(String text) {
    Matcher found = Pattern.compile("[0-9a-f-]{36}/\\d+").matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return Cursor.parse(found.group()).orElseThrow();
  }

  @Test
  void whatIsThereComesFirstAndThenWhatComes() throws Exception {
    try (Store open = Store.open(directory)) {
      FutureTask<Cli> attached =
          new FutureTask<>(() -> attach(0, "--limit", "6", "--for", "60s", "--scope", "shop"));
      Thread.startVirtualThread(attached);
      for (int order = 4; !attached.isDone(); order++) {
        place(open, order);
      }
      Cli cli = attached.get();
      assertThat(entities(cli.lines()))
          .containsExactly("order:1", "order:2", "order:3", "order:4", "order:5", "order:6");
      assertThat(cli.err()).contains("goes on with --after " + open.lineage() + "/");
    }
  }

  @Test
  void signalsGoToStandardError() {
    Cli cli = attach(0, "--for", "1ms");
    assertThat(cli.lines()).hasSize(3);
    assertThat(cli.err().lines()).hasSize(2);
    assertThat(cli.err()).contains("stele: attach: caught up at ", "goes on with --after ");
    assertThat(Cli.done("tail", "--store", store, "--from", "0", "--for", "1ms").lines())
        .hasSize(3);
  }

  @Test
  void aRegionWithAnEndEnds() {
    Cli cli = attach(0, "--until", "3");
    assertThat(entities(cli.lines())).containsExactly("order:1", "order:2");
    assertThat(cli.err()).contains("the region has an end");
  }

  @Test
  void itGoesOnAtTheCursorThatItSaid() {
    Cli first = attach(0, "--limit", "2", "--json");
    assertThat(entities(first.objects())).containsExactly("order:1", "order:2");
    Cursor last = cursor(first.objects().getLast());
    assertThat(cursor(first.err())).isEqualTo(last);
    append(4);
    assertThat(entities(attach(0, "--after", last.toString(), "--limit", "2").lines()))
        .containsExactly("order:3", "order:4");
    assertThat(attach(0, "--live-only", "--for", "1ms").lines()).isEmpty();
  }

  @Test
  void aCursorThatWouldBeWrongIsRefusedAndSaysWhatToDo() {
    Cursor good = cursor(attach(0, "--limit", "3").err());
    Cli foreign = attach(1, "--after", new Cursor(new UUID(1, 2), 3).toString());
    assertThat(foreign.err()).contains("must be of this store's lineage", "attach anew");
    assertThat(foreign.out()).isEmpty();
    Cli ahead = attach(1, "--after", new Cursor(good.lineage(), 1_000).toString());
    assertThat(ahead.err()).contains("set back to an older copy", "attach anew");
    assertThat(Cli.ends(2, "attach", "--store", store, "--after", "17").err())
        .contains("cursor must be LINEAGE/POSITION, got: '17'");
    Cli.ends(2, "attach", "--store", store, "--after", good.toString(), "--live-only");
  }

  @Test
  void aFileHasEachEventOnceHoweverOftenItIsGoneOnWith() throws IOException {
    Path file = folder.resolve(EVENTS);
    String out = file.toString();
    attach(0, "--out", out, "--limit", "2");
    attach(0, "--out", out, "--for", "1ms");
    append(4);
    Cli cli = attach(0, "--out", out, "--for", "1ms");
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains("goes on at ");
    requireAll(file);
  }

  @Test
  void aTornLineIsCutWhereverItWasTorn() throws IOException {
    Path whole = folder.resolve("whole");
    attach(0, "--out", whole.toString(), "--for", "1ms");
    byte[] bytes = Files.readAllBytes(whole);
    int lines = 0;
    for (int size = 0; size <= bytes.length; size++) {
      boolean isWhole = size == 0 || bytes[size - 1] == '\n';
      lines += isWhole ? 1 : 0;
      if (!isWhole && size % 11 != 0) {
        continue;
      }
      Path torn = folder.resolve("torn" + size);
      Files.write(torn, Arrays.copyOf(bytes, size));
      Cli cli = attach(0, "--out", torn.toString(), "--for", "1ms");
      assertThat(Files.readAllBytes(torn)).isEqualTo(bytes);
      assertThat(cli.err().contains("cut an unfinished line")).isEqualTo(!isWhole);
    }
    assertThat(lines).isEqualTo(4);
  }

  @Test
  void aFileOfSomebodyElseIsLeftAlone() throws IOException {
    for (String text : List.of("no end", "{\"other\":1}\n", "\n", "{\"cursor\":\"17\"}\n")) {
      Path file = folder.resolve("other");
      Files.writeString(file, text);
      assertThat(attach(3, "--out", file.toString()).err())
          .contains("lines of 'stele attach' alone");
      assertThat(file).hasContent(text);
    }
    Path file = folder.resolve(EVENTS);
    attach(0, "--out", file.toString(), "--limit", "1");
    Cursor cursor = cursor(Files.readString(file));
    assertThat(
            Cli.ends(2, "attach", "-s", store, "--out", file.toString(), "--after", "" + cursor)
                .err())
        .contains("--after must not be given");
    Files.writeString(
        file, Files.readString(file).replace(cursor.lineage() + "", "" + new UUID(1, 2)));
    assertThat(attach(1, "--out", file.toString()).err()).contains("attach anew");
  }

  /** SIGKILL, again and again, at any moment; another process writes all the while. */
  @Test
  void aClientThatIsKilledAndStartedAgainHasEachEventOnce() throws Exception {
    Path file = folder.resolve(EVENTS);
    Files.createFile(file);
    AtomicLong orders = new AtomicLong();
    try (Store open = Store.open(directory)) {
      FutureTask<Integer> writing = new FutureTask<>(() -> write(open, orders));
      Thread.startVirtualThread(writing);
      int cut = 0;
      for (int round = 0; round < 3; round++) {
        long before = Files.size(file);
        try (Child child = Child.start("attach", "--store", store, "--out", file.toString())) {
          while (Files.size(file) < before + 20_000L * (round + 1)) {
            orders.set(500 + Files.size(file) / 300); // Ahead of the client, and not too far.
            Clock.system().sleep(MOMENT);
          }
          child.kill();
          assertThat(child.end()).isEqualTo(128 + 9);
        }
        cut += Files.readString(file).endsWith("\n") ? 0 : 1;
      }
      orders.set(-1);
      System.out.println(writing.get() + " events, " + cut + " lines torn by a kill");
    }
    attach(0, "--out", file.toString(), "--for", "1ms");
    requireAll(file);
  }

  /** Places orders up to a number that rises, until it is negative. */
  private static int write(Store open, AtomicLong orders) throws InterruptedException {
    int order = 4;
    while (orders.get() >= 0) {
      if (order < orders.get()) {
        place(open, order++);
      } else {
        Clock.system().sleep(MOMENT);
      }
    }
    return order;
  }

  /** The file has every event of the store, once and in order. */
  private void requireAll(Path file) throws IOException {
    List<String> wanted = new ArrayList<>();
    try (StoreFollower follower = StoreFollower.open(directory);
        Events events = follower.read(Region.all())) {
      for (Event event : events) {
        wanted.add(EventFile.line(event, follower.lineage()));
      }
    }
    assertThat(Files.readAllLines(file)).isEqualTo(wanted);
  }
}
