package dev.stele.process;

import dev.stele.journal.Position;

/** A life of somebody who may hold leases: what ends when a JVM ends. */
public sealed interface Incarnation {

  /**
   * An opening of a registry, by a JVM that has its store to itself. Once the registry is open
   * again, all earlier ones are dead, and no clock is needed to know it.
   *
   * @param position where its opening stands in the log; later ones have larger positions
   */
  record Opening(Position position) implements Incarnation {}

  /** Somebody outside, of whom nobody here can tell whether he is alive: only time tells. */
  record Elsewhere(String name) implements Incarnation {

    /** Checks the name. */
    public Elsewhere {
      Kinds.require("incarnation", name);
    }
  }

  /** Returns what it is stored as. */
  default String key() {
    return switch (this) {
      case Opening opening -> "opening:" + opening.position().value();
      case Elsewhere other -> "elsewhere:" + other.name();
    };
  }

  /** Reads what {@link #key} writes. */
  static Incarnation parse(String key) {
    int colon = key.indexOf(':');
    String rest = key.substring(colon + 1);
    return key.startsWith("opening:")
        ? new Opening(new Position(Long.parseLong(rest)))
        : new Elsewhere(rest);
  }
}
