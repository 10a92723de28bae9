package dev.stele.process;

import java.util.Optional;

/** Who a process was started for. History alone: nothing depends on it. */
public sealed interface Originator {

  /** The program itself, or a part of it that has a label: 1 to 200 bytes of UTF-8. */
  record Host(Optional<String> label) implements Originator {

    /** Checks the label. */
    public Host {
      label.ifPresent(name -> Kinds.require("label of a host", name));
    }
  }

  /** A session. */
  record Session(SessionScope scope) implements Originator {}

  /** Returns the program itself. */
  static Originator host() {
    return new Host(Optional.empty());
  }

  /** Returns what it is stored and filtered by: {@code host}, {@code host:a}, {@code session:a}. */
  default String key() {
    return switch (this) {
      case Host host -> "host" + host.label().map(name -> ":" + name).orElse("");
      case Session session -> session.scope().key();
    };
  }

  /** Reads what {@link #key} writes. */
  static Originator parse(String key) {
    if (key.startsWith("session:")) {
      return new Session(SessionScope.parse(key));
    }
    return new Host(
        key.length() > "host:".length()
            ? Optional.of(key.substring("host:".length()))
            : Optional.empty());
  }
}
