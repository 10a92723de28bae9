package dev.stele.explore;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a task is about to do at a choice point: touch locations, once it can. Two of them are
 * dependent if they touch a location in common and one of them writes it; the order of others can
 * be told by nobody.
 */
@SuppressWarnings("ReferenceEquality") // Locations are told apart by identity.
class Op {

  /** What it does, for reports: {@code lock}, {@code read}. */
  final String verb;

  final Site site;
  private final Location[] locations;

  /** A bit for each location that it may change, or that it makes others wait at. */
  private final int writes;

  Op(String verb, Site site, int writes, Location... locations) {
    this.verb = verb;
    this.site = site;
    this.writes = writes;
    this.locations = locations;
  }

  /** An operation on one location that changes it. */
  static Op write(String verb, Site site, Location location) {
    return new Op(verb, site, 1, location);
  }

  /**
   * An operation on one location that does not disturb others like it: it leaves the location's
   * word as it is, or adds to it or takes from it, whatever it is.
   */
  static Op read(String verb, Site site, Location location) {
    return new Op(verb, site, 0, location);
  }

  /** An operation that touches nothing: its place among others does not matter. */
  static Op alone(String verb, Site site) {
    return new Op(verb, site, 0);
  }

  final int locationCount() {
    return locations.length;
  }

  final Location location(int number) {
    return locations[number];
  }

  final boolean isWriting(int number) {
    return (writes >>> number & 1) != 0;
  }

  /** Returns the number of a location among those that it touches; -1 if it does not. */
  final int indexOf(Location location) {
    for (int i = 0; i < locations.length; i++) {
      if (locations[i] == location) {
        return i;
      }
    }
    return -1;
  }

  /** Tells whether it may change a location. */
  final boolean writes(Location location) {
    int i = indexOf(location);
    return i >= 0 && isWriting(i);
  }

  /** Tells whether it can go on in every state: nothing else says when. */
  boolean isAlwaysEnabled() {
    return getClass() == Op.class;
  }

  /** Tells whether it can go on now. */
  final boolean isEnabled() {
    return isEnabled(null, 0);
  }

  /**
   * Tells whether it could go on if one location were in another state, and all others as they are.
   * Depends on nothing but the {@link #word words} of its own locations.
   *
   * @param at the location that is in another state, or null
   * @param before its word then
   */
  boolean isEnabled(@Nullable Location at, long before) {
    return true;
  }

  /** The word of a location as {@link #isEnabled(Location, long)} is to take it. */
  static long word(Location location, @Nullable Location at, long before) {
    return location == at ? before : location.word();
  }

  /** Tells whether this waits for a signal of another task: not for a lock. */
  boolean isWaiting() {
    return false;
  }

  /** Tells whether this gives the signal for which another waits. */
  boolean isSignalFor(Op waiting) {
    return false;
  }

  /** Tells whether this looks at something again and again, and waits for it to change. */
  boolean isSpinning() {
    return false;
  }

  /** The task that has to go on before this can, where it is one task. */
  Optional<Task> blocker() {
    return Optional.empty();
  }

  final boolean isDependent(Op other) {
    for (int i = 0; i < locations.length; i++) {
      for (int j = 0; j < other.locations.length; j++) {
        if (locations[i] == other.locations[j] && (isWriting(i) || other.isWriting(j))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Tells whether this may be what another execution did in its place. */
  final boolean isLike(Op other) {
    if (!verb.equals(other.verb)
        || (site != other.site && !site.equals(other.site))
        || locations.length != other.locations.length) {
      return false;
    }
    for (int i = 0; i < locations.length; i++) {
      if (!locations[i].kind().equals(other.locations[i].kind())) {
        return false;
      }
    }
    return true;
  }

  /** How reports write it, without the task and the value. */
  final String text() {
    return locations.length == 0 ? verb : verb + " " + locations[0].label();
  }

  @Override
  public String toString() {
    return text() + " at " + site;
  }
}
