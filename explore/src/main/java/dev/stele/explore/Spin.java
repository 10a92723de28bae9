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

  private final List<Location> read = new ArrayList<>();
  private final List<Site> sites = new ArrayList<>();
  private long[] seen = new long[4];

  /** How many reads there were when the task last said that it only waits; -1 if it did not. */
  private int paused = -1;

  /** The task did something else than look. */
  void reset() {
    read.clear();
    sites.clear();
    paused = -1;
  }

  /** The task is about to read a location at a site; tells whether it did so often enough. */
  boolean isFruitless(Location location, Site site, int turnsMax) {
    int turns = 0;
    for (int i = 0; i < read.size(); i++) {
      if (read.get(i).word() != seen[i]) {
        reset();
        return false;
      }
      if (read.get(i).changesByItself() && read.get(i) != location) {
        return false;
      }
      if (read.get(i) == location && sites.get(i) == site) { // A line can read many times.
        turns++;
      }
    }
    return turns >= turnsMax;
  }

  /**
   * The task says that it only waits for others. Returns the step that waits until something
   * changes that it read, if all that it did since it said so before was to read, and in vain; null
   * if it is to go on.
   */
  @Nullable Op pause(Site site) {
    for (int i = 0; i < read.size(); i++) {
      if (read.get(i).word() != seen[i]) {
        reset();
        return null;
      }
      if (read.get(i).changesByItself()) {
        return null;
      }
    }
    boolean isFruitless = paused >= 0 && paused < read.size();
    paused = read.size();
    return isFruitless ? await(read.getLast(), site) : null;
  }

  /** The task has read a location. */
  void note(Location location, Site site) {
    if (seen.length == read.size()) {
      seen = Arrays.copyOf(seen, 2 * seen.length);
    }
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
