package dev.stele.proving;

import java.util.List;

/** Wrong variants of the explorer: what is not tried, not woven, not refused, or not said. */
@SuppressWarnings("StringConcatToTextBlock") // Sources, as they stand there.
final class ExploreMutants {

  private static final String PROGRAMS =
      "SearchProperty#theReducedSearchFindsEveryOutcomeOfRandomPrograms";
  private static final String BOUNDED =
      "SearchProperty#theBoundedSearchFindsEveryOutcomeOfFewPreemptions";
  private static final String STATICS = "StaticStateTest#eachExecutionFindsStaticStateAsItWas";
  private static final String REFUSALS = "RefusalsTest#whatNothingStandsForIsRefusedByNameAndPlace";

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "races are not reversed",
              "explore/ReducedSearch",
              "          reverse(found, event, full, trace);\n",
              "",
              "SearchTest#increments"),
          Mutant.of(
              "only the latest race is looked at",
              "explore/ReducedSearch",
              "      if (found.task == event.task) {\n" + "        continue;\n" + "      }",
              "      if (found.task == event.task) {\n" + "        return full;\n" + "      }",
              "SearchTest#aRaceIsLookedForBehindAStepOfTheTaskItself"),
          Mutant.of(
              "a race that is ordered by another is reversed",
              "explore/ReducedSearch",
              "if (!ordered.covers(found.task.id, found.number)) {",
              "if (found.number > 0) {",
              PROGRAMS),
          Mutant.of(
              "what lets an event go on orders it as if it stood in its way",
              "explore/ReducedSearch",
              "        full = ordered.copy(); // From here on, what lets this go on orders"
                  + " less than it would.",
              "        full = ordered;",
              "SearchTest#aLockThatIsFreedLetsGoOnWhoeverWasKeptOut"),
          Mutant.of(
              "nobody sleeps",
              "explore/ReducedSearch",
              "      node.sleep = parent.sleepBehind();",
              "      node.sleep = 0;",
              "SearchTest#storeBufferingHasThree"),
          Mutant.of(
              "who sleeps is never woken",
              "explore/Node",
              "if (other != null && step != null && !other.isDependent(step)) {",
              "if (other != null && step != null) {",
              "SearchTest#increments"),
          Mutant.of(
              "who was tried does not fall asleep",
              "explore/Node",
              "long candidates = (sleep | done) & ~(1L << chosen);",
              "long candidates = sleep & ~(1L << chosen);",
              "SearchTest#independentReadsOfIndependentWritesHaveFifteen"),
          Mutant.of(
              "whoever comes later begins",
              "explore/ReducedSearch",
              "    if ((initials & (node.backtrack | node.sleep)) != 0) {\n"
                  + "      return;\n"
                  + "    }",
              "",
              "SearchTest#independentReadsOfIndependentWritesHaveFifteen"),
          Mutant.of(
              "a reversal needs only itself to be left out",
              "explore/Event",
              "op.isEnabled()\n"
                  + "            ? Reversal.ALONE\n"
                  + "            : words != null && isPossible(op, words, 0) ?"
                  + " Reversal.WITH_OTHERS : Reversal.NONE;",
              "op.isEnabled() ? Reversal.ALONE : Reversal.NONE;",
              "SearchTest#aWriterThatReadersKeepOutForEverMightHaveGoneFirst"),
          Mutant.of(
              "what is behind an event is left in when it is left out",
              "explore/Event",
              "      if (precedes(location.event(i))) {\n"
                  + "        word -= change(location, i);\n"
                  + "      }",
              "      if (location.event(i) == this) {\n"
                  + "        word -= change(location, i);\n"
                  + "      }",
              "SearchTest#sectionsOfOneLockHaveAsManyExecutionsAsOrders"),
          Mutant.of(
              "of two locks, each is asked by itself",
              "explore/Event",
              "    for (long word : words[from]) {",
              "    for (long word : new long[] {words[from][words[from].length - 1]}) {",
              "SearchTest#aWriterOfTwoLocksThatReadersKeepOutForEverMightHaveGoneFirst"),
          Mutant.of(
              "who is stuck at the end is not looked at",
              "explore/Execution",
              "      missBlocked();\n" + "      finding = Stuck",
              "      finding = Stuck",
              "SearchTest#aTaskThatWaitsForEverMightHaveGoneFirst"),
          Mutant.of(
              "who waits where the rest is redundant is not looked at",
              "explore/Execution",
              "      isOver = true;\n" + "      missBlocked();\n" + "      return null;",
              "      isOver = true;\n" + "      return null;",
              "SearchTest#aTaskThatWaitsWhereTheRestIsRedundantMightHaveGoneFirst"),
          Mutant.of(
              "what is replaced is not looked at",
              "explore/Execution",
              "    search.missed(event, this);\n" + "    replaced",
              "    replaced",
              "SearchTest#whatOneNotificationReplacesIsLookedAtForEach"),
          Mutant.of(
              "what is replaced is not asked again",
              "explore/Execution",
              "        search.changed(one.operation, one.by, this);\n",
              "",
              "SearchTest#anInterruptAfterANotificationMightHaveComeBefore"),
          Mutant.of(
              "only the first outcome of a step is tried",
              "explore/TreeSearch",
              "if (node.choice + 1 < node.choiceCount) {",
              "if (node.choice + 2 < node.choiceCount) {",
              "SearchTest#aNotificationWakesEachOfThoseWhoWait"),
          Mutant.of(
              "a task sleeps before all outcomes of its step were tried",
              "explore/TreeSearch",
              "        node.choice = 0;\n",
              "",
              "SearchTest#outcomesOfAStepAreTriedInEachPlace"),
          Mutant.of(
              "reads disturb each other",
              "explore/Op",
              "    return new Op(verb, site, 0, location);",
              "    return new Op(verb, site, 1, location);",
              "SynchronizerTest#readersDoNotDisturbEachOther"),
          Mutant.of(
              "two operations that write are independent",
              "explore/Op",
              "(isWriting(i) || other.isWriting(j))",
              "(isWriting(i) != other.isWriting(j))",
              "SearchTest#increments"),
          Mutant.of(
              "a step that others wait for need not touch it",
              "explore/Execution",
              "    if (changed != 0) {\n" + "      checkTouched(changed);\n" + "    }",
              "",
              "ExecutionTest#aStepThatLetsAnotherGoOnAndDoesNotTouchItIsRefused"),
          Mutant.of(
              "a model that can go on otherwise is believed",
              "explore/TreeSearch",
              "if (node.enabled != enabled) {",
              "if (node.enabled < 0 && node.enabled != enabled) {",
              "ExecutionTest#aModelThatDoesLessTheSecondTimeIsFound"),
          Mutant.of(
              "a model that does something else is believed",
              "explore/TreeSearch",
              "if (before == null || now == null || !now.isLike(before)) {",
              "if (before == null || now == null) {",
              "ExecutionTest#aModelThatDoesSomethingElseTheSecondTimeIsFound"),
          Mutant.of(
              "a bound of preemptions lets one more through",
              "explore/BoundedSearch",
              "node.preemptions >= preemptionsMax",
              "node.preemptions > preemptionsMax",
              BOUNDED),
          Mutant.of(
              "to leave a task that cannot go on is a preemption",
              "explore/Node",
              "return last >= 0 && chosen != last && (enabled >>> last & 1) != 0;",
              "return last >= 0 && chosen != last;",
              BOUNDED),
          Mutant.of(
              "an execution may take a step too many",
              "explore/Execution",
              "if (trace.size() == limits.stepsMax) {",
              "if (trace.size() > limits.stepsMax) {",
              "ExecutionTest#asManyStepsAsAreAllowedAreNoFailure"),
          Mutant.of(
              "a field that is read is no access",
              "explore/CodeWeaver",
              "      code.dup();\n" + "      fieldSite(code, Linkage.GET, Woven.OF_OBJECT, field);",
              "",
              "WovenModelTest#aReadOfAPlainFieldRacesWithAWrite"),
          Mutant.of(
              "volatile fields are plain ones",
              "explore/CodeWeaver",
              "        field.isVolatile() ? 1 : 0);",
              "        0);",
              STATICS),
          Mutant.of(
              "an element that is written is no access",
              "explore/CodeWeaver",
              "    woven.site(code, Linkage.STORE, OF_ELEMENT);",
              "    code.pop2();",
              "WovenModelTest#aRaceOfElementsIsFound"),
          Mutant.of(
              "a synchronized method takes no monitor",
              "explore/CodeWeaver",
              "      around = Around.MONITOR;",
              "      around = Around.NOTHING;",
              "WovenModelTest#synchronizedMethodsExcludeEachOther"),
          Mutant.of(
              "a synchronized method that throws keeps its monitor",
              "explore/CodeWeaver",
              "        code.exceptionCatchAll(range.start(), range.end(), left);",
              "        code.exceptionCatch(\n"
                  + "            range.start(), range.end(), left,"
                  + " ClassDesc.of(\"java.lang.StackOverflowError\"));",
              "WovenShapesTest#wovenCodeDoesWhatItDidBefore"),
          Mutant.of(
              "handlers see the end of an execution",
              "explore/CodeWeaver",
              "Set.of(\"java/lang/Throwable\", \"java/lang/Error\");",
              "Set.of(\"java/lang/Throwable\");",
              "AbandonedTest#handlersOfAbandonedTasksDoNotRun"),
          Mutant.of(
              "references to methods of the JDK stay references",
              "explore/LambdaWeaver",
              "arguments[1] instanceof DirectMethodHandleDesc target && isOfJdk(target)",
              "arguments[1] instanceof DirectMethodHandleDesc target && !isOfJdk(target) &&"
                  + " isOfJdk(target)",
              "WovenModelTest#referencesToMethodsOfTheJdkAreModelled"),
          Mutant.of(
              "static fields stay as they are left",
              "explore/StaticState",
              "      before.put(key, (Object) field.get.invokeExact());\n",
              "      Object left = (Object) field.get.invokeExact();\n"
                  + "      java.util.Objects.hash(left);\n",
              STATICS),
          Mutant.of(
              "objects of static fields stay as they are left",
              "explore/StaticState",
              "      usedUp = object.getClass().getName();",
              "      usedUp = null;",
              STATICS),
          Mutant.of(
              "a static initialiser may start threads",
              "explore/Execution",
              "    if (SetUp.isOn()) {\n" + "      throw fail(",
              "    if (SetUp.isOn() && isOver) {\n" + "      throw fail(",
              "StaticStateTest#aStaticInitialiserThatStartsAThreadIsRefused"),
          Mutant.of(
              "what is not modelled is called",
              "explore/JdkPolicy",
              "      List.of(\n" + "          \"java.util.concurrent.\",",
              "      List.of(\n" + "          \"java.util.no.\",",
              REFUSALS),
          Mutant.of(
              "native methods are called",
              "explore/CallWeaver",
              "      refuse(code, declaring.get().replace('/', '.') + \".\" + name + \" is"
                  + " native\");\n",
              "",
              REFUSALS),
          Mutant.of(
              "models may capture what can change",
              "explore/ModelCapture",
              "JdkPolicy.of(captured.getClass()) == JdkPolicy.PLAIN",
              "JdkPolicy.of(captured.getClass()) != JdkPolicy.REFUSED",
              "WovenModelTest#aModelThatCapturesWhatCanChangeIsRefused"),
          Mutant.of(
              "a JDK object that is changed counts as read",
              "explore/JdkObjects",
              "      whole(shown, ReadOnly.isReading(receiver, method), method, site);",
              "      whole(shown, true, method, site);",
              "JdkObjectsTest#twoReadsAreNoRaceAndAWriteIs"),
          Mutant.of(
              "a function in an atomic step may wait",
              "explore/Execution",
              "    if (task.within != null) {\n" + "      throw fail(",
              "    if (task.within != null && isOver) {\n" + "      throw fail(",
              "BoxesTest#aFunctionThatComesToAChoicePointIsRefused"),
          Mutant.of(
              "a model in which nobody meets passes",
              "explore/Explorer",
              "if (result.conflicts().isEmpty()) {",
              "if (result.conflicts() == null) {",
              "ExplorerTest#aModelInWhichNobodyMeetsIsRefused"),
          Mutant.of(
              "starting a thread is a meeting",
              "explore/Execution",
              "if (location.add(event, op.isWriting(i)) &&"
                  + " !location.kind().equals(Task.LIFE)) {",
              "if (location.add(event, op.isWriting(i))) {",
              "ExplorerTest#aModelInWhichNobodyMeetsIsRefused"),
          Mutant.of(
              "what is bounded is complete",
              "explore/Explorer",
              "isBounded ? Optional.of(preemptionsMax + \" preemptions\") : Optional.empty(),",
              "Optional.empty(),",
              "ExplorerTest#whatIsBoundedIsNotComplete"),
          Mutant.of(
              "a model that is not done passes",
              "explore/Explorer",
              "if (!result.isComplete()) {\n" + "        throw",
              "if (result.executions() == 0) {\n" + "        throw",
              "ExplorerTest#aModelThatOutgrowsItsBoundsFails"),
          Mutant.of(
              "a failure is not made smaller",
              "explore/Explorer",
              "preemptions < preemptionsMax; preemptions++",
              "preemptions < 0; preemptions++",
              "ExplorerTest#aReportShowsTheTasksOverTimeWithValuesAndLines"),
          Mutant.of(
              "a certificate has the hash of what was woven",
              "explore/Weaver",
              "      hashes.put(internalName.replace('/', '.'),"
                  + " hash(originals.file(internalName)));\n"
                  + "      known = weave(originals.model(internalName));\n",
              "      known = weave(originals.model(internalName));\n"
                  + "      hashes.put(internalName.replace('/', '.'), hash(known));\n",
              "ExplorerTest#aCertificateSaysAllThatWasCovered"),
          Mutant.of(
              "a schedule is written without its outcomes",
              "explore/Schedule",
              "text.append('o').append(choice.outcome());",
              "text.append(\"\");",
              "ScheduleTest#whatIsWrittenIsRead"),
          Mutant.of(
              "a bounded model passes",
              "explore/ExploreExtension",
              "if (!certificate.isComplete()) {",
              "if (certificate.executions() == 0) {",
              "ExploreExtensionTest#aBoundedModelIsNotPassed"),
          Mutant.of(
              "a replay goes on behind its end",
              "explore/ReplaySearch",
              "      throw new Divergence(\"steps of the schedule\", choices.size(), depth +"
                  + " 1L);",
              "      return Long.numberOfTrailingZeros(enabled);",
              "ExplorerTest#aReplayOfAScheduleThatEndsTooEarlyIsRefused"),
          Mutant.of(
              "a task that cannot go on is replayed as another",
              "explore/ReplaySearch",
              "    if ((enabled >>> task & 1) == 0) {\n" + "      throw",
              "    if (enabled == 0) {\n" + "      throw",
              "ExplorerTest#aReplayThatDoesNotFitIsRefused"));

  private ExploreMutants() {}
}
