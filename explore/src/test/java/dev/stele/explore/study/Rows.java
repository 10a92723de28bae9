package dev.stele.explore.study;

import static dev.stele.explore.ExploreError.Kind.ASSERTION;
import static dev.stele.explore.ExploreError.Kind.DATA_RACE;
import static dev.stele.explore.ExploreError.Kind.DEADLOCK;
import static dev.stele.explore.ExploreError.Kind.LIVELOCK;
import static dev.stele.explore.ExploreError.Kind.LOST_WAKE_UP;
import static dev.stele.explore.ExploreError.Kind.STUCK;
import static dev.stele.explore.study.Row.complete;
import static dev.stele.explore.study.Row.fails;
import static dev.stele.explore.study.Row.notFound;

import java.util.ArrayList;
import java.util.List;

/** All models of the study. */
final class Rows {

  private Rows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(keptState());
    rows.addAll(seeds());
    rows.addAll(signals());
    rows.addAll(jdkTools());
    rows.addAll(published());
    rows.addAll(litmus());
    rows.addAll(probes());
    return rows;
  }

  private static List<Row> keptState() {
    return List.of(
        complete("idempotentLog", KeptState::idempotentLog, 2, "9002"),
        fails("tornIdempotentLog", KeptState::tornIdempotentLog, ASSERTION, "found at 34"),
        complete("sequence", KeptState::sequence, 2, "> 10 000"),
        fails("tornSequence", KeptState::tornSequence, ASSERTION, "found at 12"),
        complete("restarts", KeptState::restarts, 4, "267"),
        fails("tornRestarts", KeptState::tornRestarts, ASSERTION, "found at 9"),
        complete("compactor", KeptState::compactor, 2, "69"),
        fails("tornCompactor", KeptState::tornCompactor, ASSERTION, "found at 9"));
  }

  private static List<Row> seeds() {
    return List.of(
        complete("feed", Seeds::feed, 6, "> 90 s"),
        fails("lossyFeed", Seeds::lossyFeed, ASSERTION, "found at 8"),
        complete("leaders", Seeds::leaders, 2, "> 90 s"),
        fails("tornLeaders", Seeds::tornLeaders, ASSERTION, "-"),
        complete("factStripe", Seeds::factStripe, 2, "> 90 s"),
        fails("tornFactStripe", Seeds::tornFactStripe, STUCK, "found at 28"));
  }

  private static List<Row> signals() {
    return List.of(
        complete("monitorSignal", Signals::monitorSignal, 2, "82"),
        fails("lossyMonitorSignal", Signals::lossyMonitorSignal, LOST_WAKE_UP, "found at 11"),
        complete("conditionSignal", Signals::conditionSignal, 2, "> 10 000"),
        fails("lossyConditionSignal", Signals::lossyConditionSignal, LOST_WAKE_UP, "found at 10"),
        complete("parkSignal", Signals::parkSignal, 3, "> 10 000"),
        fails("lossyParkSignal", Signals::lossyParkSignal, STUCK, "not found"),
        fails("earlyParkSignal", Signals::earlyParkSignal, STUCK, "-"),
        complete("timedSignal", Signals::timedSignal, 3, "-"),
        fails("trustedTimedSignal", Signals::trustedTimedSignal, ASSERTION, "not found"),
        complete("joined", Signals::joined, 1, "-"),
        fails("slept", Signals::slept, ASSERTION, "found at 3"),
        complete("spinSignal", Signals::spinSignal, 2, "31"),
        fails("plainSpinSignal", Signals::plainSpinSignal, DATA_RACE, "-"),
        fails("forgottenSpinSignal", Signals::forgottenSpinSignal, LIVELOCK, "-"));
  }

  private static List<Row> jdkTools() {
    return List.of(
        complete("orderedLocks", JdkTools::orderedLocks, 2, "-"),
        fails("unorderedLocks", JdkTools::unorderedLocks, DEADLOCK, "found at 8"),
        complete("lockedCounter", JdkTools::lockedCounter, 2, "-"),
        fails("plainCounter", JdkTools::plainCounter, DATA_RACE, "found at 9"),
        complete("readWriteLock", JdkTools::readWriteLock, 2, "> 10 000"),
        fails("writesUnderReadLock", JdkTools::writesUnderReadLock, DATA_RACE, "-"),
        complete("merged", JdkTools::merged, 2, "> 10 000"),
        fails("gotAndPut", JdkTools::gotAndPut, ASSERTION, "found at 9"),
        complete("settledOnce", JdkTools::settledOnce, 2, "> 10 000"),
        fails("settledTwice", JdkTools::settledTwice, ASSERTION, "found at 9"),
        complete("queued", JdkTools::queued, 1, "> 10 000"),
        fails("queuedForTwo", JdkTools::queuedForTwo, STUCK, "-"),
        complete("fixedPool", JdkTools::fixedPool, 2, "> 90 s"),
        fails("carelessFixedPool", JdkTools::carelessFixedPool, ASSERTION, "found at 10"),
        complete("commonPool", JdkTools::commonPool, 2, "-"),
        fails("carelessCommonPool", JdkTools::carelessCommonPool, ASSERTION, "error"),
        complete("virtualThreads", JdkTools::virtualThreads, 2, "error"),
        fails("carelessVirtualThreads", JdkTools::carelessVirtualThreads, ASSERTION, "error"),
        complete("virtualPool", JdkTools::virtualPool, 2, "error"),
        fails("carelessVirtualPool", JdkTools::carelessVirtualPool, ASSERTION, "error"));
  }

  private static List<Row> published() {
    return List.of(
        complete("batchGate", Published::batchGate, 2, "309"),
        fails("earlyBatchGate", Published::earlyBatchGate, DATA_RACE, "found at 8"),
        fails("opaqueBatchGate", Published::opaqueBatchGate, DATA_RACE, "not found"),
        fails("plainBatchGate", Published::plainBatchGate, DATA_RACE, "not found"),
        complete("safePublication", Published::safePublication, 2, "-"),
        fails("unsafePublication", Published::unsafePublication, DATA_RACE, "not found"),
        complete("messageByRelease", Published::messageByRelease, 2, "381"),
        fails("messageByOpaque", Published::messageByOpaque, DATA_RACE, "not found"),
        fails("plainMessageByOpaque", Published::plainMessageByOpaque, DATA_RACE, "not found"),
        notFound("opaqueMessageByOpaque", Published::opaqueMessageByOpaque, 3, "not found", ""));
  }

  private static List<Row> litmus() {
    return List.of(
        complete("storesVolatile", Litmus::storesVolatile, 3, "381"),
        fails("storesPlain", Litmus::storesPlain, DATA_RACE, "not found"),
        complete("storesFenced", Litmus::storesFenced, 3, "381"),
        notFound("storesReleased", Litmus::storesReleased, 3, "not found", ""),
        complete("readersOfVolatile", Litmus::readersOfVolatile, 15, "-"),
        notFound("readersOfReleased", Litmus::readersOfReleased, 15, "not found", ""));
  }

  private static List<Row> probes() {
    return List.of(
        complete("2 x 1 increments", () -> Probes.increments(2, 1), 2, "-"),
        complete("2 x 3 increments", () -> Probes.increments(2, 3), 20, "381"),
        complete("2 x 4 increments", () -> Probes.increments(2, 4), 70, "-"),
        complete("2 x 6 increments", () -> Probes.increments(2, 6), 924, "-"),
        complete("3 x 2 increments", () -> Probes.increments(3, 2), 90, "> 10 000"),
        complete("3 x 3 increments", () -> Probes.increments(3, 3), 1680, "-"),
        complete("independent", () -> Probes.independent(3), 1, "5151"),
        fails("pingPong", Probes::pingPong, ASSERTION, "found at 115"),
        complete("shortPingPong", Probes::shortPingPong, 20, "-"));
  }
}
