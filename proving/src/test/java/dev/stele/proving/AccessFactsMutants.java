package dev.stele.proving;

import java.util.List;

/** Wrong variants of facts: what is loaded twice, waited for in vain, forgotten, or not true. */
@SuppressWarnings("StringConcatToTextBlock") // Sources, as they stand there.
final class AccessFactsMutants {

  private static final String REGISTER =
      "FactsScheduleTest#ofTwoWhoRegisterAKeyOneLeadsAndTheOtherIsToldWho";
  private static final String CLOSING = "SessionScheduleTest#closingASessionEndsWhatIsInFlight";
  private static final String CROSSED =
      "SessionScheduleTest#whoAskForTwoKeysInOppositeOrderDoNotWaitForEachOther";
  private static final String REPLACED =
      "FactsScheduleTest#aSourceIsNotReplacedWhileItLoadsAndNothingOfItIsKeptAfterwards";
  private static final String CANCELLED =
      "FactsScheduleTest#aLeaderWhoIsCancelledFailsTheKeyForAllAndWakesThem";

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "who asks last leads",
              "access/Shelf",
              "    return slots.putIfAbsent(key, slot);\n",
              "    slots.put(key, slot);\n    return null;\n",
              REGISTER),
          Mutant.of(
              "a key is looked for, and then put",
              "access/Shelf",
              "    return slots.putIfAbsent(key, slot);\n",
              "    Slot<V> there = slots.get(key);\n    if (there == null) {\n"
                  + "      slots.put(key, slot);\n    }\n    return there;\n",
              REGISTER),
          Mutant.of(
              "who joins writes over who joined meanwhile",
              "access/Slot",
              "      if (STATE.compareAndSet(this, now, new Joined(waiter, (Joined) now))) {",
              "      state = new Joined(waiter, (Joined) now);\n      if (state != null) {",
              "FactsScheduleTest#whoJoinsIsWokenOnceOrToldAtOnce"),
          Mutant.of(
              "who waits is looked for, and then the answer is written",
              "access/Slot",
              "    Object before = STATE.getAndSet(this, fact);\n",
              "    Object before = state;\n    state = fact;\n",
              "FactsScheduleTest#noWakeUpIsLost"),
          Mutant.of(
              "who came last is woken first",
              "access/Slot",
              "    Collections.reverse(waiters);\n",
              "",
              "SlotTest#finishingKeepsTheAnswerAndReturnsWhoWaitsInTheOrderInWhichTheyCame"),
          Mutant.of(
              "what could not be found out is not there",
              "access/Sheet",
              "draft == null ? new Fact.Failed<>(unanswered) : draft",
              "draft == null ? Fact.Missing.one() : draft",
              CANCELLED),
          Mutant.of(
              "a plan that is given up leaves its keys in flight",
              "access/Session",
              "      plan.abandon();\n",
              "",
              "FactsScheduleTest#aKeyThatFailsHalfWayLeavesNobodyWaiting"),
          Mutant.of(
              "a key is led only when it can be seen",
              "access/Plan",
              "      load.lead(key, mine); // Before it can be seen: so it has an answer, whatever is"
                  + " thrown now.\n"
                  + "      there = shelf.register(key, mine);\n"
                  + "      if (there == null) {\n",
              "      there = shelf.register(key, mine);\n"
                  + "      load.lead(key, mine);\n"
                  + "      if (there == null) {\n",
              "FactsTest#aKeyThatThrowsWhenItIsAlreadyThereLeavesNobodyWaiting"),
          Mutant.of(
              "an answer is published by a plain write",
              "access/Slot",
              "  private volatile @Nullable Object state;",
              "  private @Nullable Object state;",
              "FactsScheduleTest#anAnswerIsSeenWholeOrNotYet"),
          Mutant.of(
              "what is known is taken from before the plan",
              "access/Session",
              "        slots.add(plan.ask(type, key));\n",
              "        Slot<V> old = known(type, key);\n"
                  + "        slots.add(old == null || old.peek() == null"
                  + " ? plan.ask(type, key) : old);\n",
              "FactsScheduleTest#aNewSourceIsNeverSeenWithAnOldAnswer"),
          Mutant.of(
              "who leaves writes over who leaves meanwhile",
              "access/Shelf",
              "    life.updateAndGet(now -> new Open<>(((Open<K, V>) now).inside() - 1));",
              "    life.set(new Open<>(((Open<K, V>) life.get()).inside() - 1));",
              "FactsScheduleTest#twoKeysDoNotDisturbEachOther"),
          Mutant.of(
              "a source is replaced while it loads",
              "access/Shelf",
              "          if (inside > 0) {",
              "          if (inside > 9) {",
              REPLACED),
          Mutant.of(
              "clearing forgets what is in flight",
              "access/Shelf",
              "      if (slot.peek() != null) {",
              "      if (slot.load() != null) {",
              "FactsScheduleTest#clearingLeavesWhatIsInFlightAlone"),
          Mutant.of(
              "a shelf is idle when one has left",
              "access/Shelf",
              "new Open<>(((Open<K, V>) now).inside() - 1)",
              "new Open<>(0)",
              "SlotTest#aShelfIsIdleWhenAllHaveLeft"),
          Mutant.of(
              "keys are hashed under a lock",
              "access/Shelf",
              "    return slots.get(key);\n",
              "    synchronized (slots) {\n      return slots.get(key);\n    }\n",
              "SessionTest#aSlowHashOfOneKeyBlocksNoOtherKeyAndNoOtherType"),
          Mutant.of(
              "who has waited looks the key up again",
              "access/Session",
              "      Slot<V> slot = slots.get(i);\n",
              "      Slot<V> slot = known(type, keys.get(i));\n",
              "SessionTest#whoHasWaitedGetsTheAnswerAlsoIfTheSourceWasReplacedBeforeHeLooked"),
          Mutant.of(
              "only the shortest circle is one",
              "access/Circle",
              "    if (leads(whom, who)) {",
              "    if (whom == who) {",
              "SessionScheduleTest#aCircleOverTwoThreadsEnds"),
          Mutant.of(
              "who has waited stays in the circle",
              "access/Circle",
              "      waits.remove(who);\n",
              "",
              "FactsTest#aSourceThatAsksForItsOwnKeyThroughAnotherIsTold"),
          Mutant.of(
              "what has not come in time stays in flight",
              "access/Plan",
              "        led.forEach(this::expire);\n        joined",
              "        joined",
              "FactsTest#aSourceThatDoesNotAnswerInTimeIsInterruptedAndItsKeysHaveFailedForGood"),
          Mutant.of(
              "nobody keeps the time of whose caller has gone",
              "access/Plan",
              "        thread(this::watch);\n",
              "",
              "FactsTest#aLoadWhoseCallerHasGoneHasADeadlineAllTheSame"),
          Mutant.of(
              "who is interrupted ends what he leads",
              "access/Plan",
              "      isInterrupted = true;\n",
              "      isInterrupted = true;\n      abandonLed();\n",
              "FactsTest#whoIsInterruptedGetsNoAnswerAndKeepsTheFlagAndTheLoadGoesOn"),
          Mutant.of(
              "an interrupt is forgotten",
              "access/Plan",
              "      isInterrupted = true;\n      Thread.currentThread().interrupt();\n",
              "      isInterrupted = true;\n",
              "SessionScheduleTest#whoIsInterruptedWhileHeWaitsDisturbsNobody"),
          Mutant.of(
              "one batch after the other",
              "access/Load",
              "    return Math.min(shelf.source().concurrency(), sheets.size());\n",
              "    return 1;\n",
              "SessionTest#batchesRunAtTheSameTimeIfTheSourceTakesThem"),
          Mutant.of(
              "a session knows one more than it may",
              "access/Plan",
              "shelf.size() >= facts.limit()",
              "shelf.size() > facts.limit()",
              "FactsTest#aSessionKnowsSoManyFactsOfOneType"),
          Mutant.of(
              "a batch answers for another",
              "access/Sheet",
              "    if (slot == null || slot.sheet != number) {",
              "    if (slot == null) {",
              "FactBatchTest#aKeyOfAnotherBatchIsRefused"),
          Mutant.of(
              "the last of two answers counts",
              "access/Sheet",
              "            : contract(\"must answer each key once, got: two answers for one\");",
              "            : answer;",
              "FactBatchTest#aKeyWithTwoAnswersHasFailedEvenIfTheyAreEqual"),
          Mutant.of(
              "what was not asked for is passed over",
              "access/Sheet",
              "    if (asked != found.size()) {",
              "    if (asked > found.size()) {",
              "FactBatchTest#aMapWithAKeyThatWasNotAskedForAnswersNothing"),
          Mutant.of(
              "what stands behind a prompt source waits for it",
              "access/Plan",
              "      runWhatIsBehind();\n",
              "",
              "SessionScheduleTest#whatStandsBehindAPromptSourceDoesNotWaitForIt"),
          Mutant.of(
              "an error leaves what stands behind it",
              "access/Load",
              "        thrown = thrown == null ? error : thrown;\n",
              "        throw error;\n",
              "FactsTest#anErrorOfAPromptSourceIsThrownWhenAllElseHasItsAnswer"),
          Mutant.of(
              "a batch begins with the interrupt of the one before",
              "access/Sheet",
              "      Thread.interrupted();\n",
              "",
              "FactsTest#aBatchIsNotInterruptedForTheOneBefore"),
          Mutant.of(
              "a sheet is over before its answers are there",
              "access/Sheet",
              "      runner = null;\n      for (Slot<V> slot : slots) {\n"
                  + "        Fact<V> draft = slot.draft;\n"
                  + "        woken.addAll(slot.finish(draft == null"
                  + " ? new Fact.Failed<>(unanswered) : draft));\n"
                  + "      }\n    }\n",
              "      runner = null;\n    }\n    for (Slot<V> slot : slots) {\n"
                  + "      Fact<V> draft = slot.draft;\n"
                  + "      woken.addAll(slot.finish(draft == null"
                  + " ? new Fact.Failed<>(unanswered) : draft));\n"
                  + "    }\n",
              "SessionScheduleTest#anAnswerAndADeadlineThatMeetCountOnce"),
          Mutant.of(
              "whether it is closed is looked for before there is something to end",
              "access/Plan",
              "    load.cut();\n    if (session.isClosed()) {",
              "    load.cut();\n    if (session.facts().limit() == 0) {",
              CLOSING),
          Mutant.of(
              "he waits before he has run what he leads",
              "access/Plan",
              "      thrown = runPrompt();\n      await();\n",
              "      await();\n      thrown = runPrompt();\n",
              CROSSED),
          Mutant.of(
              "sources see the thread locals of who asks",
              "access/Plan",
              ".inheritInheritableThreadLocals(false)",
              "",
              "SessionTest#aSourceSeesNoThreadLocalsOfWhoAsks"));

  private AccessFactsMutants() {}
}
