package dev.stele.proving;

import java.util.List;

/** Wrong variants of attaching to a store, and of the command that keeps what it sees. */
final class StoreAttachMutants {

  private static final String PLACES = "StoreAttachTest#eachKindOfPlaceSeesItsOwnEventsAlone";

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "the events of a topic are not asked whether they are of the region",
              "store/AttachReading",
              "Predicate<Event> wanted = region::has;",
              "Predicate<Event> wanted = _ -> true;",
              PLACES),
          Mutant.of(
              "what is below a stream is not offered above it",
              "store/AttachReading",
              "        fanout.publish(item, new Below(stream.scope(), entity.substring(0, colon)));\n",
              "",
              PLACES),
          Mutant.of(
              "a restart of the writer ends the reading",
              "store/AttachReading",
              "engine = reader.engineAfter(engine);",
              "return new End.Closed();",
              "StoreAttachTest#aRestartOfTheWriterIsNotSeen"),
          Mutant.of(
              "another store in the place of one is a failure",
              "store/AttachReading",
              "why = new End.Replaced(Optional.of(new Cursor(e.found(), 0)));",
              "why = new End.Failed(e);",
              "StoreAttachTest#aFollowerWhoseStoreIsReplacedIsTold"),
          Mutant.of(
              "who is behind is not told which store is in the place of his",
              "store/RegionProducer",
              "throw RegionItems.replaced(e);",
              "throw new dev.stele.attach.AttachException.Replaced(java.util.Optional.empty());",
              "StoreAttachTest#whoIsBehindWhenAFollowersStoreIsReplacedIsTold"),
          Mutant.of(
              "a consumer may hold up all others",
              "store/AttachHub",
              "inbox.overflow() instanceof Overflow.Block<Event> block",
              "inbox.overflow() instanceof Overflow.Block<Event> block && attached() < 0",
              "StoreAttachTest#aConsumerThatWouldHoldUpTheOthersIsRefused"),
          Mutant.of(
              "what was only written is not shown before the end",
              "store/Store",
              "        open.journal().sync();\n",
              "",
              "StoreAttachTest#closingTheStoreShowsEverythingAndThenTheEnd"),
          Mutant.of(
                  "a cursor behind the end is gone on with",
                  "attach/Attach",
                  "cursor.position() > end.getAsLong()",
                  "cursor.position() < 0",
                  "AttachCursorTest#aCursorAheadOfAStoreThatLostItsTailIsRefused")
              .caughtIn("store"),
          Mutant.of(
                  "who still reads the log of a closed store is told that it was all",
                  "attach/Session",
                  ".orElse(new End.Failed(e))",
                  ".orElse(new End.Closed())",
                  "StoreAttachTest#whoStillReadsTheLogWhenItIsClosedIsToldThatItWasNotAll")
              .caughtIn("store"),
          Mutant.of(
              "a line's cursor is at its event, not behind it",
              "console/EventFile",
              "new Cursor(lineage, event.position().value() + 1)",
              "new Cursor(lineage, event.position().value())",
              "AttachCommandTest#aFileHasEachEventOnceHoweverOftenItIsGoneOnWith"),
          Mutant.of(
              "what comes is put behind a torn line",
              "console/EventFile",
              "file.seek(wholeEnd);",
              "file.seek(size);",
              "AttachCommandTest#aTornLineIsCutWhereverItWasTorn"));

  private StoreAttachMutants() {}
}
