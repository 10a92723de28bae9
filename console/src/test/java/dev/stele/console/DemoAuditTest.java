package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.journal.Digest;
import dev.stele.journal.MerkleHasher;
import dev.stele.store.Append;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.NewEvent;
import dev.stele.store.Region;
import dev.stele.store.Store;
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

  private final Store store =
      Store.open(Path.of("/store"), DemoWriter.options().on(SimDisk.empty()));
  private final List<DemoBatch.Acknowledged> told = new ArrayList<>();

  @AfterEach
  void close() {
    store.close();
  }

  private void append(DemoBatch batch) {
    told.add(new DemoBatch.Acknowledged(batch, append(batch, batch.events())));
  }

  private long append(DemoBatch to, List<NewEvent> events) {
    return store.append(Append.to(to.stream()).events(events)).orThrow().first().position().value();
  }

  private DemoAudit.Kept lookUp() {
    return DemoAudit.read(store).lookUp(told);
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
    append(SECOND, new DemoBatch(7, 0).events());
    assertThat(lookUp()).isEqualTo(new DemoAudit.Kept(4, 4, 4, 4, 4));
    assertThat(lookUp().isAll()).isTrue();
    DemoAudit audit = DemoAudit.read(store);
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
    long position = append(torn, torn.events().subList(0, torn.size() - 1));
    told.add(new DemoBatch.Acknowledged(torn, position));
    assertThat(lookUp()).isEqualTo(new DemoAudit.Kept(5, 5, 4, 5, 5));
    assertThat(DemoAudit.read(store).brokenCount()).isEqualTo(1);
  }

  @Test
  void aBatchThatIsThereTwiceIsFound() {
    fill();
    append(SECOND, SECOND.events());
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
    byte[] text = "writer 0, batch 0, event 6 of 7".getBytes(StandardCharsets.UTF_8);
    append(FIRST, List.of(NewEvent.of("Step", "text/plain", ByteBuffer.wrap(text))));
    assertThat(DemoAudit.read(store).brokenCount()).isEqualTo(1);
  }

  @Test
  void whatWasSeenAndIsAnotherNowIsCounted() {
    fill();
    List<Digest> seen = new ArrayList<>();
    try (Events events = store.read(Region.all())) {
      events.stream().map(Event::leaf).forEach(seen::add);
    }
    DemoAudit audit = DemoAudit.read(store);
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
