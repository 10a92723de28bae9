package dev.stele.proving;

import java.util.List;

/** Wrong variants of the simulated disk and of the hunt. */
final class TrialMutants {

  static final List<Mutant> ALL =
      List.of(
          // The simulator.
          Mutant.of(
              "a crash forgets to lose unsynced names",
              "trial/VolumeImage",
              "new TreeMap<>(key.durable)",
              "new TreeMap<>(key.visible)",
              "SimDiskTest#unsyncedNamesAreLostThoughTheirContentWasSynced"),
          Mutant.of(
              "a crash forgets to lose unsynced content",
              "trial/VolumeImage",
              "Pages content = file.durable.fork();",
              "Pages content = file.visible.fork();",
              "SimDiskTest#unsyncedContentIsLostThoughItsNameWasSynced"),
          Mutant.of(
              "a crash never tears a write",
              "trial/Change",
              "if (tear == null) {",
              "if (tear == null || tear.from() >= 0) {",
              "SimDiskTest#aWriteIsTorn"),
          Mutant.of(
              "a torn write lands beyond its cut",
              "trial/Change",
              "tear.to() - tear.from());",
              "bytes.length - tear.from());",
              "SimDiskTest#aWriteIsTorn"),
          Mutant.of(
              "a crash never reorders: what was done before a kept change is kept",
              "trial/VolumeImage",
              "if (!image.kept().contains(change.operation())) {",
              "if (image.kept().isEmpty() || change.operation() > image.kept().last()) {",
              "SimDiskTest#unsyncedWritesLandInAnyOrder"),
          Mutant.of(
              "a sync of a file makes its name durable",
              "trial/SimFile",
              "disk.volume().sync(node);",
              "disk.volume().sync(node);\n                disk.volume()"
                  + ".syncDirectory(disk.volume().root);",
              "SimDiskTest#unsyncedNamesAreLostThoughTheirContentWasSynced"),
          Mutant.of(
              "a sync that forgets is healed by the next one",
              "trial/SimVolume",
              "if (isContentOf(file, change) && !isForgotten(change)) {",
              "if (isContentOf(file, change)) {",
              "SimFaultTest#aSyncThatForgetsIsNotHealedByTheNextOne"),
          Mutant.of(
              "a lying sync tells the truth",
              "trial/SimFile",
              "if (turn.effect() != Effect.LIE && !turn.isLast()) {",
              "if (!turn.isLast()) {",
              "SimFaultTest#aLyingSyncKeepsNothing"),
          Mutant.of(
              "a crash during a sync keeps what it synced",
              "trial/SimFile",
              "if (turn.effect() != Effect.LIE && !turn.isLast()) {",
              "if (turn.effect() != Effect.LIE) {",
              "SimFaultTest#aCrashDuringASyncMayLoseWhatItSynced"),
          Mutant.of(
              "changes of one name land in any order",
              "trial/Change",
              "return isSameSlot(earlier) || isInDirectoryThatCame",
              "return isInDirectoryThatCame",
              "SimDiskTest#changesOfOneNameLandInOrder"),
          Mutant.of(
              "a directory sync lands only half of a rename within the directory",
              "trial/SimVolume",
              "&& names.edits().getLast().directory() != wanted.directory();",
              "&& wanted.node() != null;",
              "SimDiskTest#aRenameIsKeptWholeOrLost"),
          Mutant.of(
              "a lasting fault passes",
              "trial/SimLedger",
              "fault.duration() == Fault.Duration.LASTING",
              "fault.duration() == null",
              "SimFaultTest#aLastingErrorStays"),
          Mutant.of(
              "power comes back",
              "trial/SimLedger",
              "if (turn.isLast()) {",
              "if (turn.number() < 0) {",
              "SimFaultTest#aPlannedCrashLeavesItsOperationUnsynced"),
          Mutant.of(
              "copies share the pages that one writes",
              "trial/Pages",
              "owner = new Owner(); // From here",
              "// From here",
              "SimDiskTest#oneCrashHasManyImagesAndTheDiskItselfGoesOn"),
          Mutant.of(
              "the clock wakes before its time",
              "trial/SimClock",
              "waiter.deadlineNanos - endNanos <= 0",
              "waiter.deadlineNanos - endNanos <= 1_000_000",
              "SimClockTest#sleepersWakeInTheOrderOfTheirDeadlinesAndNotBefore"),
          Mutant.of(
              "a file lands in a directory that never came",
              "trial/Change",
              "boolean isInDirectoryThatCame = directory == earlier.node;",
              "boolean isInDirectoryThatCame = directory == earlier.before;",
              "SimDiskProperty#nothingDurableIsEverUnderNoName"),
          Mutant.of(
              "a directory goes before what was in it",
              "trial/Change",
              "node == null && before == earlier.directory;",
              "node == null && before == earlier.node;",
              "SimDiskProperty#nothingDurableIsEverUnderNoName"),
          Mutant.of(
              "a lasting fault keeps the power on",
              "trial/SimLedger",
              "Effect effect = isLast ? null : effectOn",
              "Effect effect = effectOn",
              "SimFaultTest#aLastingFaultDoesNotKeepThePowerOn"),
          Mutant.of(
              "two names of one file become two files",
              "trial/VolumeImage",
              "files.computeIfAbsent(file, this::file)",
              "file(file)",
              "SimDiskTest#oneFileUnderTwoNamesStaysOneFile"),
          // The hunt.
          Mutant.of(
              "recoveries with a fault are tried once for each content, whatever was promised",
              "trial/HuntEngine",
              "Set<String> faultedRecoveries = new HashSet<>();",
              "Set<String> faultedRecoveries = (Set<String>) System.getProperties()"
                  + ".computeIfAbsent(settings, _ -> new HashSet<String>());",
              "CrashHuntTest#aRecoveryIsFaultedForEachPromiseAndNotForEachContent"),
          Mutant.of(
              "the last write is torn only if nothing came after it",
              "trial/ImageEnumeration",
              "while (last >= 0 && !(changes.get(last) instanceof Change.Write)) {",
              "while (last < -1) {",
              "ImageEnumerationTest#theLastWriteIsTornThoughARenameCameAfterIt"),
          Mutant.of(
              "shrinking leaves out the run",
              "trial/PlanShrinker",
              "fewer.getFirst().phase() == FaultPlan.Phase.RUN",
              "fewer.getFirst().phase() != null",
              "CrashHuntTest#shrinkingKeepsTheRunAndTheKindOfFailure"),
          Mutant.of(
              "only beginnings of the history are enumerated",
              "trial/ImageEnumeration",
              "choose(new BitSet(), 0, reach.keptMax());",
              "choose(new BitSet(), 0, 0);",
              "ImageEnumerationTest#everySubsetOfIndependentWritesIsThere"),
          Mutant.of(
              "no write is torn in the enumeration",
              "trial/ImageEnumeration",
              ".filter(cut -> cut >= 0 && cut < length)",
              ".filter(cut -> cut < 0)",
              "ImageEnumerationTest#everyKeptWriteIsTornAtEveryCutInFourWays"),
          Mutant.of(
              "the recovery is never crashed",
              "trial/HuntEngine",
              "if (depth == 0) {",
              "if (depth >= 0) {",
              "CrashHuntTest#aRepeatedCrashFindsWhatASingleOneCannot"),
          Mutant.of(
              "after a fault nothing is audited but the disk as it is",
              "trial/HuntEngine",
              "auditImages(standing, before, new FaultPlan.Stage(stage.phase(), ended), disk, 0);",
              "",
              "CrashHuntTest#aFailedSyncFindsWhatACrashAloneCannot"),
          Mutant.of(
              "open handles are not looked for",
              "trial/HuntEngine",
              "disk.requireNoOpenHandles();",
              "",
              "CrashHuntTest#eachMistakeIsFoundWithAPlanThatReplays"),
          Mutant.of(
              "a plan that is not reached passes",
              "trial/HuntEngine",
              "if (!isReached) {",
              "if (life == null) {",
              "CrashHuntTest#aPlanThatDoesNotFitIsNoPass"),
          Mutant.of(
              "the extension crashes nothing",
              "trial/Durables",
              "ImageEnumeration.forEachLean(disk.changes(), this::auditAfter);",
              "auditAfter(CrashImage.of(new java.util.TreeSet<>(disk.pending().stream()"
                  + ".map(Unsynced::operation).toList())));",
              "DurableExtensionTest#whatACrashLosesFailsTheTest"));

  private TrialMutants() {}
}
