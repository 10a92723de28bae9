package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.TestNG;

/**
 * The bridge keeps the rules of Reactive Streams: their own verification says so, one test for each
 * rule that it verifies.
 */
class ReactiveStreamsTest {

  /** A machine that is busy may stand still for a while. */
  private static final long ANSWER_MILLIS = 60_000;

  /** How long it listens that nothing comes that must not. */
  private static final long SILENCE_MILLIS = 50;

  /** How often it looks whether an answer that it waits for has come. */
  private static final long LOOK_MILLIS = 10;

  /** A history of which all is there, then its end. */
  public static final class OfHistory extends FlowPublisherVerification<Item<Long>> {

    /** Called by the verification. */
    public OfHistory() {
      super(new TestEnvironment(ANSWER_MILLIS, SILENCE_MILLIS, LOOK_MILLIS));
    }

    @Override
    public Flow.Publisher<Item<Long>> createFlowPublisher(long elements) {
      return AttachPublisher.ofItems(Attach.to(new Numbers(elements)));
    }

    @Override
    public Flow.Publisher<Item<Long>> createFailedFlowPublisher() {
      return AttachPublisher.ofItems(Attach.to(new Unreachable()));
    }
  }

  /** A feed: half of it is history, half comes once somebody has subscribed. */
  public static final class OfFeed extends FlowPublisherVerification<Item<Long>> {

    private static final int ITEMS_MAX = 10_000;

    /** Called by the verification. */
    public OfFeed() {
      super(new TestEnvironment(ANSWER_MILLIS, SILENCE_MILLIS, LOOK_MILLIS));
    }

    @Override
    public Flow.Publisher<Item<Long>> createFlowPublisher(long elements) {
      long items = Math.min(elements, ITEMS_MAX);
      Feed<Long> feed = new Feed<>(new UUID(3, 4), ITEMS_MAX);
      publish(feed, 0, items / 2);
      Thread emitter =
          Thread.ofVirtual()
              .unstarted(() -> {
                publish(feed, items / 2, items);
                feed.close();
              });
      AtomicBoolean isFirst = new AtomicBoolean(true);
      Flow.Publisher<Item<Long>> publisher = AttachPublisher.ofItems(Attach.to(feed));
      return subscriber -> {
        publisher.subscribe(subscriber);
        if (isFirst.getAndSet(false)) {
          emitter.start();
        }
      };
    }

    private static void publish(Feed<Long> feed, long from, long end) {
      for (long i = from; i < end; i++) {
        feed.publish(i);
      }
    }

    @Override
    public Flow.Publisher<Item<Long>> createFailedFlowPublisher() {
      return AttachPublisher.ofItems(Attach.to(new Unreachable()));
    }

    @Override
    public long maxElementsFromPublisher() {
      return ITEMS_MAX;
    }
  }

  /** Cannot be subscribed to. */
  record Unreachable() implements Producer<Long> {
    @Override
    public UUID lineage() {
      return new UUID(5, 6);
    }

    @Override
    public long oldest() {
      return 0;
    }

    @Override
    public Subscription subscribe(Inbox<Long> inbox) {
      throw new IllegalStateException("producer must be reachable, got: none");
    }

    @Override
    public Items<Long> history(long from) {
      throw new IllegalStateException("producer must be reachable, got: none");
    }
  }

  @TestFactory
  Stream<DynamicTest> ofHistory() {
    return results(OfHistory.class, 31, List.of());
  }

  @TestFactory
  Stream<DynamicTest> ofFeed() {
    return results(
        OfFeed.class,
        30,
        List.of(
            "required_spec317_mustNotSignalOnErrorWhenPendingAboveLongMaxValue")); // 2^31 items.
  }

  private static Stream<DynamicTest> results(
      Class<?> verification, int verified, List<String> leftOut) {
    Results results = new Results();
    TestNG tests = new TestNG(false);
    tests.setVerbose(0);
    tests.setTestClasses(new Class<?>[] {verification});
    tests.addListener(results);
    tests.run();
    return Stream.concat(
        results.verified.stream()
            .map(result -> DynamicTest.dynamicTest(result.getName(), () -> check(result))),
        Stream.of(
            DynamicTest.dynamicTest(
                "every rule that can be verified is",
                () -> {
                  assertThat(results.leftOut).containsExactlyElementsOf(leftOut);
                  assertThat(results.verified).hasSize(verified);
                })));
  }

  private static void check(ITestResult result) {
    if (!result.isSuccess()) {
      throw new AssertionError(result.getName(), result.getThrowable());
    }
  }

  /** What has passed, failed, or was left out though it could have been verified. */
  private static final class Results implements ITestListener {
    private final List<ITestResult> verified = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    @Override
    public void onTestSuccess(ITestResult result) {
      verified.add(result);
    }

    @Override
    public void onTestFailure(ITestResult result) {
      verified.add(result);
    }

    /** An optional rule that is broken counts as left out, too. */
    @Override
    public void onTestSkipped(ITestResult result) {
      if (!result.getName().startsWith("untested_")) {
        leftOut.add(result.getName());
      }
    }
  }
}
