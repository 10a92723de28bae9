package dev.stele.codec;

import dev.stele.store.Event;

/**
 * What an event is to somebody who looks for payloads of a type; see {@link EventCodec#tryDecode}.
 *
 * @param <T> what is looked for
 */
public sealed interface Decoded<T> {

  /**
   * One of those.
   *
   * @param payload as today's class
   */
  record Known<T>(T payload) implements Decoded<T> {}

  /**
   * Another one: of a type that the codec does not know, or whose class is no such one, or whose
   * payload is not JSON.
   *
   * @param event as it was read
   */
  record Other<T>(Event event) implements Decoded<T> {}
}
