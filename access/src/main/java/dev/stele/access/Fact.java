package dev.stele.access;

/**
 * What a source knows of a key: a value, that there is none, or that it could not be found out.
 *
 * @param <V> the type of the value
 */
public sealed interface Fact<V> {

  /**
   * There is this value.
   *
   * @param value what the source answered
   */
  record Found<V>(V value) implements Fact<V> {}

  /** The source knows that there is none. */
  record Missing<V>() implements Fact<V> {

    private static final Missing<?> ONLY = new Missing<>();

    /** Nothing is kept of it, so that one serves all types. */
    @SuppressWarnings("unchecked")
    static <V> Missing<V> one() {
      return (Missing<V>) ONLY;
    }
  }

  /**
   * It is not known, and nothing may be concluded.
   *
   * @param error why
   */
  record Failed<V>(FactError error) implements Fact<V> {}
}
