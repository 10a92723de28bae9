package dev.stele.proving;

import java.util.List;

/** Wrong variants of the ground. */
final class GroundMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
                  "operations run on the caller's thread",
                  "ground/DiskThreads",
                  "if (Thread.currentThread() instanceof DiskThread) {",
                  "if (Thread.currentThread().isAlive()) {",
                  "NioDiskContractTest#interruptsAtAnyMomentCloseNothingUnderAnyone")
              .caughtIn("trial"),
          Mutant.of(
                  "the interrupt flag is lost",
                  "ground/DiskThreads",
                  "interrupted = true;",
                  "interrupted = false;",
                  "NioDiskContractTest#anInterruptedCallerIsServedAndStaysInterrupted")
              .caughtIn("trial"),
          Mutant.of(
              "a disk thread can be interrupted",
              "ground/DiskThread",
              "public void interrupt() {}",
              "public void interrupt() { super.interrupt(); throw new AssertionError(\"hit\"); }",
              "NioDiskTest#aDiskThreadWorksInPlaceAndCannotBeInterrupted"),
          Mutant.of(
                  "create opens what is there",
                  "ground/NioRegistry",
                  "StandardOpenOption.CREATE_NEW",
                  "StandardOpenOption.CREATE",
                  "NioDiskContractTest#createRefusesATakenNameAndLeavesItAlone")
              .caughtIn("trial"),
          Mutant.of(
              "links are followed",
              "ground/NioDisk",
              "all.add(LinkOption.NOFOLLOW_LINKS);",
              "",
              "NioDiskTest#aSymbolicLinkIsNeverFollowedAtTheEnd"),
          Mutant.of(
                  "an empty directory is replaced by a rename",
                  "ground/NioDisk",
                  "if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {",
                  "if (Files.notExists(source)) {",
                  "NioDiskContractTest#aRefusedRenameChangesNothing")
              .caughtIn("trial"),
          Mutant.of(
              "closed mappings still count",
              "ground/NioDisk",
              "content, mappings::decrementAndGet)",
              "content, () -> {})",
              "NioDiskTest#theNumberOfMappingsIsBounded"),
          Mutant.of(
              "a fault below a mapping escapes",
              "ground/NioMapping",
              "} catch (InternalError e) {",
              "} catch (UnsupportedOperationException e) {",
              "NioDiskTest#aFaultBelowAMappingIsAFailureAndNotTheEndOfTheProcess"),
          Mutant.of(
              "closing unmaps under the readers",
              "ground/NioMapping",
              "if (before == 1) {",
              "if (before >= 1) {",
              "NioDiskTest#aMappingIsGivenBackByTheLastReader"),
          Mutant.of(
              "the last reader leaves the memory mapped",
              "ground/NioMapping",
              "if (users.decrementAndGet() == CLOSED) {",
              "if (users.decrementAndGet() == 0) {",
              "NioDiskTest#aMappingIsGivenBackByTheLastReader"),
          Mutant.of(
              "a locked file can be opened and closed",
              "ground/NioRegistry",
              "if (locked.contains(key)) {",
              "if (locked.contains(key) && locked.isEmpty()) {",
              "NioDiskTest#nothingThatThisProcessDoesGivesItsLockUp"),
          Mutant.of(
              "an open file can be locked",
              "ground/NioRegistry",
              "if (existing != null && handles.containsKey(existing)) {",
              "if (existing != null && handles.containsKey(file)) {",
              "NioDiskTest#nothingThatThisProcessDoesGivesItsLockUp"),
          Mutant.of(
              "a channel is closed beside somebody else's lock",
              "ground/NioRegistry",
              "parked.add(channel);\n      keep = true;",
              "parked.add(channel);",
              "NioDiskTest#aLockTakenElsewhereInTheProcessIsRespectedAndNotGivenUp"),
          Mutant.of(
                  "a closed lock stays in the table",
                  "ground/NioRegistry",
                  "locked.remove(lock.key);",
                  "",
                  "NioDiskContractTest#aLockIsHeldByOneUntilItIsClosed")
              .caughtIn("trial"),
          Mutant.of(
              "a full disk is any other failure",
              "ground/DiskThreads",
              "reason.contains(\"no space left\")",
              "reason.contains(\"no room\")",
              "NioDiskTest#aFullDeviceIsNoSpace"));

  private GroundMutants() {}
}
