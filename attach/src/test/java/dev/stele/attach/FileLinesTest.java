package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.ForwardingDisk;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is appended to a file is seen line by line, and what is no longer that file is not. */
class FileLinesTest {

  private static final Path LOG = Path.of("log");
  private static final Duration LOOK = Duration.ofMillis(FileLines.LOOK_MILLIS);

  private final SimDisk disk = SimDisk.empty();
  private final SimClock clock = SimClock.at(Instant.EPOCH);
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private FileLines lines(Disk on) {
    FileLines lines = FileLines.open(LOG, on, clock, SimEntropy.of(7));
    open.add(lines);
    return lines;
  }

  private void append(String text) {
    try (DiskFile file =
        disk.find(LOG).isPresent() ? disk.open(LOG, Access.READ_WRITE) : disk.create(LOG)) {
      file.write(file.size(), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private Live<Items<String>, String> live(
      Spawned<Items<String>, String> attach, List<String> history) {
    Live<Items<String>, String> live =
        attach
            .clock(clock)
            .subscribe()
            .replay(items -> items.forEachRemaining(item -> history.add(item.value())))
            .live();
    open.add(live);
    return live;
  }

  private Live<Items<String>, String> live(FileLines lines) {
    return live(Attach.to(lines), new ArrayList<>());
  }

  /** Lets the next look happen, and another, before which the first is over. */
  private void look() throws InterruptedException {
    clock.awaitWaiters(1);
    clock.advance(LOOK);
    clock.awaitWaiters(1);
  }

  /** Lets the next look happen, which is the last one. */
  private void lastLook() throws InterruptedException {
    clock.awaitWaiters(1);
    clock.advance(LOOK);
  }

  private static List<String> got(Live<Items<String>, String> live) {
    List<String> got = new ArrayList<>();
    for (Optional<Received<Items<String>, String>> next = live.poll();
        next.isPresent();
        next = live.poll()) {
      if (next.get() instanceof Received.Got<Items<String>, String>(Item<String> item)) {
        got.add(item.position() + ":" + item.value());
      } else if (next.get() instanceof Received.Ended<Items<String>, String>(End why)) {
        got.add(why.toString());
        return got;
      }
    }
    return got;
  }

  private static End end(Live<Items<String>, String> live) throws InterruptedException {
    while (true) {
      if (live.next() instanceof Received.Ended<Items<String>, String>(End why)) {
        return why;
      }
    }
  }

  @Test
  void linesThatAreThereComeFirstAndThenEachThatIsAppended() throws InterruptedException {
    append("one\ntwo\n");
    List<String> history = new ArrayList<>();
    Live<Items<String>, String> live = live(Attach.to(lines(disk)), history);
    assertThat(history).containsExactly("one", "two");
    append("three\n");
    look();
    append("four\nfive\n");
    look();
    assertThat(got(live)).containsExactly("13:three", "18:four", "23:five");
    assertThat(live.cursor().orElseThrow().position()).isEqualTo(24);
  }

  @Test
  void aTornLastLineIsNoItemUntilItsEndIsThere() throws InterruptedException {
    append("one\ntw");
    List<String> history = new ArrayList<>();
    Live<Items<String>, String> live = live(Attach.to(lines(disk)), history);
    assertThat(history).containsExactly("one");
    append("o and");
    look();
    assertThat(got(live)).isEmpty();
    append(" more\nth");
    look();
    assertThat(got(live)).containsExactly("16:two and more");
  }

  @Test
  void aLineEndsWithALineFeedPerhapsWithACarriageReturnBefore() throws InterruptedException {
    append("one\r\n\n\r\nmid\rdle\nZwölf\n");
    List<String> history = new ArrayList<>();
    live(Attach.to(lines(disk)), history);
    assertThat(history).containsExactly("one", "", "", "mid\rdle", "Zwölf");
  }

  @Test
  void linesOfAnySizeAreReadWhole() {
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int size : new int[] {0, 1, 8191, 8192, 8193, 32767, 32768, 32769, 200_000, 3}) {
      expected.add("x".repeat(size));
      text.append(expected.getLast()).append('\n');
    }
    append(text.toString());
    List<String> history = new ArrayList<>();
    live(Attach.to(lines(disk)), history);
    assertThat(history).isEqualTo(expected);
  }

  @Test
  void aFileThatIsNotThereIsOneWithoutLines() throws InterruptedException {
    Live<Items<String>, String> live = live(lines(disk));
    look();
    assertThat(got(live)).isEmpty();
    append("first\n");
    look();
    assertThat(got(live)).containsExactly("5:first");
  }

  @Test
  void itGoesOnAtACursorAfterARestart() {
    append("one\ntwo\nthree\n");
    Cursor cursor = new Cursor(lines(disk).lineage(), 4);
    List<String> history = new ArrayList<>();
    live(Attach.resume(lines(disk), cursor).orThrow(), history);
    assertThat(history).containsExactly("two", "three");
  }

  @Test
  void aCursorOfAnotherFileIsRefused() {
    append("one\n");
    Cursor cursor = new Cursor(lines(disk).lineage(), 4);
    disk.remove(LOG);
    append("two\nthree\n");
    assertThat(Attach.resume(lines(disk), cursor)).isInstanceOf(Resumption.Foreign.class);
  }

  @Test
  void aCursorBehindWhatIsThereOrWithinALineIsOfAnotherFile() throws InterruptedException {
    append("header\none\n");
    for (long position : new long[] {5, 12, 100}) {
      FileLines lines = lines(disk);
      List<String> history = new ArrayList<>();
      Live<Items<String>, String> live =
          live(Attach.resume(lines, new Cursor(lines.lineage(), position)).orThrow(), history);
      assertThat(history).isEmpty();
      assertThat(end(live))
          .isEqualTo(new End.Replaced(Optional.of(new Cursor(lines.lineage(), 0))));
    }
  }

  @Test
  void aFileThatIsCutEndsTheAttach() throws InterruptedException {
    append("one\ntwo\n");
    Live<Items<String>, String> live = live(lines(disk));
    try (DiskFile file = disk.open(LOG, Access.READ_WRITE)) {
      file.truncate(0);
    }
    lastLook();
    assertThat(end(live)).isEqualTo(new End.Replaced(Optional.empty()));
  }

  @Test
  void aFileThatIsCutAndHasGrownAgainEndsTheAttach() throws InterruptedException {
    append("one\ntwo\n");
    Live<Items<String>, String> live = live(lines(disk));
    try (DiskFile file = disk.open(LOG, Access.READ_WRITE)) {
      file.truncate(0);
    }
    append("one\nthree\nfour\n");
    lastLook();
    assertThat(end(live)).isInstanceOf(End.Replaced.class);
  }

  @Test
  void aTornLineThatIsCutOffIsNoLoss() throws InterruptedException {
    append("one\ntor");
    Live<Items<String>, String> live = live(lines(disk));
    look();
    try (DiskFile file = disk.open(LOG, Access.READ_WRITE)) {
      file.truncate(4);
    }
    look();
    append("two\n");
    look();
    assertThat(got(live)).containsExactly("7:two");
  }

  @Test
  void ofAFileThatIsRenamedAndBegunAnewTheLastLinesAreSeen() throws InterruptedException {
    append("one\n");
    FileLines lines = lines(disk);
    Live<Items<String>, String> live = live(lines);
    append("two\n");
    disk.rename(LOG, Path.of("log.1"));
    append("new\n");
    lastLook();
    Cursor now = new Cursor(FileLines.open(LOG, disk, clock, SimEntropy.of(1)).lineage(), 0);
    assertThat(live.next()).isInstanceOf(Received.CaughtUp.class);
    assertThat(live.next()).isEqualTo(new Received.Got<>(new Item<>(7, "two")));
    assertThat(end(live)).isEqualTo(new End.Replaced(Optional.of(now)));
    assertThat(end(live(Attach.to(lines), new ArrayList<>()))).isInstanceOf(End.Replaced.class);
  }

  @Test
  void aFileThatIsRemovedEndsTheAttach() throws InterruptedException {
    append("one\n");
    Live<Items<String>, String> live = live(lines(disk));
    disk.remove(LOG);
    lastLook();
    assertThat(end(live)).isEqualTo(new End.Replaced(Optional.empty()));
  }

  @Test
  void whileNobodyIsAttachedNobodyLooks() throws InterruptedException {
    append("one\n");
    FileLines lines = lines(disk);
    assertThat(clock.untilNext()).isEmpty();
    Live<Items<String>, String> first = live(lines);
    Live<Items<String>, String> second = live(lines);
    look();
    first.close();
    look();
    second.close();
    awaitNobody();
    append("two\n");
    List<String> history = new ArrayList<>();
    Live<Items<String>, String> third = live(Attach.to(lines), history);
    append("three\n");
    look();
    assertThat(history).containsExactly("one", "two");
    assertThat(got(third)).containsExactly("13:three");
  }

  /** Without an answer it goes on until the test's time is over. */
  private void awaitNobody() throws InterruptedException {
    while (clock.untilNext().isPresent()) {
      Thread.onSpinWait();
      if (Thread.interrupted()) {
        throw new InterruptedException("the test's time is over");
      }
    }
  }

  @Test
  void whatIsThereWhenItIsClosedIsStillSeen() throws InterruptedException {
    append("one\n");
    FileLines lines = lines(disk);
    Live<Items<String>, String> live = live(lines);
    clock.awaitWaiters(1);
    append("two\n");
    lines.close();
    assertThat(live.next()).isInstanceOf(Received.CaughtUp.class);
    assertThat(live.next()).isEqualTo(new Received.Got<>(new Item<>(7, "two")));
    assertThat(end(live)).isEqualTo(new End.Closed());
    List<String> history = new ArrayList<>();
    assertThat(end(live(Attach.to(lines), history))).isEqualTo(new End.Closed());
    assertThat(history).containsExactly("one", "two");
  }

  @Test
  void aDiskThatFailsEndsTheAttachAndOneThatReconnectsGoesOn() throws InterruptedException {
    append("one\n");
    Moody moody = new Moody(disk);
    FileLines lines = lines(moody);
    Live<Items<String>, String> again =
        live(Attach.to(lines).reconnecting(Backoff.standard()), new ArrayList<>());
    Live<Items<String>, String> given = live(lines); // The last to be told of an end.
    clock.awaitWaiters(1);
    moody.fails = true;
    append("two\n");
    lastLook();
    assertThat(end(given)).isInstanceOf(End.Failed.class);
    moody.fails = false;
    assertThat(again.poll()).containsInstanceOf(Received.CaughtUp.class);
    assertThat(again.poll()).isEmpty(); // Notes the failure.
    clock.advance(Duration.ofSeconds(1));
    assertThat(again.next()).isEqualTo(new Received.Reconnected<>(1));
    assertThat(again.next()).isEqualTo(new Received.Got<>(new Item<>(7, "two")));
    append("three\n");
    look();
    assertThat(got(again)).containsExactly("13:three");
  }

  /** Fails when it is told to. */
  private static final class Moody extends ForwardingDisk {
    private volatile boolean fails;
    private volatile @Nullable DiskOperation failing;

    Moody(Disk inner) {
      super(inner);
    }

    @Override
    protected void before(DiskOperation operation, Path path) {
      if (fails || operation == failing) {
        throw new DiskException.Failed(operation, path, "bad mood");
      }
    }
  }

  @Test
  void aLineWithoutAnEndInSightEndsTheAttach() throws InterruptedException {
    append("one\n");
    Live<Items<String>, String> live = live(lines(disk));
    append("x".repeat(FileLines.LONGEST_BYTES + 1));
    lastLook();
    assertThat(end(live))
        .isInstanceOfSatisfying(
            End.Failed.class,
            failed ->
                assertThat(failed.cause())
                    .hasMessage("line must be <= 1048576 bytes, got: more: 'log' at byte 4"));
  }

  @Test
  void whoIsSlowMissesNoLine() throws InterruptedException {
    append("head\n");
    Live<Items<String>, String> live = live(Attach.to(lines(disk)).capacity(2), new ArrayList<>());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      text.append(i).append('\n');
    }
    append(text.toString());
    look();
    assertThat(got(live)).hasSize(10).startsWith("6:0").endsWith("24:9");
    assertThat(live.statistics().fallenBehind()).isEqualTo(1);
  }

  @Test
  void aFileThatCannotBeReadIsNotOpened() {
    disk.createDirectory(LOG);
    assertThatThrownBy(() -> lines(disk)).isInstanceOf(DiskException.Failed.class);
  }

  /** A client that sends a wrong cursor ended the attaches of all others, for good. */
  @Test
  void aWrongCursorOfOneIsNothingToOthers() throws InterruptedException {
    append("header\none\n");
    FileLines lines = lines(disk);
    Live<Items<String>, String> right = live(lines);
    Live<Items<String>, String> wrong =
        live(Attach.resume(lines, new Cursor(lines.lineage(), 5)).orThrow(), new ArrayList<>());
    assertThat(end(wrong)).isInstanceOf(End.Replaced.class);
    List<String> history = new ArrayList<>();
    Live<Items<String>, String> later = live(Attach.to(lines), history);
    assertThat(history).containsExactly("header", "one");
    assertThat(got(later)).isEmpty(); // Otherwise, its end.
    append("two\n");
    look();
    assertThat(got(right)).containsExactly("14:two");
  }

  /**
   * Whoever had fallen behind when the file was replaced could not be told what he had missed, and
   * was shown the last lines of the old file behind a hole.
   */
  @Test
  void whoIsBehindWhenTheFileIsReplacedSeesNoLineBehindAHole() throws InterruptedException {
    append("head\n");
    Live<Items<String>, String> live = live(Attach.to(lines(disk)).capacity(2), new ArrayList<>());
    append("1\n2\n3\n");
    look();
    assertThat(live.next()).isInstanceOf(Received.CaughtUp.class);
    assertThat(live.next()).isInstanceOf(Received.FellBehind.class);
    append("4\n");
    disk.rename(LOG, Path.of("log.1"));
    append("new\n");
    lastLook();
    assertThat(live.next())
        .isInstanceOfSatisfying(
            Received.Ended.class,
            ended -> assertThat(ended.why()).isInstanceOf(End.Replaced.class));
    assertThat(live.cursor().orElseThrow().position()).isEqualTo(5);
  }

  /** What is there instead has the same first line: it was shown as if it were what was there. */
  @Test
  void whoComesAfterAFileWasReplacedSeesNothingOfTheOtherOne() throws InterruptedException {
    append("one\ntwo\n");
    FileLines lines = lines(disk);
    Live<Items<String>, String> live = live(lines);
    try (DiskFile file = disk.open(LOG, Access.READ_WRITE)) {
      file.truncate(0);
    }
    append("one\n");
    lastLook();
    assertThat(end(live)).isInstanceOf(End.Replaced.class);
    List<String> history = new ArrayList<>();
    assertThat(end(live(Attach.to(lines), history))).isInstanceOf(End.Replaced.class);
    assertThat(history).isEmpty();
  }

  @Test
  void aFileThatIsCutWhileItsHistoryIsReadEndsTheAttach() throws InterruptedException {
    append("x".repeat(60_000) + "\n" + "y".repeat(60_000) + "\nz\n");
    FileLines lines = lines(disk);
    List<String> history = new ArrayList<>();
    Live<Items<String>, String> live =
        Attach.to(lines)
            .clock(clock)
            .subscribe()
            .replay(items -> {
              history.add(items.next().value());
              try (DiskFile file = disk.open(LOG, Access.READ_WRITE)) {
                file.truncate(0);
              }
              items.forEachRemaining(item -> history.add(item.value()));
            })
            .live();
    open.add(live);
    assertThat(history).containsExactly("x".repeat(60_000));
    assertThat(end(live)).isInstanceOf(End.Replaced.class);
  }

  /** The file stayed open when its first bytes could not be read. */
  @Test
  void aDiskThatFailsWhenSomebodyComesLeavesNoFileOpen() {
    append("one\n");
    Moody moody = new Moody(disk);
    FileLines lines = lines(moody);
    moody.failing = DiskOperation.READ;
    assertThatThrownBy(() -> live(lines)).isInstanceOf(DiskException.Failed.class);
    disk.requireNoOpenHandles();
  }
}
