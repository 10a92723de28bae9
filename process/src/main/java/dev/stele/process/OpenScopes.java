package dev.stele.process;

import dev.stele.store.Store;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which registries are open in this JVM; other JVMs cannot have the store open. */
final class OpenScopes {

  /** A scope of a store, which is the same only if it is the same opening of it. */
  private record Opened(Store store, String scope) {}

  private static final Set<Opened> OPEN = ConcurrentHashMap.newKeySet();

  private OpenScopes() {}

  /**
   * Notes that a registry is open.
   *
   * @return what notes that it is not any more
   */
  static Runnable open(Store store, String scope) {
    Opened opened = new Opened(store, scope);
    if (!OPEN.add(opened)) {
      throw new ProcessException.AlreadyOpen(scope);
    }
    return () -> OPEN.remove(opened);
  }
}
