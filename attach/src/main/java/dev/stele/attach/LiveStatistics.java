package dev.stele.attach;

/**
 * What an attach has done since it began.
 *
 * @param delivered items that the application got, history included
 * @param trimmed items that came twice, and were left out the second time
 * @param conflated items that were replaced by later ones of the same key
 * @param fallenBehind how often it fell behind and went back to the history, or to the state
 * @param healed how often items were missing and were fetched from the history
 * @param reconnected how often it subscribed again after a failure
 * @param queued items that wait in its inbox
 * @param capacity how many may; as many again may have been taken out and not been seen yet
 * @param overflow what happens when there are more
 */
public record LiveStatistics(
    long delivered,
    long trimmed,
    long conflated,
    long fallenBehind,
    long healed,
    long reconnected,
    int queued,
    int capacity,
    Overflow<?> overflow) {}
