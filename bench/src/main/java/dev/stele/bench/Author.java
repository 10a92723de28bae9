package dev.stele.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes what is appended, the same for all: events of about 200 bytes of JSON with two tags, to
 * streams of its own, one after the other. For one thread at a time.
 */
final class Author {

  /** Events of a stream, at most; then comes the next stream. */
  private static final int STREAM_EVENTS = 1_000;

  /** Payloads, no two alike, so that nobody gains by compressing. */
  private static final List<byte[]> PAYLOADS = payloads();

  private static final List<String> TYPES =
      List.of("OrderPlaced", "OrderPaid", "OrderPacked", "OrderShipped");
  private static final List<String> CUSTOMERS = numbered("customer:%06d", 5_000);
  private static final List<String> REGIONS = numbered("region:%02d", 16);
  private static final List<String> CORRELATIONS = numbered("checkout-%08d", 5_000);

  private final String name;
  private int stream;
  private long version;
  private long events;
  private String entity;

  Author(String name) {
    this.name = name;
    entity = entity(name, 0);
  }

  private static List<byte[]> payloads() {
    Random chance = new Random(21);
    return Stream.generate(
            () -> {
              String start =
                  String.format(
                      Locale.ROOT,
                      "{\"article\":\"%08x\",\"quantity\":%d,\"cents\":%d,\"note\":\"",
                      chance.nextInt(),
                      1 + chance.nextInt(9),
                      100 + chance.nextInt(900_000));
              StringBuilder text = new StringBuilder(start);
              while (text.length() < Draft.PAYLOAD_BYTES - 2) {
                text.append((char) ('a' + chance.nextInt(26)));
              }
              return text.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
            })
        .limit(500)
        .toList();
  }

  private static List<String> numbered(String format, int count) {
    return IntStream.range(0, count).mapToObj(i -> String.format(Locale.ROOT, format, i)).toList();
  }

  private static String entity(String name, int stream) {
    return String.format(Locale.ROOT, "order:%s:%06d", name, stream);
  }

  /** Returns the event that has this version in a stream, whoever asks. */
  static Draft draft(String entity, long version) {
    int seed = (entity.hashCode() * 31 + (int) version) & Integer.MAX_VALUE;
    return new Draft(
        entity,
        version,
        TYPES.get((int) (version % TYPES.size())),
        List.of(CUSTOMERS.get(seed % CUSTOMERS.size()), REGIONS.get(seed / 7 % REGIONS.size())),
        CORRELATIONS.get(seed / 3 % CORRELATIONS.size()),
        ByteBuffer.wrap(PAYLOADS.get(seed % PAYLOADS.size())));
  }

  /** Returns the next batch, which expects what the ones before have left. */
  Batch next(int size) {
    if (version + size > STREAM_EVENTS) {
      stream++;
      version = 0;
      entity = entity(name, stream);
    }
    List<Draft> drafts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      drafts.add(draft(entity, version + i));
    }
    Batch batch = new Batch(entity + "/" + version, true, drafts);
    version += size;
    events += size;
    return batch;
  }

  /**
   * Returns a batch of those that fill streams evenly, an event each in turn, and expect nothing.
   *
   * @param from the number of the batch's first event among all
   */
  static Batch filling(int streams, int from, int size) {
    List<Draft> drafts = new ArrayList<>(size);
    for (int i = from; i < from + size; i++) {
      drafts.add(draft(entity("fill", i % streams), i / streams));
    }
    return new Batch("fill-" + from, false, drafts);
  }

  /** Returns a stream that {@link #filling} fills. */
  static String filled(int stream) {
    return entity("fill", stream);
  }

  /** Returns how many events it has written. */
  long events() {
    return events;
  }

  /** Returns the stream that it writes now. */
  String entity() {
    return entity;
  }

  /** Returns how many events that stream has. */
  long version() {
    return version;
  }
}
