package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Access;
import dev.stele.ground.DiskEntry;
import dev.stele.ground.DiskFile;
import dev.stele.trial.CrashImage;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import dev.stele.trial.Tear;
import dev.stele.trial.Unsynced;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Writes the journals that {@link FormatFixtureTest} opens for ever. It is no part of the suite;
 * the command is
 *
 * <pre>
 *   ./stele test -pl journal -am -Dtest=FormatFixtureMaker -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 *
 * <p><b>Once format 1 is released, its fixtures are never written again</b>: they stand for the
 * journals that users have. A later format gets fixtures of its own beside them, and a maker that
 * writes only those. Until then a change of the format is followed by this command.
 *
 * <p>Disk, time and chance are simulated: the same sources write the same bytes.
 */
class FormatFixtureMaker {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Path DIRECTORY = Path.of("/journal");

  private SimEntropy chance = SimEntropy.of(1);
  private SimDisk disk = SimDisk.empty();
  private int count;

  private JournalOptions options() {
    SimClock clock = SimClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    return new JournalOptions(8192, 512, disk, clock, chance);
  }

  private Journal open() {
    return Journal.open(DIRECTORY, options());
  }

  /** Four epochs and a recovery in three segments, closed; entries of all forms and kinds. */
  @Test
  void writesAClosedJournal() throws IOException, GeneralSecurityException {
    try (Journal journal = open()) {
      for (int payloadBytes : new int[] {0, 1, 7, 8, 9, 15, 16, 17, 64, 300, 1200}) {
        journal.append(List.of(entry(payloadBytes))).orThrow();
      }
      journal.append(entries(5)).orThrow();
    }
    Journal dying = open();
    for (int size : new int[] {1, 12, 2, 3}) {
      dying.append(entries(size)).orThrow();
    }
    dying.append(entries(4), Durability.WRITTEN).orThrow();
    dying.append(entries(1), Durability.WRITTEN).orThrow();
    dying.append(List.of(entry(200)), Durability.WRITTEN).orThrow();
    crash(dying);
    try (Journal journal = open()) {
      RecoveryReport report = journal.recovery();
      assertThat(report.entriesRewritten()).isEqualTo(5);
      assertThat(report.bytesCut()).isPositive();
      journal.append(entries(3)).orThrow();
    }
    appendReduced();
    write("format-1");
    assertThat(JournalVerifier.verify(DIRECTORY, disk).segmentCount()).isEqualTo(3);
  }

  /** Doubtful batches and a torn one behind what is durable, and a segment that was sealed. */
  @Test
  void writesAJournalThatWasNotClosed() throws IOException {
    chance = SimEntropy.of(2); // Another lineage.
    try (Journal journal = open()) {
      for (int size : new int[] {1, 9, 4, 13, 2}) {
        journal.append(entries(size)).orThrow();
      }
    }
    Journal dying = open();
    for (int size : new int[] {8, 1, 11}) {
      dying.append(entries(size)).orThrow();
    }
    for (int size : new int[] {2, 1, 3}) {
      dying.append(entries(size), Durability.WRITTEN).orThrow();
    }
    dying.append(List.of(entry(900)), Durability.WRITTEN).orThrow();
    crash(dying);
    write("format-1-unclean");
  }

  /** Cuts the power: all that was written landed, the last write only in part. */
  private void crash(Journal dying) {
    SimDisk before = disk;
    List<Unsynced> pending = before.pending();
    Unsynced last = pending.getLast();
    assertThat(last.kind()).isEqualTo(Unsynced.Kind.WRITE);
    CrashImage image =
        CrashImage.of(new TreeSet<>(pending.stream().map(Unsynced::operation).toList()))
            .with(last.operation(), new Tear(0, last.lengthBytes() / 2, Tear.Fill.OLD));
    disk = before.restart(image);
    dying.close();
  }

  private List<NewEntry> entries(int size) {
    return IntStream.range(0, size).mapToObj(index -> entry(5 * index)).toList();
  }

