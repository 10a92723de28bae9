package dev.stele.guard;

import dev.stele.access.Bound;
import dev.stele.access.Decision;
import java.util.function.Function;

/**
 * What a consumer may do as long as it stays attached, as found out at one time.
 *
 * <p>{@link GuardedLive} has a new one made whenever it is to look again: make it with a new
 * session.
 *
 * @param <T> the type of items
 */
public interface Authorization<T> {

  /** Returns whether it may stay attached. Asked once, when this is made. */
  Decision mayStay();

  /** Returns whether it may see an item; what it may not is left out. */
  default boolean maySee(T item) {
    return true;
  }

  /** Returns one that asks about a resource that stands for all items: all are seen, or none. */
  static <T, S, A, R, C> Authorization<T> toStay(Bound<S, A, R, C> bound, R resource) {
    return () -> bound.check(resource);
  }

  /** Returns one that asks about a resource that stands for all items, and about each item too. */
  static <T, S, A, R, C> Authorization<T> toSee(
      Bound<S, A, R, C> bound, R resource, Function<? super T, ? extends R> resourceOf) {
    return new Authorization<>() {
      @Override
      public Decision mayStay() {
        return bound.check(resource);
      }

      @Override
      public boolean maySee(T item) {
        return bound.allows(resourceOf.apply(item));
      }
    };
  }
}
