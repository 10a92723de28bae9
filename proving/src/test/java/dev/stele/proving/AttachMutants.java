package dev.stele.proving;

import java.util.List;

/** Wrong variants of attaching: what is lost, repeated, shown too late or waited for in vain. */
final class AttachMutants {

  private static final String SPLITS = "AttachProperty#everySplitOfAShortHistoryIsSeenWhole";
  private static final String ANYTHING = "AttachProperty#whateverHappensTheWholeIsSeen";
  private static final String ONCE = "AttachScheduleTest#eachItemIsSeenOnceInOrder";
  private static final String ROOM =
      "AttachScheduleTest#whoWaitsForRoomIsWokenAndSoIsWhoWaitsForItems";
  private static final String PHASES = "PhasesTest#whatIsOutOfOrderDoesNotCompile";

  /** The history, then the subscription: what is emitted between the two is in neither. */
  static final Mutant WRONG_ORDER =
      Mutant.of(
          "the history is taken, then it is subscribed",
          "attach/Session",
          "    Source.Past<H, T> past = wholePast();\n",
          """
              subscription.close();
              inbox = inbox.successor(next());
              Source.Past<H, T> past = wholePast();
              subscription = source.subscribe(inbox);
          """,
          ONCE);

  static final List<Mutant> ALL =
      List.of(
          WRONG_ORDER,
          Mutant.of(
              "an item is offered, and kept afterwards",
              "attach/Feed",
              """
                    Item<T> item = keep(value, about);
                    fanout.publish(item, EVERYTHING);
              """,
              """
                    Item<T> item = new Item<>(next, value);
                    fanout.publish(item, EVERYTHING);
                    keep(value, about);
              """,
              ONCE),
          Mutant.of(
              "after a fall, the history is taken, then the inbox is opened",
              "attach/Session",
              """
                    Source.Past<H, T> past = past();
                    isHistoryDue = false;
              """,
              """
                    Source.Past<H, T> past = past();
                    inbox.open();
                    isHistoryDue = false;
              """,
              ANYTHING),
          Mutant.of(
              "the overlap is not trimmed",
              "attach/Session",
              "if (item.position() >= next()) {",
              "if (item.position() >= 0) {",
              "AttachScheduleTest#eachItemOfATopicIsSeenOnceInOrder"),
          Mutant.of(
              "the first item behind the history is trimmed, too",
              "attach/Session",
              "if (item.position() >= next()) {",
              "if (item.position() > next()) {",
              SPLITS),
          Mutant.of(
              "a hole is not noticed",
              "attach/Session",
              "if (unsure > next()) {",
              "if (unsure > next() + 1_000) {",
              "LiveTest#whatWasNotOfferedIsFetchedFromTheHistory"),
          Mutant.of(
              "what was replaced passes for a hole",
              "attach/Session",
              "settings.overflow() instanceof Overflow.Conflate ? taken.gapEnd : item.position()",
              "item.position()",
              "SessionTest#anItemThatWasReplacedIsNoHole"),
          Mutant.of(
              "where items replace each other, holes are not noticed",
              "attach/Inbox",
              "        gapEnd = position;\n",
              "",
              "SessionTest#anItemThatWasNeverOfferedIsAHoleAlsoWhereItemsReplaceEachOther"),
          Mutant.of(
              "a history that ends too early is believed",
              "attach/Session",
              "if (past.end() < next()) {",
              "if (past.end() < 0) {",
              "SessionTest#aHistoryThatEndsBeforeWhatWasSeenIsBroken"),
          Mutant.of(
              "a raw producer is numbered from 0 again",
              "attach/Session",
              "inbox.successor(next())",
              "inbox.successor(0)",
              "SessionTest#aRawProducerThatFailedGoesOnBehindWhatWasSeen"),
          Mutant.of(
              "a failing producer is asked whenever somebody polls",
              "attach/Session",
              "      while (retry != null) {",
              "      while (retry != null && !isHistoryDue) {",
              "SessionTest#whoPollsWhileItWaitsForTheNextAttemptAsksForNothing"),
          Mutant.of(
              "a cancel is forgotten when it is subscribed again",
              "attach/Session",
              "    isCancelled = true;\n",
              "",
              "AttachScheduleTest#whoReconnectsIsCancelledAtAnyMoment"),
          Mutant.of(
              "another history is gone on with",
              "attach/Session",
              "      if (!found.equals(lineage)) {\n        finish",
              "      if (found.isEmpty() && lineage.isPresent()) {\n        finish",
              "ReconnectTest#anotherHistoryIsNotGoneOnWith"),
          Mutant.of(
              "attempts are counted for ever",
              "attach/Session",
              "    attempts.beginAnew();\n    next",
              "    next",
              "ReconnectTest#itBeginsAnewOnceSomethingHasCome"),
          Mutant.of(
              "a connection that held is no success",
              "attach/Session",
              "    attempts.connected(settings.backoff().orElseThrow());\n",
              "",
              "ReconnectTest#itBeginsAnewOnceAConnectionHasHeld"),
          Mutant.of(
              "a publisher waits for who has been ended",
              "attach/Session",
              "    inbox.end(why); // Whoever waits there for room need not.\n",
              "",
              "InboxScheduleTest#aPublisherDoesNotWaitForWhoHasBeenEnded"),
          Mutant.of(
              "a publisher waits for who will subscribe again",
              "attach/Session",
              "    inbox.end(new End.Failed(cause)); // Whoever waits there for room need not.\n",
              "",
              "InboxScheduleTest#aPublisherDoesNotWaitForWhoWillSubscribeAgain"),
          Mutant.of(
              "what was erased is shown if it is at hand",
              "attach/Session",
              "return ended != null || inbox.endAtOnce().isPresent();",
              "return ended != null;",
              "LiveTest#afterAnEndThatForbidsNothingIsSeenWhereverItWas"),
          Mutant.of(
              "a history is shown on after its source was erased",
              "attach/Watched",
              "if (session.isOver() || isAtEnd || isClosed) {",
              "if (isAtEnd || isClosed) {",
              "SessionTest#aHistoryBreaksOffWhenItsSourceIsErased"),
          Mutant.of(
              "the back-off grows threefold",
              "attach/Backoff",
              "wait = wait.multipliedBy(2);",
              "wait = wait.multipliedBy(3);",
              "ReconnectTest#itWaitsTwiceAsLongEachTime"),
          Mutant.of(
              "who waits for room is not woken when there is some",
              "attach/Inbox",
              "      room.signalAll();\n      return Found.ITEMS;",
              "      return Found.ITEMS;",
              ROOM),
          Mutant.of(
              "who waits for items is not woken when there are some",
              "attach/Inbox",
              """
                  bell.ring();
                  return end == null;
                }

                private void replace\
              """,
              """
                  return end == null;
                }

                private void replace\
              """,
              ROOM),
          Mutant.of(
              "who waits for room may be overtaken",
              "attach/Inbox",
              "return admitted == number && queue.size() < capacity;",
              "return queue.size() < capacity;",
              "InboxScheduleTest#whoWaitsForRoomGoesInInTheOrderOfPositions"),
          Mutant.of(
              "the end does not let go who waits for room",
              "attach/Inbox",
              "      room.signalAll();\n      bell.ring();",
              "      bell.ring();",
              "InboxScheduleTest#theEndLetsAllGoWhoWaitForRoom"),
          Mutant.of(
              "the end does not wake who waits for items",
              "attach/Inbox",
              "      room.signalAll();\n      bell.ring();",
              "      room.signalAll();",
              "AttachScheduleTest#whoIsCancelledIsWoken"),
          Mutant.of(
              "what is too much is dropped, and nobody told",
              "attach/Inbox",
              "          end = new End.Evicted();\n        } else {",
              "        } else {",
              "InboxTest#evictingShowsWhatWaitedAndThenTheEnd"),
          Mutant.of(
              "who falls behind is not told",
              "attach/Inbox",
              "    isBehind = true;\n",
              "",
              "LiveTest#whoFallsBehindIsToldAndMissesNothing"),
          Mutant.of(
              "after a fall, it is queued on at once",
              "attach/Inbox",
              "    isOpen = false;\n    isBehind = true;",
              "    isBehind = true;",
              ANYTHING),
          Mutant.of(
              "the latest of a key takes the place of the first",
              "attach/Inbox",
              "if (latest.remove(about) != null) {",
              "if (latest.containsKey(about)) {",
              "InboxTest#theLatestOfAKeyTakesThePlaceOfTheOneBeforeBehindAllOthers"),
          Mutant.of(
              "a poll can be interrupted",
              "attach/Doorbell",
              "if (deadline == Deadline.Fixed.NOW) {",
              "if (deadline == Deadline.Fixed.NEVER) {",
              "AttachScheduleTest#aPollIsNotInterrupted"),
          Mutant.of(
              "those who are there are told of the end, then those who come",
              "attach/Fanout",
              """
                  end = Inbox.first(end, why);
                  for (List<Member<T>> members : topics.values()) {
                    for (Member<T> member : members) {
                      member.inbox.end(why);
                    }
                  }
              """,
              """
                  for (List<Member<T>> members : topics.values()) {
                    for (Member<T> member : members) {
                      member.inbox.end(why);
                    }
                  }
                  end = Inbox.first(end, why);
              """,
              "InboxScheduleTest#whoComesWhileItEndsIsToldOfIt"),
          Mutant.of(
              "who comes takes the place of who comes at the same time",
              "attach/Fanout",
              "topics.merge(topic, List.of(member), Fanout::joined);",
              "topics.put(topic, joined(topics.getOrDefault(topic, List.of()), List.of(member)));",
              "InboxScheduleTest#whoStaysIsOfferedEachItemWhileOthersComeAndGo"),
          Mutant.of(
              "who goes takes all others along",
              "attach/Fanout",
              "all.stream().filter(one -> !one.equals(member)).toList()",
              "all.subList(0, 0)",
              "FanoutTest#nothingIsLeftOfWhoHasGone"),
          Mutant.of(
              "who has ended is offered items for ever",
              "attach/Fanout",
              "          leave(topic, member);\n",
              "          member.inbox.isEnded();\n",
              "FanoutTest#whoTakesNothingAnyMoreIsForgotten"),
          Mutant.of(
              "a history that nobody took is not spoken of",
              "attach/History",
              "  public void close() {\n    guard.clean();",
              "  public void close() {",
              "HistoryTest#oneThatIsClosedUntakenIsReportedOnceWithItsPlace"),
          Mutant.of(
              "a history is taken twice",
              "attach/History",
              "    if (!fuse.isLit.compareAndSet(true, false)) {",
              "    fuse.isLit.set(false);\n    if (fuse.isLit.get()) {",
              "HistoryTest#itIsTakenOnce"),
          Mutant.of(
              "a foreign cursor is gone on at",
              "attach/Attach",
              "if (!cursor.lineage().equals(producer.lineage())) {",
              "if (cursor.position() < 0) {",
              "AttachTest#aForeignCursorIsRefused"),
          Mutant.of(
              "a cursor that is too old is gone on at",
              "attach/Attach",
              "if (cursor.position() < oldest) {",
              "if (cursor.position() < 0) {",
              "AttachTest#aCursorThatIsTooOldIsRefused"),
          Mutant.of(
                  "the history can be skipped",
                  "attach/Subscribed",
                  "  /** Detaches, unless",
                  """
                    /** Skips it. */
                    public Live<H, T> live() {
                      return new Live<>(session);
                    }

                    /** Detaches, unless\
                  """,
                  PHASES)
              .caughtIn("proving"),
          Mutant.of(
                  "an item is delivered before it is live",
                  "attach/Synced",
                  "  /** Detaches, unless",
                  """
                    /** Delivers. */
                    public Received<H, T> next() throws InterruptedException {
                      return session.receive(Deadline.Fixed.NEVER).orElseThrow();
                    }

                    /** Detaches, unless\
                  """,
                  PHASES)
              .caughtIn("proving"));

  private AttachMutants() {}
}
