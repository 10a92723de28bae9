package dev.stele.access;

import java.util.Collection;
import java.util.Set;

/** Whether two collections have a member in common. */
final class Meeting {

  private Meeting() {}

  /** Goes through the smaller, or through the one that is slow to look into. */
  static boolean meet(Collection<?> one, Collection<?> other) {
    boolean isOther =
        one instanceof Set<?> && (!(other instanceof Set<?>) || other.size() < one.size());
    Collection<?> members = isOther ? other : one;
    Collection<?> where = isOther ? one : other;
    for (Object member : members) {
      if (where.contains(member)) {
        return true;
      }
    }
    return false;
  }
}
