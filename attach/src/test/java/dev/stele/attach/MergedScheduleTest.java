package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.Certificate;
import dev.stele.explore.Explorer;
import dev.stele.ground.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every schedule of those who emit into several sources and the one who listens to all. */
class MergedScheduleTest {

  /** Emits what it is told to, and has no history. */
  private static final class Direct implements Producer<Integer> {
    private final List<Inbox<Integer>> inboxes = new ArrayList<>();

    @Override
    public UUID lineage() {
      return new UUID(1, 2);
    }

    @Override
    public long oldest() {
      return 0;
    }

    @Override
    public Subscription subscribe(Inbox<Integer> inbox) {
      inboxes.add(inbox);
      return () -> {};
    }

    @Override
    public Items<Integer> history(long from) {
      throw new IllegalStateException("history must not be asked for");
    }

    void emit(int value) {
      inboxes.getFirst().offer(value, value);
    }

    void close() {
      inboxes.getFirst().end(new End.Closed());
    }
  }

  private static MergedLive<Items<Integer>, Integer> live(Direct one, Direct other) {
    Doorbell bell = new Doorbell(Clock.system());
    Map<String, Live<Items<Integer>, Integer>> sources = new LinkedHashMap<>();
    sources.put("one", live(one, bell));
    sources.put("other", live(other, bell));
    return new MergedLive<>(bell, sources);
  }

  private static Live<Items<Integer>, Integer> live(Direct producer, Doorbell bell) {
    Session<Items<Integer>, Integer> session =
        new Session<>(
            new Source.OfItems<>(producer), Settings.standard(), bell, java.util.Optional.empty());
    session.advance(Session.Phase.SUBSCRIBED, Session.Phase.LIVE);
    return new Live<>(session);
  }

  /** Listens until all have ended. */
  private static Map<String, List<Integer>> seen(MergedLive<Items<Integer>, Integer> live)
      throws InterruptedException {
    Map<String, List<Integer>> seen = new LinkedHashMap<>();
    seen.put("one", new ArrayList<>());
    seen.put("other", new ArrayList<>());
    while (live.next()
        instanceof MergedReceived.From<Items<Integer>, Integer>(var source, var received)) {
      if (received instanceof Received.Got<Items<Integer>, Integer>(Item<Integer> item)) {
        seen.computeIfPresent(source, (_, items) -> plus(items, item.value()));
      }
    }
    return seen;
  }

  private static List<Integer> plus(List<Integer> items, int item) {
    items.add(item);
    return items;
  }

  private static void require(boolean holds, Object found) {
    if (!holds) {
      throw new AssertionError("found " + found);
    }
  }

  /**
   * A wake-up that were lost would leave the listener waiting: the explorer calls that a deadlock.
   */
  static void twoEmit() throws InterruptedException {
    Direct one = new Direct();
    Direct other = new Direct();
    MergedLive<Items<Integer>, Integer> live = live(one, other);
    Thread first =
        Thread.ofVirtual()
            .name("first")
            .start(() -> {
              one.emit(1);
              one.close();
            });
    Thread second =
        Thread.ofVirtual()
            .name("second")
            .start(() -> {
              other.emit(2);
              other.close();
            });
    Map<String, List<Integer>> seen = seen(live);
    first.join();
    second.join();
    require(seen.equals(Map.of("one", List.of(1), "other", List.of(2))), seen);
  }

  /** The first says nothing at all: were it the only one looked into, nothing would be heard. */
  static void theOtherEmitsAlone() throws InterruptedException {
    Direct other = new Direct();
    MergedLive<Items<Integer>, Integer> live = live(new Direct(), other);
    Thread emitter = Thread.ofVirtual().name("emitter").start(() -> other.emit(2));
    MergedReceived<Items<Integer>, Integer> heard = live.next();
    emitter.join();
    require(
        heard instanceof MergedReceived.From<Items<Integer>, Integer>(var source, var _)
            && source.equals("other"),
        heard);
  }

  /**
   * However the busy one runs ahead, the quiet one's item comes second at the latest once it is
   * there.
   */
  static void theQuietOneIsHeardNext() throws InterruptedException {
    Direct busy = new Direct();
    Direct quiet = new Direct();
    MergedLive<Items<Integer>, Integer> live = live(busy, quiet);
    quiet.emit(0);
    Thread emitter =
        Thread.ofVirtual()
            .name("busy")
            .start(() -> {
              busy.emit(0);
              busy.emit(1);
              busy.emit(2);
            });
    List<String> heard = new ArrayList<>();
    while (heard.size() < 4) {
      if (live.next() instanceof MergedReceived.From<Items<Integer>, Integer>(var source, var _)) {
        heard.add(source);
      }
    }
    emitter.join();
    require(heard.indexOf("other") <= 1, heard);
  }

  /** A cancellation from elsewhere wakes who waits. */
  static void cancelledWhileItWaits() throws InterruptedException {
    Direct one = new Direct();
    Direct other = new Direct();
    MergedLive<Items<Integer>, Integer> live = live(one, other);
    Thread canceller = Thread.ofVirtual().name("canceller").start(live::cancel);
    Map<String, List<Integer>> seen = seen(live);
    canceller.join();
    require(seen.values().stream().allMatch(List::isEmpty), seen);
  }

  private static void check(Explorer.Model model) {
    Certificate certificate = Explorer.check(model);
    System.out.println(certificate);
    assertThat(certificate.isComplete()).isTrue();
  }

  @Test
  void noItemAndNoWakeUpIsLost() {
    check(MergedScheduleTest::twoEmit);
  }

  @Test
  void whoComesLaterWakesThoughTheFirstIsSilent() {
    check(MergedScheduleTest::theOtherEmitsAlone);
  }

  @Test
  void aBusySourceDoesNotKeepAQuietOneWaiting() {
    check(MergedScheduleTest::theQuietOneIsHeardNext);
  }

  @Test
  void aCancellationWakesWhoWaits() {
    check(MergedScheduleTest::cancelledWhileItWaits);
  }
}
