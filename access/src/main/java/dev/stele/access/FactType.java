package dev.stele.access;

import java.util.Objects;

/**
 * A kind of fact: a name, what is asked with, and what is answered.
 *
 * <p>Each is itself and nothing else: two of one name are two kinds, and one registry does not take
 * both. So two graphs whose keys are of one Java type do not share a source by accident.
 *
 * @param <K> the type of its keys: immutable, with {@code equals} and {@code hashCode}
 * @param <V> the type of its values: immutable, since all of a session see the same object
 */
@SuppressWarnings("UnusedTypeParameter") // They tie a source's types to the question's.
public final class FactType<K, V> {

  private final String name;

  private FactType(String name) {
    this.name = Objects.requireNonNull(name);
  }

  /**
   * Returns a new kind of fact.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public static <K, V> FactType<K, V> named(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of a fact must not be blank, got: '" + name + "'");
    }
    return new FactType<>(name);
  }

  /** Returns its name, which stands in traces and messages. */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }
}
