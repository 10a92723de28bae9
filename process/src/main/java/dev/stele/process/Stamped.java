package dev.stele.process;

import java.time.Instant;

/** A fact with its place: in the log, and in its stream. */
record Stamped(Fact fact, long position, long version, Instant at) {}
