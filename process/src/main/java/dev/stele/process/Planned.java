package dev.stele.process;

import java.util.Optional;

/**
 * An event as it is going to be written.
 *
 * @param wake what it wakes, if it does
 * @param target whom
 */
record Planned(Fact fact, Optional<ProcessEvent.Wake> wake, Optional<SessionScope> target) {}
