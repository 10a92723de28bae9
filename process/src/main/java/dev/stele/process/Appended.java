package dev.stele.process;

import java.util.Optional;

/**
 * What an append has become.
 *
 * @param isReplay the event was there before: nothing was written
 * @param delivery whom it wakes, if somebody
 */
public record Appended(ProcessEvent event, boolean isReplay, Optional<WakeDelivery> delivery) {}
