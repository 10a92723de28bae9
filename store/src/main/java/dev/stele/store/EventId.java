package dev.stele.store;

import java.util.UUID;

/**
 * The identity of an event, the same wherever the event goes. The store makes them of version 7
 * (RFC 9562): they rise with time, roughly; only positions are an order.
 *
 * @param value any UUID but the one of zeros
 */
public record EventId(UUID value) implements Comparable<EventId> {

  /** Checks the value. */
  public EventId {
    if (value.getMostSignificantBits() == 0 && value.getLeastSignificantBits() == 0) {
      throw new IllegalArgumentException("event id must not be zero");
    }
  }

  /**
   * Reads the form with hyphens.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static EventId parse(String text) {
    UUID value;
    try {
      value = UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("event id must be a UUID, got: '" + text + "'", e);
    }
    if (!value.toString().equalsIgnoreCase(text)) { // The JDK also reads shortened forms.
      throw new IllegalArgumentException("event id must be a UUID, got: '" + text + "'");
    }
    return new EventId(value);
  }

  long high() {
    return value.getMostSignificantBits();
  }

  long low() {
    return value.getLeastSignificantBits();
  }

  @Override
  public int compareTo(EventId other) {
    int high = Long.compareUnsigned(high(), other.high());
    return high != 0 ? high : Long.compareUnsigned(low(), other.low());
  }

  /** Returns the form with hyphens. */
  @Override
  public String toString() {
    return value.toString();
  }
}
