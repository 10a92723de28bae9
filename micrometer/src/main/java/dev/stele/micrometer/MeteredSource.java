package dev.stele.micrometer;

import dev.stele.access.FactBatch;
import dev.stele.access.FactSource;
import dev.stele.access.FactType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A source whose loads are timed and whose answers are counted; otherwise as the one it wraps.
 *
 * <p>The timer {@value #LOADS} has the tags {@code fact} and {@code outcome} (loaded or failed: the
 * source threw), the counter {@value #KEYS} the tags {@code fact} and {@code answer} (found,
 * missing or failed; a key without an answer has failed). Times are those of the source: who waits
 * may have waited longer, since loads of other facts go on beside it, or shorter, if his deadline
 * came first.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class MeteredSource<K, V> implements FactSource<K, V> {

  /** The name of the timer. */
  public static final String LOADS = "stele.access.fact.loads";

  /** The name of the counter. */
  public static final String KEYS = "stele.access.fact.keys";

  private final FactSource<K, V> source;
  private final MeterRegistry registry;
  private final Timer loaded;
  private final Timer failed;
  private final Counter keysFound;
  private final Counter keysMissing;
  private final Counter keysFailed;

  private MeteredSource(FactType<K, V> type, FactSource<K, V> source, MeterRegistry registry) {
    this.source = source;
    this.registry = registry;
    this.loaded = timer(type, "loaded");
    this.failed = timer(type, "failed");
    this.keysFound = counter(type, "found");
    this.keysMissing = counter(type, "missing");
    this.keysFailed = counter(type, "failed");
  }

  /** Returns a source that does what another does, and tells a registry of it. */
  public static <K, V> MeteredSource<K, V> of(
      FactType<K, V> type, FactSource<K, V> source, MeterRegistry registry) {
    return new MeteredSource<>(type, source, registry);
  }

  @Override
  public void load(FactBatch<K, V> batch) throws Exception {
    Counted<K, V> counted = new Counted<>(batch);
    Timer.Sample sample = Timer.start(registry);
    Timer outcome = failed;
    try {
      source.load(counted);
      outcome = loaded;
    } finally {
      sample.stop(outcome);
      int found = counted.found.get();
      int missing = counted.missing.get();
      keysFound.increment(found);
      keysMissing.increment(missing);
      // One that was answered twice is not to make it negative.
      keysFailed.increment(Math.max(0, batch.keys().size() - found - missing));
    }
  }

  @Override
  public int maxBatch() {
    return source.maxBatch();
  }

  @Override
  public int concurrency() {
    return source.concurrency();
  }

  @Override
  public boolean isPrompt() {
    return source.isPrompt();
  }

  private Timer timer(FactType<K, V> type, String outcome) {
    return Timer.builder(LOADS)
        .description("Loads of facts")
        .tag("fact", type.name())
        .tag("outcome", outcome)
        .register(registry);
  }

  private Counter counter(FactType<K, V> type, String answer) {
    return Counter.builder(KEYS)
        .description("Keys of facts that were asked for")
        .baseUnit("keys")
        .tag("fact", type.name())
        .tag("answer", answer)
        .register(registry);
  }

  /** The batch, with its answers counted once they have been taken. */
  private static final class Counted<K, V> implements FactBatch<K, V> {

    private final FactBatch<K, V> batch;
    private final AtomicInteger found = new AtomicInteger();
    private final AtomicInteger missing = new AtomicInteger();

    Counted(FactBatch<K, V> batch) {
      this.batch = batch;
    }

    @Override
    public List<K> keys() {
      return batch.keys();
    }

    @Override
    public void found(K key, V value) {
      batch.found(key, value);
      found.incrementAndGet();
    }

    @Override
    public void missing(K key) {
      batch.missing(key);
      missing.incrementAndGet();
    }

    @Override
    public void answer(Map<K, ? extends V> all) {
      batch.answer(all);
      int count = (int) keys().stream().filter(key -> all.get(key) != null).count();
      found.addAndGet(count);
      missing.addAndGet(keys().size() - count);
    }

    @Override
    public void failed(K key, Throwable cause) {
      batch.failed(key, cause);
    }
  }
}
