package dev.stele.process;

import java.util.Map;
import java.util.Optional;

/**
 * What payloads of a type must be. Data, not code, so that it means the same after a restart.
 *
 * @param contentType which media type, if it matters
 * @param bytesMax 0 or more
 * @param required JSON pointers where there must be a value, and of which kind; needs {@link
 *     Documents}
 */
public record PayloadRule(
    Optional<String> contentType, int bytesMax, Map<String, Documents.Kind> required) {

  /** The largest payload of an event: what fits into one append with room to spare. */
  public static final int BYTES_MAX = 8 << 20;

  /** Checks the range and copies the map. */
  public PayloadRule {
    if (bytesMax < 0 || bytesMax > BYTES_MAX) {
      throw new IllegalArgumentException("bytes must be 0 to " + BYTES_MAX + ", got: " + bytesMax);
    }
    required = Map.copyOf(required);
  }

  /** Returns the rule that every payload of up to {@link #BYTES_MAX} bytes meets. */
  public static PayloadRule any() {
    return new PayloadRule(Optional.empty(), BYTES_MAX, Map.of());
  }

  /** Returns the rule of JSON that has values at pointers. */
  public static PayloadRule json(Map<String, Documents.Kind> required) {
    return new PayloadRule(Optional.of(dev.stele.store.NewEvent.JSON), BYTES_MAX, required);
  }
}
