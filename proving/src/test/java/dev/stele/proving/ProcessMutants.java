package dev.stele.proving;

import java.util.List;

/** Wrong variants of what waits for processes, tells of them, and keeps those apart who write. */
final class ProcessMutants {

  private static final String BACKOFF =
      "AwaiterTest#whereNobodyTellsItLooksAfterTheseTimesAndEachSecondForEver";

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "who waits looks, and subscribes afterwards",
              "process/Awaiter",
              """
                    PollBackoff backoff = new PollBackoff();
                    while (true) {
                      found = look.get();
              """,
              """
                    PollBackoff backoff = new PollBackoff();
                    for (boolean isFirst = true; true; isFirst = false) {
                      found = isFirst ? found : look.get();
              """,
              "AwaiterScheduleTest#whoWaitsForTheEndIsToldOfIt"),
          Mutant.of(
              "who is not waiting yet is not told",
              "process/ChangeHub",
              "counter.version++;",
              "",
              "HubScheduleTest#whoSubscribesAndThenReadsMissesNothing"),
          Mutant.of(
              "the hub is told, and then it is written",
              "process/WatchedRegistry",
              """
                    Answer<T> answer = write.get();
                    mayBeWritten = answer.isDone();
              """,
              """
                    hub.tell(id);
                    Answer<T> answer = write.get();
                    mayBeWritten = false;
              """,
              "WatchedRegistryTest#theHubIsToldAfterTheWrite"),
          Mutant.of(
              "the hub is not told of what may have been written",
              "process/WatchedRegistry",
              "boolean mayBeWritten = true;",
              "boolean mayBeWritten = false;",
              "WatchedRegistryTest#theHubIsToldOfAWriteOfWhichNobodyKnowsWhetherItWasDone"),
          Mutant.of(
              "what was listened to is kept",
              "process/ChangeHub",
              "known.listeners == 1 ? null :",
              "known.listeners == -1 ? null :",
              "ChangeHubTest#nothingIsLeftOfWhoHasGoneThoughNobodyTellsLater"),
          Mutant.of(
              "who goes takes along what others listen to",
              "process/ChangeHub",
              "known.listeners == 1 ? null :",
              "known.listeners >= 1 ? null :",
              "HubScheduleTest#whoStaysIsToldWhileOthersComeAndGo"),
          Mutant.of(
              "who closes twice counts twice",
              "process/ChangeHub",
              "if (!isOver) {",
              "if (!isOver || entries.size() > 0) {",
              "ChangeHubTest#whoClosesTwiceTakesNothingFromOthers"),
          Mutant.of(
              "who comes while it is closed waits",
              "process/ChangeHub",
              "if (isClosed) {",
              "if (isClosed && entries.isEmpty()) {",
              "HubScheduleTest#whoComesWhileItIsClosedDoesNotWait"),
          Mutant.of(
              "a poke between two takes is lost",
              "process/ChangeHub",
              "isPoked = true;",
              "",
              "HubScheduleTest#aPokeIsNotLost"),
          Mutant.of(
              "what changes while it is taken is forgotten",
              "process/ChangeHub",
              """
                      return isTooMany ? null : taken;
                    } finally {
                      lock.unlock();
                    }
              """,
              """
                      return isTooMany ? null : taken;
                    } finally {
                      lock.unlock();
                      lock.lock();
                      ids.clear();
                      lock.unlock();
                    }
              """,
              "HubScheduleTest#whoListensToAllLosesNoChangeBetweenTwoTakes"),
          Mutant.of(
              "the times grow for ever",
              "process/PollBackoff",
              "Math.min(2 * millis, LONGEST_MILLIS)",
              "2 * millis",
              BACKOFF),
          Mutant.of(
              "the first look comes later",
              "process/PollBackoff",
              "FIRST_MILLIS = 25;",
              "FIRST_MILLIS = 50;",
              BACKOFF),
          Mutant.of(
              "a change does not begin the times anew",
              "process/Awaiter",
              "backoff.reset();",
              "",
              "AwaiterTest#aChangeBeginsTheTimesAnew"),
          Mutant.of(
              "a dead hub is asked again and again",
              "process/Awaiter",
              "if (told != null && told.isLive()) {",
              "if (told != null) {",
              "AwaiterTest#aHubThatWasClosedBeforeIsNotAskedAgainAndAgain"),
          Mutant.of(
              "an unknown process is waited for",
              "process/Awaiter",
              "return until(id, atMost, () -> reader.get(id).outcome());",
              "return until(id, atMost, () -> reader.find(id).flatMap(ProcessRecord::outcome));",
              "AwaiterTest#anUnknownProcessIsAnErrorAtOnceThatNamesIt"),
          Mutant.of(
              "a read that failed is an unknown process",
              "process/Awaiter",
              "return until(id, atMost, () -> reader.get(id).outcome());",
              """
              return until(
                  id,
                  atMost,
                  () -> {
                    try {
                      return reader.get(id).outcome();
                    } catch (IllegalStateException _) {
                      throw new ProcessException.UnknownProcess(id, false);
                    }
                  });
              """,
              "AwaiterTest#aReadThatFailsIsThrownAsItIs"),
          Mutant.of(
              "a pruned process was never there",
              "process/LedgerReader",
              "new ProcessException.UnknownProcess(id, fold.wasPruned())",
              "new ProcessException.UnknownProcess(id, false)",
              "AwaiterTest#aProcessThatIsPrunedUnderWhoWaitsIsToldAsSuch"),
          Mutant.of(
              "of those who wait one is woken",
              "process/ChangeHub",
              "counter.version++;\n        counter.changed.signalAll();",
              "counter.version++;\n        counter.changed.signal();",
              "HubScheduleTest#allWhoListenAreToldOfOneChange"),
          Mutant.of(
              "the event at the cursor is given again",
              "process/LedgerReader",
              "reads.firstAfter(known(id).head(), type, sequence)",
              "reads.firstAfter(known(id).head(), type, Math.max(0, sequence - 1))",
              "AwaiterTest#anEventThatIsThereIsTheFirstOfItsTypeBehindTheCursor"),
          Mutant.of(
              "the event is looked for, and then the end",
              "process/Awaiter",
              """
                        Optional<ProcessOutcome> outcome = reader.get(id).outcome();
                        Optional<ProcessEvent> event = reader.firstAfter(id, type, sequence);
              """,
              """
                        Optional<ProcessEvent> event = reader.firstAfter(id, type, sequence);
                        Optional<ProcessOutcome> outcome = reader.get(id).outcome();
              """,
              "AwaiterScheduleTest#anEventBeforeTheEndIsNeverPassedOver"),
          Mutant.of(
              "an event is waited for that cannot come any more",
              "process/Awaiter",
              ".or(() -> outcome.map(Awaited.Ended::new));",
              ";",
              "AwaiterScheduleTest#whoWaitsForAnEventIsToldOfTheEnd"),
          Mutant.of(
              "each look reads all that is behind the cursor",
              "process/Awaiter",
              "Optional<ProcessEvent> event = reader.firstAfter(id, type, sequence);",
              """
              Optional<ProcessEvent> event =
                  reader.eventsAfter(id, sequence, 1_000).stream()
                      .filter(it -> it.type().equals(type))
                      .findFirst();
              """,
              "AwaiterTest#aLookReadsOneEventAndNotThoseBeforeIt"),
          Mutant.of(
              "that a wake was acknowledged is not told",
              "process/WatchedRegistry",
              "return told(id, () -> inner.acknowledgeWake(id, sequence));",
              "return inner.acknowledgeWake(id, sequence);",
              "WatchedRegistryTest#theHubIsTold"),
          Mutant.of(
              "a grant is told of",
              "process/WatchedRegistry",
              "return inner.grant(grant);",
              "return told(grant.process(), () -> inner.grant(grant));",
              "WatchedRegistryTest#theHubIsNotTold"),
          Mutant.of(
              "a lease that begins nothing is told of",
              "process/WatchedRegistry",
              "if (begins) {",
              "if (begins || answer.isDone()) {",
              "WatchedRegistryTest#theHubIsNotTold"),
          Mutant.of(
              "what the watched registry does in its own way is passed by",
              "process/WatchedRegistry",
              "return appended(id, () -> inner.signal(id, signal, payload, key));",
              "return Registry.super.signal(id, signal, payload, key);",
              "WatchedRegistryTest#eachMethodReachesTheSameOneOfTheRegistryThatIsWatched"),
          Mutant.of(
              "a sink sees the end",
              "process/WatchedRegistry",
              "if (event.ends().isEmpty()) {",
              "if (event.sequence() > 0) {",
              "EventSinkTest#itNeverSeesTheEnd"),
          Mutant.of(
              "a sink sees a replay",
              "process/WatchedRegistry",
              "&& !appended.isReplay()",
              "",
              "EventSinkTest#itSeesAReplayedEventOnceAndARefusedOneNever"),
          Mutant.of(
              "an error of a sink is the appender's",
              "process/WatchedRegistry",
              "catch (Throwable _) { // A sink",
              "catch (RuntimeException _) { // A sink",
              "EventSinkTest#whatItThrowsIsCountedAndTheWriteStandsAndIsTold"),
          Mutant.of(
              "who appends second and is faster is seen first",
              "process/WatchedRegistry",
              """
                  try (IdLocks.Held _ = emitting.lock(id)) {
                    return told(
                        id,
                        () -> {
                          Answer<Appended> answer = append.get();
              """,
              """
                  {
                    return told(
                        id,
                        () -> {
                          Answer<Appended> answer = append.get();
              """,
              "EventSinkTest#ofTwoWhoAppendTogetherItSeesTheFirstFirst"),
          Mutant.of(
              "an engine is asked about what has ended",
              "process/Processes",
              "if (ended.isPresent()) {",
              "if (ended.isPresent() && options.attach().isEmpty()) {",
              "ProcessesTest#aProcessThatHasEndedIsAnsweredWithoutAskingTheEngine"),
          Mutant.of(
              "where an engine fails the registry is waited for",
              "process/Processes",
              """
                  return options.attach().isPresent()
                      ? options.attach().get().awaitEnd(id, atMost)
                      : awaiter.awaitEnd(id, atMost);
              """,
              """
                  try {
                    if (options.attach().isPresent()) {
                      return options.attach().get().awaitEnd(id, atMost);
                    }
                  } catch (RuntimeException _) {
                    // It is looked for.
                  }
                  return awaiter.awaitEnd(id, atMost);
              """,
              "ProcessesTest#whatTheEngineFailsWithIsTheCallersAndNobodyPolls"),
          Mutant.of(
              "the log leaves out the first event behind a sequence",
              "process/LedgerReader",
              "reads.eventsAfter(known(id).head(), sequence, limit)",
              "reads.eventsAfter(known(id).head(), sequence + 1, limit)",
              "EventSinkTest#oneThatDropsEventsLosesNothingOfTheLog"),
          Mutant.of(
              "who waits for a lock does not count",
              "process/IdLocks",
              "new Counted(known.lock, known.count + 1)",
              "known",
              "LocksScheduleTest#oneHasTheLockAtATimeAndNothingIsLeft"),
          Mutant.of(
              "several locks are taken in the order in which they are asked for",
              "process/IdLocks",
              "new TreeSet<>(ids)",
              "ids",
              "LocksScheduleTest#twoWhoWantTheSameLocksDoNotWaitInACircle"),
          Mutant.of(
              "nobody begins while somebody goes on",
              "process/Slots",
              "free <= resuming",
              "free == 0 || resuming > 0",
              "LocksScheduleTest#aSlotThatNobodyGoesOnInCanBeTaken"),
          Mutant.of(
              "who goes on is not told of a slot",
              "process/Slots",
              "given.signal();",
              "",
              "LocksScheduleTest#neverMoreRunThanThereAreSlotsAndWhoGoesOnIsWoken"),
          Mutant.of(
              "who was woken takes a slot that is gone",
              "process/Slots",
              "while (free == 0) {",
              "if (free == 0) {",
              "LocksScheduleTest#neverMoreRunThanThereAreSlotsAndWhoGoesOnIsWoken"),
          Mutant.of(
              "a lease that is over is renewed",
              "process/Fold",
              "            && held.owner().equals(asked.owner())\n            && isLeased(now);",
              "            && held.owner().equals(asked.owner());",
              "RegistryScheduleTest#aLeaseThatIsOverIsNotRenewedWhileAnotherTakesTheProcess"),
          Mutant.of(
              "what is decided does not rest on what is there",
              "process/Deciding",
              "expected.put(Streams.main(fold.id), fold.mainVersion());",
              "",
              "RegistryScheduleTest#ofTwoOpeningsThatEndAProcessOneDoes"),
          Mutant.of(
              "an interrupt outlives the engine that it was for",
              "process/Attempt",
              "boolean _ = Thread.interrupted(); // It was meant for the engine.",
              "",
              "AttemptScheduleTest#anInterruptOfAnEngineNeverOutlivesIt"),
          Mutant.of(
              "an engine that begins after the cancel is not interrupted",
              "process/Attempt",
              "if (isCancelRequested || isDraining || isLost) {",
              "if (isDraining || isLost) {",
              "AttemptScheduleTest#anEngineThatWaitsIsInterruptedWheneverItIsCancelled"));

  private ProcessMutants() {}
}