  /** The next entry: fields and header follow from its number. */
  private NewEntry entry(int payloadBytes) {
    int number = count++;
    int[] contentTypes = {0, 1, 256, 65_535};
    int[] keyGenerations = {0, 0, 1, 65_536, Integer.MAX_VALUE};
    String header = "header of " + number;
    byte[] payload = new byte[payloadBytes];
    for (int i = 0; i < payloadBytes; i++) {
      payload[i] = (byte) (number + 3 * i);
    }
    return new NewEntry(
        contentTypes[number % contentTypes.length],
        keyGenerations[number % keyGenerations.length],
        bytes(header.substring(0, number % (header.length() + 1))),
        ByteBuffer.wrap(payload));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Appends a batch of entries that are not full, which nobody can write yet but a salvage, in an
   * epoch of its own.
   */
  private void appendReduced() throws GeneralSecurityException {
    Layout layout = new Layout(disk, DIRECTORY);
    Recovery.Opened opened = new Recovery(layout, options()).open();
    try (Writer writer = new Writer(layout, options(), opened)) {
      NewEntry nothing = NewEntry.of(ByteBuffer.allocate(0));
      Request epoch =
          Batch.request(
              List.of(nothing),
              Entry.Kind.EPOCH,
              Durability.SYNCED,
              opened.catalog().lineage(),
              chance);
      assertThat(writer.add(epoch)).isTrue();
      writer.sync();
      writer.prepare();
      assertThat(writer.add(reduced(opened.catalog()))).isTrue();
      writer.sync();
      writer.catchUp();
      writer.checkpoint();
    }
  }

  private Request reduced(Catalog catalog) throws GeneralSecurityException {
    ByteBuffer frame = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    frame.position(FrameFormat.HEADER_BYTES);
    List<Integer> starts = new ArrayList<>();
    starts.add(frame.position());
    EntryFormat.put(frame, Entry.Kind.DATA, entry(40), salt());
    for (int payloadBytes : new int[] {0, 33, 500}) {
      starts.add(frame.position());
      putPayloadDropped(frame, entry(payloadBytes), salt());
    }
    for (Entry.Kind kind : List.of(Entry.Kind.DATA, Entry.Kind.EPOCH, Entry.Kind.LOST)) {
      starts.add(frame.position());
      EntryFormat.putLeaf(frame, kind, leafOf(entry(20), salt()));
    }
    starts.add(frame.position());
    NewEntry nothing = NewEntry.of(ByteBuffer.allocate(0));
    EntryFormat.put(frame, Entry.Kind.LOST, nothing, ByteBuffer.allocate(EntryFormat.SALT_BYTES));
    Checksum checksum = new Checksum();
    for (int at : starts) {
      EntryFormat.seal(frame, at, EntryFormat.seed(catalog.lineage()), checksum);
    }
    int entries = FrameFormat.entriesChecksum(frame, 0, starts.size());
    return new Request(frame.flip(), starts.size(), entries, Durability.SYNCED);
  }

  private ByteBuffer salt() {
    byte[] salt = new byte[EntryFormat.SALT_BYTES];
    chance.fill(salt);
    return ByteBuffer.wrap(salt);
  }

  /** Writes an entry of which the payload was erased, as docs/format.md says. */
  private static void putPayloadDropped(ByteBuffer target, NewEntry entry, ByteBuffer salt)
      throws GeneralSecurityException {
    int start = target.position();
    ByteBuffer header = entry.header();
    int length = (24 + header.remaining() + 32 + 7) / 8 * 8;
    target.putInt(0).putInt(length).put((byte) 2).put((byte) 0);
    target.putShort((short) entry.contentType()).putInt(entry.keyGeneration());
    target.putInt(header.remaining()).putInt(32).put(header).put(digest(entry, salt));
    while (target.position() < start + length) {
      target.put((byte) 0);
    }
    Digest dropped = LeafFormat.hash(target, start, MerkleHasher.create());
    assertThat(dropped).isEqualTo(leafOf(entry, salt));
  }

  private static byte[] digest(NewEntry entry, ByteBuffer salt) throws GeneralSecurityException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(salt.duplicate());
    sha256.update(entry.payload());
    return sha256.digest();
  }

  /** The leaf of the entry when it is full. */
  private static Digest leafOf(NewEntry entry, ByteBuffer salt) {
    ByteBuffer full = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    EntryFormat.put(full, Entry.Kind.DATA, entry, salt.duplicate());
    return LeafFormat.hash(full, 0, MerkleHasher.create());
  }

  /** Writes what is on the disk now as a fixture, and what a reader and a writer find in it. */
  private void write(String name) throws IOException {
    Path folder = RESOURCES.resolve(name);
    SimDisk asItIs = disk.restart(CrashImage.nothing());
    if (Files.exists(folder)) {
      removeAll(folder);
    }
    copy(asItIs, DIRECTORY, folder.resolve(FormatFixture.JOURNAL));
    TreeHead durable;
    long epoch = new Layout(asItIs, DIRECTORY).readHead().orElseThrow().epoch();
    try (JournalFollower follower = JournalFollower.open(DIRECTORY, options().on(asItIs))) {
      durable = follower.treeHead();
    }
    try (Journal journal = Journal.open(DIRECTORY, options().on(asItIs))) {
      RecoveryReport report = journal.recovery();
      Position end = new Position(journal.head().value() - 1); // Before the new epoch.
      FormatFixture.Facts facts =
          new FormatFixture.Facts(
              journal.lineage(),
              durable,
              journal.treeHead(end),
              report.entriesRewritten(),
              report.bytesCut(),
              epoch);
      List<String> lines = FormatFixture.lines(journal);
      Files.write(folder.resolve(FormatFixture.ENTRIES), lines.subList(0, lines.size() - 1));
      Files.write(folder.resolve(FormatFixture.FACTS), facts.lines());
    }
  }

  private static void copy(SimDisk from, Path directory, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path path : from.list(directory)) {
      Path target = to.resolve(Objects.requireNonNull(path.getFileName()).toString());
      if (from.find(path).orElseThrow().kind() == DiskEntry.Kind.DIRECTORY) {
        copy(from, path, target);
        continue;
      }
      try (DiskFile file = from.open(path, Access.READ)) {
        ByteBuffer all = ByteBuffer.allocate((int) file.size());
        file.readFully(0, all);
        Files.write(target, all.array());
      }
    }
  }

  private static void removeAll(Path folder) throws IOException {
    for (String file : FormatFixture.files(folder).keySet()) {
      Files.delete(folder.resolve(file));
    }
  }
}
