package dev.stele.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a task reads the same places again and again and finds nothing new. Under every
 * schedule it could do so for ever; a fair scheduler lets others go on. So from a number of turns
 * on, its next read waits until one of the locations that it read has been written.
 */
@SuppressWarnings("ReferenceEquality") // Identity is what is meant.
final class Spin {

  private static final int PAUSES_MIN = 2;

  private final List<Location> read = new ArrayList<>();
  private final List<Site> sites = new ArrayList<>();
  private long[] seen = new long[4];

  /** What was passed before each read, and since the last. */
  private long[] passed = new long[4];

  private long between;

  /** How many reads there were when the task last said that it only waits; -1 if it did not. */
  private int paused = -1;

  /** How often it said so, with reads between. */
  private int pauses;

  /** The task did something else than look. */
  void reset() {
    read.clear();
    sites.clear();
    between = 0;
    paused = -1;
    pauses = 0;
  }

  /** The task has read a variable plainly: it stands between two looks at others. */
  void pass(Object variable) {
    between = 31 * between + System.identityHashCode(variable);
  }

  /**
   * The task is about to read a location at a site; tells whether it has gone round so often, and
   * found nothing new. A round is all that it read since it was here: a method that is called again
   * and again, for another thing each time, is no spin.
   */
  boolean isFruitless(Location location, Site site, int turnsMax) {
    for (int i = 0; i < read.size(); i++) {
      if (read.get(i).word() != seen[i]) {
        reset();
        return false;
      }
      if (read.get(i).changesByItself() && read.get(i) != location) {
        return false;
      }
    }
    int end = read.size();
    for (int length = 1; length * turnsMax <= end; length++) {
      if (read.get(end - length) == location
          && sites.get(end - length) == site
          && (turnsMax == 1 || between == passed[end - length])
          && isRepeated(length, turnsMax)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Tells whether the last reads are so many equal rounds; what led to the first does not count.
   */
  private boolean isRepeated(int length, int turnsMax) {
    int end = read.size();
    int start = end - length * turnsMax;
    for (int i = start + length; i < end; i++) {
      if (read.get(i) != read.get(i - length)
          || sites.get(i) != sites.get(i - length)
          || (i - length > start && passed[i] != passed[i - length])) {
        return false;
      }
    }
    return true;
  }

  /**
   * The task says that it only waits for others. Returns the step that waits until something
   * changes that it read, if all that it did since it said so before was to read, and in vain; null
   * if it is to go on. To say so once is enough, unless more turns are asked for than usual: who
   * counts them can then be seen to stop.
   */
  @Nullable Op pause(Site site, int turnsMax) {
    for (int i = 0; i < read.size(); i++) {
      if (read.get(i).word() != seen[i]) {
        reset();
        return null;
      }
      if (read.get(i).changesByItself()) {
        return null;
      }
    }
    if (paused < read.size()) {
      pauses++;
    }
    boolean isFruitless =
        paused >= 0 && paused < read.size() && pauses >= Math.max(PAUSES_MIN, turnsMax - 1);
    paused = read.size();
    return isFruitless ? await(read.getLast(), site) : null;
  }

  /** The task has read a location. */
  void note(Location location, Site site) {
    if (seen.length == read.size()) {
      seen = Arrays.copyOf(seen, 2 * seen.length);
      passed = Arrays.copyOf(passed, 2 * passed.length);
    }
    passed[read.size()] = between;
    between = 0;
    seen[read.size()] = location.word();
    read.add(location);
    sites.add(site);
  }

  /** Returns the next read, as one that waits until something that was read is written. */
  Op await(Location location, Site site) {
    List<Location> all = new ArrayList<>();
    all.add(location);
    long[] words = new long[read.size() + 1];
    words[0] = location.word();
    for (int i = 0; i < read.size(); i++) {
      Location one = read.get(i);
      if (!all.contains(one)) {
        words[all.size()] = one.word();
        all.add(one);
      }
    }
    return new Await(site, all.toArray(Location[]::new), words);
  }

  private static final class Await extends Op {
    private final long[] words;

    Await(Site site, Location[] all, long[] words) {
      super("spin on", site, 0, all);
      this.words = words;
    }

    @Override
    boolean isSpinning() {
      return true;
    }

    @Override
    boolean isEnabled(@Nullable Location at, long before) {
      for (int i = 0; i < locationCount(); i++) {
        if (word(location(i), at, before) != words[i]) {
          return true;
        }
      }
      return false;
    }
  }
}
