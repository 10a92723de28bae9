package dev.stele.process;

import java.util.Optional;

/** What a process is to do. */
public sealed interface Work {

  /**
   * Returns the kind, by which engines are found and processes filtered: 1 to 200 bytes of UTF-8.
   */
  String kind();

  /** Returns what it is to work on. */
  Payload input();

  /**
   * Done by a worker that has an engine for its kind.
   *
   * @param environment names what it was started in, captured when it was started; an address of
   *     content, for example
   */
  record Run(String kind, Payload input, Optional<String> environment) implements Work {

    /** Checks the kind. */
    public Run {
      Kinds.require(kind);
    }
  }

  /** Done outside, and ended by whoever does it. */
  record External(String kind, Payload input) implements Work {

    /** Checks the kind. */
    public External {
      Kinds.require(kind);
    }
  }

  /** Returns work for an engine. */
  static Work run(String kind, Payload input) {
    return new Run(kind, input, Optional.empty());
  }
}
