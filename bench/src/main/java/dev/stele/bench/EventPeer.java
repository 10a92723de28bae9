package dev.stele.bench;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * An event store to be measured: ours, or what an event-sourcing developer would build on something
 * else. Checks expectations and keys, keeps streams, identities and tags in indexes, and is opened
 * for one durability, with no feature of its own switched off.
 */
interface EventPeer extends Entrant {

  /** Appends batches, each whole or not at all; returns when all are as durable as asked. */
  void append(List<Batch> batches) throws Exception;

  /** Does what it still owes for what was appended, which is measured with it. */
  default void settle() throws Exception {}

  @Override
  default void begin() throws Exception {
    append(List.of(new Author("begin").next(1)));
  }

  /** Tells whether it is an event store: what else is measured beside it only takes bytes. */
  default boolean knowsEvents() {
    return true;
  }

  /** Returns how many events there are. */
  long count() throws Exception;

  /** Reads a stream from its first event on. */
  void stream(String entity, Consumer<Found> sink) throws Exception;

  /** Reads all events in the order of their positions. */
  void replay(Consumer<Found> sink) throws Exception;

  /** Returns the event with an identity. */
  Optional<Found> find(UUID id) throws Exception;
}
