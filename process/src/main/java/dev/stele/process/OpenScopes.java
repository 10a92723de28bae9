package dev.stele.process;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which registries are open in this JVM; other JVMs cannot have the store open. */
final class OpenScopes {

  /** A scope of a store. */
  private record Opened(Path directory, String scope) {}

  private static final Set<Opened> OPEN = ConcurrentHashMap.newKeySet();

  private OpenScopes() {}

  /**
   * Notes that a registry is open.
   *
   * @return what notes that it is not any more
   */
  static Runnable open(Path directory, String scope) {
    Opened opened = new Opened(directory, scope);
    if (!OPEN.add(opened)) {
      throw new ProcessException.AlreadyOpen(scope);
    }
    return () -> OPEN.remove(opened);
  }
}
