package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.journal.Digest;
import dev.stele.journal.Entries;
import dev.stele.journal.Journal;
import dev.stele.journal.JournalOptions;
import dev.stele.journal.MerkleHasher;
import dev.stele.journal.NewEntry;
import dev.stele.journal.Position;
import dev.stele.trial.SimDisk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The audit of the demonstration finds what is not as it must be. */
class DemoAuditTest {

  private static final DemoBatch FIRST = new DemoBatch(0, 1);
  private static final DemoBatch SECOND = new DemoBatch(0, 2);

  private final Journal journal =
      Journal.open(
          Path.of("/journal"),
          new JournalOptions(
              1 << 16, 4096, SimDisk.empty(), DemoWriter.options().clock(), _ -> {}));
  private final List<DemoBatch.Acknowledged> told = new ArrayList<>();

  @AfterEach
  void close() {
    journal.close();
  }

  private void append(DemoBatch batch) {
    told.add(new DemoBatch.Acknowledged(batch, append(batch.entries())));
  }

  private long append(List<NewEntry> entries) {
    return journal.append(entries).orThrow().first().value();
  }

  private DemoAudit.Kept lookUp() {
    return DemoAudit.read(journal).lookUp(told);
  }

  private void fill() {
    append(new DemoBatch(0, 0));
    append(FIRST);
    append(new DemoBatch(1, 0));
    append(SECOND);
  }

  @Test
  void aJournalThatHoldsAllIsAsItMustBe() {
    fill();
    append(new DemoBatch(7, 0).entries());
    assertThat(lookUp()).isEqualTo(new DemoAudit.Kept(4, 4, 4, 4, 4));
    assertThat(lookUp().isAll()).isTrue();
    DemoAudit audit = DemoAudit.read(journal);
    assertThat(audit.untoldCount(told)).isEqualTo(1);
    assertThat(audit.brokenCount()).isZero();
  }

  @Test
  void aBatchThatIsNotThereIsMissed() {
    fill();
    told.add(new DemoBatch.Acknowledged(new DemoBatch(2, 0), 30));
    assertThat(lookUp()).isEqualTo(new DemoAudit.Kept(5, 4, 4, 4, 5));
    assertThat(lookUp().isAll()).isFalse();
  }

  @Test
  void aBatchAtAnotherPlaceIsMissed() {
    fill();
    DemoBatch.Acknowledged last = told.removeLast();
    told.add(new DemoBatch.Acknowledged(last.batch(), last.position() + 1));
    assertThat(lookUp()).isEqualTo(new DemoAudit.Kept(4, 3, 3, 4, 4));
  }

  @Test
  void aBatchThatIsThereInPartIsBroken() {
    fill();
    DemoBatch torn = new DemoBatch(0, 3);
    long position = append(torn.entries().subList(0, torn.size() - 1));
    told.add(new DemoBatch.Acknowledged(torn, position));
    assertThat(lookUp()).isEqualTo(new DemoAudit.Kept(5, 5, 4, 5, 5));
    assertThat(DemoAudit.read(journal).brokenCount()).isEqualTo(1);
  }

  @Test
  void aBatchThatIsThereTwiceIsFound() {
    fill();
    append(SECOND.entries());
    assertThat(lookUp()).isEqualTo(new DemoAudit.Kept(4, 4, 4, 3, 4));
  }

  @Test
  void batchesOfAThreadInAnotherOrderAreFound() {
    append(new DemoBatch(0, 0));
    append(SECOND);
    append(FIRST);
    assertThat(lookUp()).isEqualTo(new DemoAudit.Kept(3, 3, 3, 3, 1));
  }

  @Test
  void whatNobodyOfferedIsBroken() {
    fill();
    byte[] text = "writer 0, batch 0, entry 6 of 7".getBytes(StandardCharsets.UTF_8);
    append(List.of(NewEntry.of(ByteBuffer.wrap(text))));
    assertThat(DemoAudit.read(journal).brokenCount()).isEqualTo(1);
  }

  @Test
  void whatWasSeenAndIsAnotherNowIsCounted() {
    fill();
    List<Digest> seen = new ArrayList<>();
    MerkleHasher hasher = MerkleHasher.create();
    try (Entries entries = journal.read(Position.FIRST)) {
      entries.forEachRemaining(entry -> seen.add(entry.leaf(hasher)));
    }
    DemoAudit audit = DemoAudit.read(journal);
    assertThat(audit.sameCount(seen)).isEqualTo(seen.size());
    seen.set(3, MerkleHasher.EMPTY_ROOT);
    seen.add(MerkleHasher.EMPTY_ROOT);
    assertThat(audit.sameCount(seen)).isEqualTo(seen.size() - 2);
  }

  @Test
  void anAcknowledgementIsReadBackFromItsLine() {
    DemoBatch.Acknowledged done = new DemoBatch.Acknowledged(SECOND, 17);
    assertThat(DemoBatch.Acknowledged.parse(done.line())).isEqualTo(done);
    assertThatThrownBy(() -> DemoBatch.Acknowledged.parse("opened"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
