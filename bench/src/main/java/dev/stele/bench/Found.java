package dev.stele.bench;

import java.nio.ByteBuffer;
import java.util.UUID;

/** An event as it was read. */
record Found(
    long position,
    UUID id,
    String scope,
    String entity,
    long version,
    String type,
    String correlation,
    long timeMicros,
    ByteBuffer payload) {

  /** Tells whether it is what was to be appended. */
  boolean is(Draft draft) {
    return scope.equals(Draft.SCOPE)
        && entity.equals(draft.entity())
        && version == draft.version()
        && type.equals(draft.type())
        && correlation.equals(draft.correlation())
        && payload.equals(draft.payload());
  }
}
