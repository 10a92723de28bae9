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
    rows.addAll(pools());
    rows.addAll(published());
    rows.addAll(litmus());
    rows.addAll(probes());
    return rows;
  }

  private static List<Row> keptState() {
    return List.of(
        complete("idempotentLog", KeptState::idempotentLog, 2, "9,002"),
        fails(
            "tornIdempotentLog",
            KeptState::tornIdempotentLog,
            ASSERTION,
            "found at 34",
            "an entry was taken twice",
            "KeptState$TornIdempotentLog.append(KeptState.java:"),
        complete("sequence", KeptState::sequence, 2, "> 10,000"),
        fails(
            "tornSequence",
            KeptState::tornSequence,
            ASSERTION,
            "found at 12",
            "both writers won",
            "lock ReentrantLock#1"),
        complete("restarts", KeptState::restarts, 4, "267"),
        fails(
            "tornRestarts",
            KeptState::tornRestarts,
            ASSERTION,
            "found at 9",
            "restarts granted: 2",
            "get AtomicInteger#1 = 0"),
        complete("compactor", KeptState::compactor, 2, "69"),
        fails(
            "tornCompactor",
            KeptState::tornCompactor,
            ASSERTION,
            "found at 9",
            "not exactly one compaction runs",
            "read TornCompactor#1.running = false"));
  }

  static List<Row> seeds() {
    return List.of(
        complete("feed", Seeds::feed, 6, "> 90 s"),
        fails(
            "lossyFeed",
            Seeds::lossyFeed,
            ASSERTION,
            "found at 8",
            "seen of 1 and 2: [1]",
            "Seeds$Feed.subscribe(Seeds.java:"),
        complete("leaders", Seeds::leaders, 2, "> 90 s"),
        fails("tornLeaders", Seeds::tornLeaders, ASSERTION, "-", "not exactly one leads"),
        complete("factStripe", Seeds::factStripe, 4, "> 90 s"),
        fails(
            "tornFactStripe",
            Seeds::tornFactStripe,
            STUCK,
            "found at 28",
            "get CompletableFuture#1",
            "Seeds.answer(Seeds.java:"));
  }

  private static List<Row> signals() {
    return List.of(
        complete("monitorSignal", Signals::monitorSignal, 2, "82"),
        fails(
            "lossyMonitorSignal",
            Signals::lossyMonitorSignal,
            LOST_WAKE_UP,
            "found at 11",
            "T1 gave the signal before",
            "monitor of LossyMonitorSignal#1"),
        complete("conditionSignal", Signals::conditionSignal, 2, "> 10,000"),
        fails(
            "lossyConditionSignal",
            Signals::lossyConditionSignal,
            LOST_WAKE_UP,
            "found at 10",
            "T1 gave the signal before",
            "Condition#1 of ReentrantLock#1"),
        complete("parkSignal", Signals::parkSignal, 3, "> 10,000"),
        fails(
            "lossyParkSignal",
            Signals::lossyParkSignal,
            STUCK,
            "not found",
            "read LossyParkSignal#1.waiter = null",
            "park"),
        fails(
            "earlyParkSignal",
            Signals::earlyParkSignal,
            LOST_WAKE_UP,
            "-",
            "T1 gave the signal before: unpark nobody"),
        complete("timedSignal", Signals::timedSignal, 6, "-"),
        fails(
            "trustedTimedSignal",
            Signals::trustedTimedSignal,
            ASSERTION,
            "not found",
            "the signal did not come within an hour"),
        complete("joined", Signals::joined, 1, "-"),
        fails("slept", Signals::slept, ASSERTION, "found at 3", "there is no answer yet", "sleep"),
        complete("spinSignal", Signals::spinSignal, 3, "31"),
        fails(
            "plainSpinSignal",
            Signals::plainSpinSignal,
            DATA_RACE,
            "-",
            "data race on PlainSpinSignal#1.isGiven"),
        fails(
            "forgottenSpinSignal",
            Signals::forgottenSpinSignal,
            LIVELOCK,
            "-",
            "spin on SpinSignal#1.isGiven"));
  }

  private static List<Row> jdkTools() {
    return List.of(
        complete("orderedLocks", JdkTools::orderedLocks, 2, "-"),
        fails(
            "unorderedLocks",
            JdkTools::unorderedLocks,
            DEADLOCK,
            "found at 8",
            "deadlock: T1 waits for T2 waits for T1",
            "lock ReentrantLock#1",
            "lock ReentrantLock#2"),
        complete("lockedCounter", JdkTools::lockedCounter, 2, "-"),
        fails(
            "plainCounter",
            JdkTools::plainCounter,
            DATA_RACE,
            "found at 9",
            "data race on int[]#1[0]"),
        complete("readWriteLock", JdkTools::readWriteLock, 3, "> 10,000"),
        fails(
            "writesUnderReadLock",
            JdkTools::writesUnderReadLock,
            DATA_RACE,
            "-",
            "data race on Pair#1.left",
            "lock for reading ReentrantReadWriteLock#1"),
        complete("merged", JdkTools::merged, 2, "> 10,000"),
        fails(
            "gotAndPut",
            JdkTools::gotAndPut,
            ASSERTION,
            "found at 9",
            "words counted: 1",
            "get ConcurrentHashMap#1 (\"stele\") = null"),
        complete("settledOnce", JdkTools::settledOnce, 4, "> 10,000"),
        fails(
            "settledTwice",
            JdkTools::settledTwice,
            ASSERTION,
            "found at 9",
            "not exactly one answer was the first",
            "look whether done CompletableFuture#1 = false"),
        complete("queued", JdkTools::queued, 1, "> 10,000"),
        fails(
            "queuedForTwo", JdkTools::queuedForTwo, STUCK, "-", "take from ArrayBlockingQueue#1"));
  }

  private static List<Row> pools() {
    return List.of(
        complete("fixedPool", JdkTools::fixedPool, 12, "> 90 s"),
        fails(
            "carelessFixedPool",
            JdkTools::carelessFixedPool,
            ASSERTION,
            "found at 10",
            "tasks counted: 1"),
        complete("commonPool", JdkTools::commonPool, 2, "-"),
        fails(
            "carelessCommonPool",
            JdkTools::carelessCommonPool,
            ASSERTION,
            "hung",
            "tasks counted: 1"),
        complete("virtualThreads", JdkTools::virtualThreads, 2, "hung"),
        fails(
            "carelessVirtualThreads",
            JdkTools::carelessVirtualThreads,
            ASSERTION,
            "hung",
            "words counted: 1"),
        complete("virtualPool", JdkTools::virtualPool, 14, "hung"),
        fails(
            "carelessVirtualPool",
            JdkTools::carelessVirtualPool,
            ASSERTION,
            "hung",
            "tasks counted: 1"));
  }

  private static List<Row> published() {
    return List.of(
        complete("batchGate", Published::batchGate, 2, "309"),
        fails(
            "earlyBatchGate",
            Published::earlyBatchGate,
            DATA_RACE,
            "found at 8",
            "data race on long[]#1[2]",
            "setRelease EarlyBatchGate#1.visible = 3"),
        fails(
            "opaqueBatchGate",
            Published::opaqueBatchGate,
            DATA_RACE,
            "not found",
            "data race on long[]#1[2]",
            "the write releases nothing: setRelease or setVolatile would"),
        fails(
            "plainBatchGate",
            Published::plainBatchGate,
            DATA_RACE,
            "not found",
            "data race on PlainBatchGate#1.visible"),
        complete("safePublication", Published::safePublication, 2, "-"),
        fails(
            "unsafePublication",
            Published::unsafePublication,
            DATA_RACE,
            "not found",
            "data race on UnsafeHolder#1.shown"),
        complete("messageByRelease", Published::messageByRelease, 2, "381"),
        fails(
            "messageByOpaque",
            Published::messageByOpaque,
            DATA_RACE,
            "not found",
            "data race on int[]#1[0]",
            "setRelease with getAcquire would"),
        fails(
            "plainMessageByOpaque",
            Published::plainMessageByOpaque,
            DATA_RACE,
            "not found",
            "data race on AtomicInteger#1"),
        notFound(
            "opaqueMessageByOpaque",
            Published::opaqueMessageByOpaque,
            2,
            "not found",
            "two opaque variables may be seen in either order"));
  }

  private static List<Row> litmus() {
    return List.of(
        complete("storesVolatile", Litmus::storesVolatile, 3, "381"),
        fails("storesPlain", Litmus::storesPlain, DATA_RACE, "not found", "data race on Plain#1.y"),
        complete("storesFenced", Litmus::storesFenced, 3, "381"),
        notFound(
            "storesReleased",
            Litmus::storesReleased,
            3,
            "not found",
            "a read may pass a release before it: store buffering"),
        complete("readersOfVolatile", Litmus::readersOfVolatile, 15, "-"),
        notFound(
            "readersOfReleased",
            Litmus::readersOfReleased,
            15,
            "not found in 10,000",
            "two readers may see independent releases in different orders"));
  }

  private static List<Row> probes() {
    return List.of(
        complete("2 x 1 increments", () -> Probes.increments(2, 1), 2, "-"),
        complete("2 x 3 increments", () -> Probes.increments(2, 3), 20, "381"),
        complete("2 x 4 increments", () -> Probes.increments(2, 4), 70, "-"),
        complete("2 x 6 increments", () -> Probes.increments(2, 6), 924, "-"),
        complete("3 x 2 increments", () -> Probes.increments(3, 2), 90, "> 10,000"),
        complete("3 x 3 increments", () -> Probes.increments(3, 3), 1680, "-"),
        complete("independent", () -> Probes.independent(3), 1, "5,151"),
        fails("pingPong", Probes::pingPong, ASSERTION, "found at 115", "six hits by turns"),
        complete("shortPingPong", Probes::shortPingPong, 20, "-"));
  }
}
