package dev.stele.process;

import java.time.Instant;
import java.util.Optional;

/** That somebody wants a process given up. It ends nothing by itself. */
public record AbandonRequest(String by, Optional<String> reason, Instant at) {}
