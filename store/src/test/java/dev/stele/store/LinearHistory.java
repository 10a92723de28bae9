package dev.stele.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls about one stream with the moments at which they began and ended, and the question whether
 * there is an order that explains what they answered: each call at one moment between its beginning
 * and its end (Wing and Gong, 1993).
 *
 * <p>Tries every order, depth first: next may come whoever began before the first of the others
 * ended. A set of calls that left the stream as another order of them did is not tried again (Lowe,
 * 2017). The state of a stream is the list of its texts.
 */
final class LinearHistory {

  /** What was called, and what it answered. */
  sealed interface Deed {

    /** An append that expected something and stood, at a version. */
    record Appended(Expectation expected, String text, long version) implements Deed {}

    /** An append that was refused, and told how it was. */
    record Refused(Expectation expected, Optional<Version> actual) implements Deed {}

    /** A reading of the last event: its version and text. */
    record Last(Optional<Version> version, String text) implements Deed {}

    /** A reading of all of it. */
    record All(List<String> texts) implements Deed {}
  }

  /** A call. */
  record Call(long began, long ended, Deed deed) {}

  private final List<Call> calls;
  private final Set<List<Object>> failed = new HashSet<>();

  private LinearHistory(List<Call> calls) {
    this.calls = calls;
  }

  /** Tells whether some order explains all answers. */
  static boolean isLinearizable(List<Call> calls) {
    return new LinearHistory(calls).canGoOn(new HashSet<>(), List.of());
  }

  private boolean canGoOn(Set<Integer> done, List<String> state) {
    if (done.size() == calls.size()) {
      return true;
    }
    if (!failed.add(List.of(Set.copyOf(done), state))) {
      return false;
    }
    long firstEnd = Long.MAX_VALUE;
    for (int i = 0; i < calls.size(); i++) {
      firstEnd = done.contains(i) ? firstEnd : Math.min(firstEnd, calls.get(i).ended);
    }
    for (int i = 0; i < calls.size(); i++) {
      if (!done.contains(i) && calls.get(i).began < firstEnd) {
        Optional<List<String>> next = after(state, calls.get(i).deed);
        if (next.isPresent()) {
          done.add(i);
          if (canGoOn(done, next.get())) {
            return true;
          }
          done.remove(i);
        }
      }
    }
    return false;
  }

  /** What a stream is after a call; empty if the call would not have answered so. */
  private static Optional<List<String>> after(List<String> state, Deed deed) {
    Optional<Version> last =
        state.isEmpty() ? Optional.empty() : Optional.of(new Version(state.size() - 1));
    boolean isRight =
        switch (deed) {
          case Deed.Appended appended ->
              isMet(appended.expected, last) && appended.version == state.size();
          case Deed.Refused refused ->
              !isMet(refused.expected, last) && refused.actual.equals(last);
          case Deed.Last read ->
              read.version.equals(last) && (state.isEmpty() || read.text.equals(state.getLast()));
          case Deed.All read -> read.texts.equals(state);
        };
    if (!isRight) {
      return Optional.empty();
    }
    if (!(deed instanceof Deed.Appended(Expectation _, String text, long _))) {
      return Optional.of(state);
    }
    List<String> longer = new ArrayList<>(state);
    longer.add(text);
    return Optional.of(longer);
  }

  private static boolean isMet(Expectation expected, Optional<Version> last) {
    return switch (expected) {
      case Expectation.Any _ -> true;
      case Expectation.NoStream _ -> last.isEmpty();
      case Expectation.Exists _ -> last.isPresent();
      case Expectation.Exact(Version version) -> last.equals(Optional.of(version));
    };
  }
}
