package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Opens journals of every released format: reads, verifies, proves, recovers, and goes on.
 *
 * <p>The journals are checked in, written by {@link FormatFixtureMaker}. Once its format is
 * released, a fixture is never written again and never taken out: a test that fails here says that
 * users cannot open what they have.
 */
class FormatFixtureTest {

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(strings = "format-1")
  void aClosedJournalHasNoFindings(String name) throws IOException {
    FormatFixture fixture = new FormatFixture(name);
    VerifyReport report = JournalVerifier.verify(fixture.copyTo(root), Disk.system());
    assertThat(report.findings()).isEmpty();
    assertThat(report.isClosed()).isTrue();
    assertThat(report.segmentCount()).isEqualTo(3);
    assertThat(report.entryCount()).isEqualTo(fixture.entries().size());
    assertThat(report.tree()).hasValue(fixture.facts().durable());
  }

  @Test
  void theFixturesHoldWhatAFormatHas() throws IOException {
    List<String> lines = new FormatFixture("format-1").entries();
    for (Entry.Form form : Entry.Form.values()) {
      assertThat(lines).as(form.toString()).anyMatch(line -> line.contains(" DATA " + form + " "));
    }
    EnumSet.allOf(Entry.Kind.class)
        .forEach(kind -> assertThat(lines).anyMatch(line -> line.contains(" " + kind + " FULL ")));
    assertThat(lines).filteredOn(line -> line.contains(" EPOCH FULL ")).hasSize(4);
    assertThat(lines).anyMatch(line -> line.contains(" DATA FULL 65535 "));
    assertThat(lines).anyMatch(line -> line.contains(" " + Integer.MAX_VALUE + " "));
    assertThat(lines).hasSizeGreaterThan(40);
    FormatFixture.Facts unclean = new FormatFixture("format-1-unclean").facts();
    assertThat(unclean.rewritten()).isEqualTo(6);
    assertThat(unclean.bytesCut()).isPositive();
    assertThat(unclean.recovered().size()).isEqualTo(unclean.durable().size() + 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"format-1", "format-1-unclean"})
  void aFollowerReadsWhatIsDurableAndChangesNothing(String name) throws IOException {
    FormatFixture fixture = new FormatFixture(name);
    FormatFixture.Facts facts = fixture.facts();
    Path directory = fixture.copyTo(root);
    Map<String, ByteBuffer> files = FormatFixture.files(directory);
    List<String> expected = fixture.entries().subList(0, (int) facts.durable().size());
    JournalOptions options = FormatFixture.options(Disk.system());
    try (JournalFollower follower = JournalFollower.open(directory, options)) {
      assertThat(follower.lineage()).isEqualTo(facts.lineage());
      assertThat(FormatFixture.lines(follower)).isEqualTo(expected);
      assertThat(backward(follower)).isEqualTo(expected.reversed());
      assertThat(follower.treeHead()).isEqualTo(facts.durable());
      requireProofs(follower, expected, facts.durable());
    }
    assertThat(JournalVerifier.verify(directory, Disk.system()).findings()).isEmpty();
    assertThat(FormatFixture.files(directory)).isEqualTo(files);
  }

  @ParameterizedTest
  @ValueSource(strings = {"format-1", "format-1-unclean"})
  void aWriterRecoversAndGoesOn(String name) throws IOException {
    FormatFixture fixture = new FormatFixture(name);
    FormatFixture.Facts facts = fixture.facts();
    Path directory = fixture.copyTo(root);
    JournalOptions options = FormatFixture.options(Disk.system());
    List<String> lines;
    try (Journal journal = Journal.open(directory, options)) {
      RecoveryReport report = journal.recovery();
      assertThat(report.entriesRewritten()).isEqualTo(facts.rewritten());
      assertThat(report.bytesCut()).isEqualTo(facts.bytesCut());
      assertThat(report.epoch()).isEqualTo(facts.epoch() + 1);
      assertThat(report.isNew()).isFalse();
      assertThat(journal.lineage()).isEqualTo(facts.lineage());
      for (int i = 0; i < 60; i++) { // More than the last segment has room for.
        journal.append(List.of(NewEntry.of(ByteBuffer.allocate(3 * i)))).orThrow();
      }
      lines = FormatFixture.lines(journal);
      assertThat(lines).startsWith(fixture.entries().toArray(new String[0]));
      assertThat(lines).hasSize(fixture.entries().size() + 1 + 60);
      requireProofs(journal, fixture.entries(), facts.recovered());
      requireProofs(journal, lines, journal.treeHead());
      requireConsistent(journal, facts.durable());
      requireConsistent(journal, facts.recovered());
    }
    VerifyReport report = JournalVerifier.verify(directory, Disk.system());
    assertThat(report.findings()).isEmpty();
    assertThat(report.isClosed()).isTrue();
    assertThat(report.segmentCount()).isGreaterThan(3);
    try (JournalFollower follower = JournalFollower.open(directory, options)) {
      assertThat(FormatFixture.lines(follower)).isEqualTo(lines);
      assertThat(report.tree()).hasValue(follower.treeHead());
    }
  }

  private static List<String> backward(JournalReader journal) {
    List<String> lines = new ArrayList<>();
    MerkleHasher hasher = MerkleHasher.create();
    try (Entries entries = journal.readBackward(journal.head())) {
      entries.forEachRemaining(entry -> lines.add(FormatFixture.line(entry, hasher)));
    }
    return lines;
  }

  /** Proves each entry, with the leaf of its line, against a head. */
  private static void requireProofs(JournalReader journal, List<String> lines, TreeHead head) {
    assertThat(lines).hasSize((int) head.size());
    IntStream.range(0, lines.size())
        .forEach(i -> {
          InclusionProof proof = journal.proveInclusion(new Position(i), new Position(head.size()));
          Digest leaf = FormatFixture.leaf(lines.get(i));
          MerkleVerifier.inclusion(proof, leaf, head).orThrow();
        });
  }

  private static void requireConsistent(JournalReader journal, TreeHead old) {
    ConsistencyProof proof = journal.proveConsistency(new Position(old.size()), journal.head());
    MerkleVerifier.consistency(proof, old, journal.treeHead()).orThrow();
  }
}
