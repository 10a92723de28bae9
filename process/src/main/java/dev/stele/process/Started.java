package dev.stele.process;

import dev.stele.journal.Position;
import java.time.Instant;

/**
 * That a process was begun, for the first time.
 *
 * @param fence of the lease under which it was
 */
public record Started(Owner owner, Position fence, Instant at) {}
