package dev.stele.store;

import static dev.stele.store.Modelled.require;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.attach.End;
import dev.stele.explore.Certificate;
import dev.stele.explore.Explorer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Attaching to a whole store, over files in memory, under every schedule with at most so many
 * preemptions as each test says; see {@link StoreScheduleTrial}.
 */
class AttachScheduleTrial {

  private static final Coordinate STREAM = Coordinate.of("room", "door");
  private static final Region REGION = Region.of(STREAM);

  private static void explore(int preemptions, Explorer.Model model) {
    Certificate certificate = Explorer.standard().preemptionsMax(preemptions).explore(model);
    System.out.println(certificate.toString().lines().limit(3).toList());
    assertThat(certificate.bound()).contains(preemptions + " preemptions");
    assertThat(certificate.woven()).containsKeys(Store.class.getName(), AttachHub.class.getName());
  }

  private static void append(Store store, String type) {
    store.append(Append.to(STREAM).event(type, "{}")).orThrow();
  }

  private static void attachUnderAnAppend() throws InterruptedException {
    Store store = Modelled.open();
    Thread other = Thread.ofPlatform().start(() -> append(store, "Opened"));
    try (Attached attached = Attached.to(store.attach(REGION))) {
      attached.upTo(1);
      other.join();
      store.close();
      require(attached.toEnd().equals(new End.Closed()), attached.signs);
      require(attached.seen.size() == 1, attached.seen);
    }
  }

  /** An event is in the history before it is offered, or it would be in neither. */
  @Test
  void whoAttachesUnderAnAppendSeesItOnce() {
    explore(0, AttachScheduleTrial::attachUnderAnAppend);
  }

  /** Minutes. */
  @Test
  @Tag("soak")
  void whoAttachesUnderAnAppendSeesItOnceWithAPreemption() {
    explore(1, AttachScheduleTrial::attachUnderAnAppend);
  }

  private static void closeUnderAnAttach() throws InterruptedException {
    Store store = Modelled.open();
    append(store, "Opened");
    Thread other = Thread.ofPlatform().start(store::close);
    try (Attached attached = Attached.to(store.attach(REGION))) {
      End end = attached.toEnd();
      require(end instanceof End.Closed || end instanceof End.Failed, end);
      require(attached.seen.size() == 1 || end instanceof End.Failed, attached.signs);
    } catch (StoreException.Closed _) {
      // It came first.
    }
    other.join();
  }

  @Test
  void whoAttachesUnderAClosingStoreSeesAllOrIsTold() {
    explore(0, AttachScheduleTrial::closeUnderAnAttach);
  }

  private static void leaveAndJoin() throws InterruptedException {
    Store store = Modelled.open();
    Attached first = Attached.to(store.attach(REGION));
    Thread other = Thread.ofPlatform().start(first::close);
    try (Attached second = Attached.to(store.attach(REGION))) {
      append(store, "Opened");
      second.upTo(1);
      other.join();
      require(second.seen.size() == 1, second.seen);
      require(store.statistics().attached() == 1, store.statistics());
    }
    require(store.statistics().attached() == 0, store.statistics());
    require(first.seen.isEmpty(), List.copyOf(first.seen));
    store.close();
  }

  /** Minutes. */
  @Test
  @Tag("soak")
  void whoAttachesUnderAClosingStoreSeesAllOrIsToldWithAPreemption() {
    explore(1, AttachScheduleTrial::closeUnderAnAttach);
  }

  /** The last one stops the reading, unless another has joined. */
  @Test
  void whoJoinsWhileTheLastOneLeavesIsReadFor() {
    explore(0, AttachScheduleTrial::leaveAndJoin);
  }

  /** Minutes. */
  @Test
  @Tag("soak")
  void whoJoinsWhileTheLastOneLeavesIsReadForWithAPreemption() {
    explore(1, AttachScheduleTrial::leaveAndJoin);
  }
}
