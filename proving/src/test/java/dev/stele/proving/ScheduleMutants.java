package dev.stele.proving;

import java.util.List;

/**
 * Wrong variants that the explorer catches: what is published too weakly, who is not woken, what is
 * decided on what was true before. Those that are published by luck work on most processors.
 */
@SuppressWarnings("StringConcatToTextBlock") // Sources, as they stand there.
final class ScheduleMutants {

  private static final String TABLE =
      "MemoryTableScheduleTrial#aReaderSeesEachPositionWholeOrNotAtAll";
  private static final String WOKEN = "RequestScheduleTrial#whoWaitsIsWokenAndGetsWhatWasMade";
  private static final String FAILED = "RequestScheduleTrial#whoWaitsIsWokenByAFailureAndIsToldWhy";
  private static final String TAIL = "JournalScheduleTrial#aTailIsWokenAndSeesAllOfABatchOrNothing";
  private static final String CLOSING =
      "JournalScheduleTrial#anAppendUnderAClosingJournalIsDoneOrRefused";
  private static final String ONE_KEY =
      "StoreScheduleTrial#ofTwoAppendsWithOneKeyOneIsAppendedAndBothGetItsReceipt";
  private static final String ONE_VERSION =
      "StoreScheduleTrial#ofTwoAppendsThatExpectOneVersionOneWinsAndTheOtherIsToldTheVersion";

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "a key behind the findings is not looked for",
              "store/Decider",
              "lookup.withKey(scope, key, proposal.findings.asOf(), next);",
              "lookup.withKey(scope, key, next, next);",
              ONE_KEY),
          Mutant.of(
              "the versions of streams are in a map for one thread",
              "store/Decider",
              "heads = new ConcurrentHashMap<>();",
              "heads = new HashMap<>();",
              ONE_KEY),
          Mutant.of(
              "what was written does not move the version",
              "store/Decider",
              "      remember(event.stream, event.version);\n",
              "",
              ONE_VERSION),
          Mutant.of(
              "restarts are not remembered",
              "store/Restarts",
              "    taken.addLast(nowNanos);\n",
              "",
              "StoreScheduleTrial#aBudgetOfOneRestartIsTakenOnceAndNoMore"),
          Mutant.of(
              "who meets the failure restarts what was restarted",
              "store/Store",
              "if (open.engine() != failed.engine()\n          || isClosed",
              "if (isClosed",
              "StoreScheduleTrial#oneFailureTakesOneRestartOfABudgetOfTwo"),
          Mutant.of(
              "the opening is published by luck",
              "store/Store",
              "private volatile Openings.Writable open;",
              "private Openings.Writable open;",
              "StoreScheduleTrial#oneFailureTakesOneRestartOfABudgetOfTwo"),
          Mutant.of(
              "that it is closed is published by luck",
              "store/Store",
              "private volatile boolean isClosed;",
              "private boolean isClosed;",
              "StoreScheduleTrial#anAppendUnderAClosingStoreIsDoneOrRefused"),
          Mutant.of(
              "who finds a place does not take it",
              "store/Store",
              "if (!places.tryAcquire()) {",
              "if (places.availablePermits() == 0) {",
              "StoreScheduleTrial#whoFindsNoPlaceIsToldAndNothingIsWritten"),
          Mutant.of(
              "the end of a memory table is published opaquely",
              "index/MemoryTable",
              "END.setRelease(this, position + 1);",
              "END.setOpaque(this, position + 1);",
              TABLE),
          Mutant.of(
              "a posting is published opaquely",
              "index/MemoryTable",
              "CELL.setRelease(table, cell + 1, (long) posting);",
              "CELL.setOpaque(table, cell + 1, (long) posting);",
              TABLE),
          Mutant.of(
              "the end of a memory table is read plainly",
              "index/MemoryTable",
              "return (long) END.getAcquire(this);",
              "return end;",
              TABLE),
          Mutant.of(
              "larger cells are published by luck",
              "index/MemoryTable",
              "private volatile long[] cells;",
              "private long[] cells;",
              "MemoryTableScheduleTrial#nothingIsMissedWhileTheCellsAreCopied"),
          Mutant.of(
              "a position is shown before it has its place",
              "index/MemoryTable",
              "Places at = placesFor(offset >>> CHUNK_BITS);",
              "END.setRelease(this, position + 1); Places at = placesFor(offset >>> CHUNK_BITS);",
              TABLE),
          Mutant.of(
                  "what is durable is published by luck",
                  "journal/Journal",
                  "private volatile View view;",
                  "private View view;",
                  TAIL)
              .caughtIn("store"),
          Mutant.of(
                  "a tail is not woken",
                  "journal/Journal",
                  "      published.signalAll();\n",
                  "",
                  TAIL)
              .caughtIn("store"),
          Mutant.of(
                  "what came before the end of the committer is forgotten",
                  "journal/Committer",
                  "group.addAll(inOrder(stack.getAndSet(CLOSED)));",
                  "stack.set(CLOSED);",
                  CLOSING)
              .caughtIn("store"),
          Mutant.of(
                  "the request to end is published by luck",
                  "journal/Committer",
                  "private volatile @Nullable Request end;",
                  "private @Nullable Request end;",
                  CLOSING)
              .caughtIn("store"),
          Mutant.of(
                  "the committer sleeps on",
                  "journal/Committer",
                  "    if (top == null) {\n      LockSupport.unpark(thread);\n    }\n",
                  "",
                  CLOSING)
              .caughtIn("store"),
          Mutant.of(
              "an outcome is published by luck",
              "journal/Request",
              "private volatile @Nullable Appended outcome;",
              "private @Nullable Appended outcome;",
              WOKEN),
          Mutant.of(
              "who waits is woken before there is an outcome",
              "journal/Request",
              "    outcome = result;\n    LockSupport.unpark(caller);\n",
              "    LockSupport.unpark(caller);\n    outcome = result;\n",
              WOKEN),
          Mutant.of(
              "a failure is published by luck",
              "journal/Request",
              "private volatile boolean failed;",
              "private boolean failed;",
              FAILED),
          Mutant.of(
              "that it failed is told before why",
              "journal/Request",
              "    failure = cause;\n    failed = true;\n",
              "    failed = true;\n    failure = cause;\n",
              FAILED),
          Mutant.of(
              "a model that is not done passes",
              "explore/Explorer",
              "      if (!result.isComplete()) {\n        throw refused(",
              "      if (result.executions() < 0) {\n        throw refused(",
              "ExplorerTest#aModelThatOutgrowsItsBoundsFails"));

  private ScheduleMutants() {}
}
