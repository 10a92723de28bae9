package dev.stele.process;

import dev.stele.journal.Position;
import java.time.Instant;

/**
 * The right to work on a process, as it was given. Whether it still holds is known to the registry
 * alone, which is asked with each write.
 *
 * @param fence the position of the claim in the log: later leases have larger ones, for ever, so
 *     that whoever is written to can refuse those who come too late
 * @param attempt which one of the process, from 1; counts those that began
 * @param expires when it ends unless it is renewed
 */
public record Lease(ProcessId process, Owner owner, Position fence, int attempt, Instant expires) {}
