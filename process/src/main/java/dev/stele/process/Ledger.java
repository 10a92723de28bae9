package dev.stele.process;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps facts in one order, in streams. Safe for any thread. */
interface Ledger {

  /** What a write has become. */
  sealed interface Written {

    /** The facts with their places, in the order they were given. */
    record Done(List<Stamped> facts) implements Written {}

    /** A stream was not as expected: somebody else has written. */
    record Moved() implements Written {}

    /** The tag that should not be there is. */
    record Taken() implements Written {}

    /** It cannot be written. */
    record Refused(Refusal refusal) implements Written {}
  }

  /** Facts one after another. */
  interface Facts extends Iterator<Stamped>, AutoCloseable {
    @Override
    void close();
  }

  /**
   * Which facts; all that is given must hold.
   *
   * @param from at this position or behind it
   */
  record Where(@Nullable String stream, @Nullable String type, @Nullable String tag, long from) {}

  /** The version of a stream without facts. */
  long NONE = -1;

  ProcessReader.Tier tier();

  UUID lineage();

  /**
   * Writes facts: all of them, durably, or none.
   *
   * @param expected the version of the last fact in streams, {@link #NONE} if they have none
   * @param unlessTag refuses it if a fact has this tag
   */
  Written write(List<Fact> facts, Map<String, Long> expected, Optional<String> unlessTag);

  /** Returns the position behind the last fact that is visible. */
  long end();

  Facts read(Where where);

  Facts readBackward(Where where);

  /** Reads a stream from a version on. */
  Facts readStream(String stream, long fromVersion);

  Optional<Stamped> last(String stream);

  /** Returns the first one that is found. */
  default Optional<Stamped> first(Where where) {
    try (Facts facts = read(where)) {
      return facts.hasNext() ? Optional.of(facts.next()) : Optional.empty();
    }
  }

  /** Returns the last one that is found. */
  default Optional<Stamped> last(Where where) {
    try (Facts facts = readBackward(where)) {
      return facts.hasNext() ? Optional.of(facts.next()) : Optional.empty();
    }
  }
}
