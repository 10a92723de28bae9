package dev.stele.explore;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** Stands for {@link ThreadLocal}: the values are kept with the threads of the model. */
@SuppressWarnings("ReferenceEquality") // Identity is what is meant.
final class ThreadLocalModel {

  static final String[] HARMLESS = {"<init>", "withInitial"};

  /** Kept where the value is null. */
  private static final Object NULL = new Object();

  private ThreadLocalModel() {}

  static @Nullable Object get(ThreadLocal<?> local, Site site) {
    IdentityHashMap<ThreadLocal<?>, Object> locals = locals(local, site);
    Object known = locals.get(local);
    if (known == null) {
      // Only the JDK can ask for the first value. It keeps it for the thread that explores; from
      // there it is removed before and after.
      local.remove();
      Object first = local.get();
      local.remove();
      known = first == null ? NULL : first;
      locals.put(local, known);
    }
    return known == NULL ? null : known;
  }

  static void set(ThreadLocal<?> local, @Nullable Object value, Site site) {
    locals(local, site).put(local, value == null ? NULL : value);
  }

  static void remove(ThreadLocal<?> local, Site site) {
    locals(local, site).remove(local);
  }

  private static IdentityHashMap<ThreadLocal<?>, Object> locals(ThreadLocal<?> local, Site site) {
    if (local instanceof InheritableThreadLocal) {
      throw Unsupported.found(
          "an InheritableThreadLocal", site, "hand the value to the thread that is to have it");
    }
    return ModelThread.current().locals();
  }
}
