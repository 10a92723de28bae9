package dev.stele.proving;

import java.util.List;

/** Wrong variants of the journal: what is left out of writing and recovering. */
final class JournalMutants {

  private static final String APPENDS = "JournalCrashTrial#appendsSurviveEveryCrash";
  private static final String ROTATION = "JournalCrashTrial#rotationSurvivesEveryCrash";

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "the sync is left out", "journal/Writer", "      active.sync();\n", "", APPENDS),
          Mutant.of(
              "the directory sync after the catalog is left out",
              "journal/Layout",
              "    disk.syncDirectory(directory);\n",
              "",
              APPENDS),
          Mutant.of(
              "the directory sync after a new segment is left out",
              "journal/ActiveSegment",
              "      layout.disk().syncDirectory(layout.segments());\n",
              "",
              APPENDS),
          Mutant.of(
              "a catalog that may be in the cache alone is believed",
              "journal/Recovery",
              "    layout.replaceCatalog(catalog);\n    if (catalog.remnant() != 0) {",
              "    if (catalog.remnant() != 0) {",
              "CatalogNameTest#aRotationWhoseNameIsNotSyncedLosesNothing"),
          Mutant.of(
              "names of files depend on the locale",
              "journal/SegmentFormat",
              "String.format(Locale.ROOT, \"%08d.seg\", number)",
              "String.format(\"%08d.seg\", number)",
              "FoundByReadingTest#anotherLocaleFindsTheSegments"),
          Mutant.of(
              "a salvage takes a torn tail for whole",
              "journal/JournalSalvage",
              "hasEnded = first >= durableEnd;",
              "hasEnded = tree.size() >= durableEnd;",
              "FoundByReadingTest#aTornTailBehindAHoleIsNotResurrected"),
          Mutant.of(
              "a checkpoint that failed is not spoken of",
              "journal/Committer",
              "      poison = e;\n    }\n    try {\n      writer.close();",
              "    }\n    try {\n      writer.close();",
              "JournalFaultTest#aFaultAtEachStepOfTheCheckpointIsTypedAndTheNextOpeningRebuilds"),
          Mutant.of(
              "the checksum of entries is not looked at",
              "journal/EntryFormat",
              "if (expected != found) {",
              "if (expected == found + 1) {",
              APPENDS),
          Mutant.of(
              "positions are counted anew in each segment",
              "journal/Writer",
              "options.entropy().nextLong(),\n            index.frontier());",
              "options.entropy().nextLong(),\n            Frontier.empty());",
              ROTATION),
          Mutant.of(
              "the tail is not cut: a torn segment is written on",
              "journal/Recovery",
              "scan.durable == scan.end().position() && scan.remnant.bytes() == 0;",
              "scan.durable == scan.end().position();",
              APPENDS),
          Mutant.of(
              "the tail is not cut: what is behind a sealed end stays",
              "journal/Recovery",
              "        clearRemnant(opened.catalog);\n",
              "",
              APPENDS),
          Mutant.of(
              "rot passes for a torn tail: later frames are not asked",
              "journal/Recovery",
              "long evidence = Math.max(scan.durable, scan.remnant.durableThrough());",
              "long evidence = scan.durable;",
              "JournalTest#rotBeforeWhatIsKnownDurableIsDamage"),
          Mutant.of(
              "rot passes for a torn tail: the head is not asked",
              "journal/Recovery",
              "Math.max(start.position(), publishedEnd(catalog));",
              "start.position();",
              "JournalFaultTest#rotInTheLastDurableFrameIsDamageThoughNoFrameFollowsIt"),
          Mutant.of(
              "a stale frame is taken after a cut",
              "journal/FrameScanner",
              "if (previous != Integer.toUnsignedLong(header.previous())) {",
              "if (previous < 0) {",
              "FrameScannerTest#aFrameThatFollowedAnotherOneIsStale"),
          Mutant.of(
              "recovery does not rewrite the unsynced tail",
              "journal/Recovery",
              "places.stream().filter(place -> place.position() >= durable)",
              "places.stream().filter(place -> place.equals(end()))",
              "JournalTest#aFailedSyncPoisonsAndReopeningRecovers"),
          Mutant.of(
              "undurable bytes are shown to a follower",
              "journal/Writer",
              "      bufferedBytes = 0;\n    }\n  }",
              "      bufferedBytes = 0;\n      durablePosition = nextPosition;\n"
                  + "      durableBytes = active.endBytes();\n      publish();\n    }\n  }",
              "JournalCrashTrial#whatAFollowerSawSurvivesEveryCrash"),
          Mutant.of(
              "the head is published before the sync",
              "journal/Writer",
              "    syncFrames();\n    publish();\n",
              "    write();\n    durablePosition = nextPosition;\n    publish();\n    syncFrames();\n",
              APPENDS),
          Mutant.of(
              "zeros are written over what recovery wrote",
              "journal/ActiveSegment",
              "preparedBytes = Math.max(preparedBytes, endBytes);",
              "",
              APPENDS),
          Mutant.of(
              "the reserve is never given back",
              "journal/Reserve",
              "      release();\n      work.run();",
              "      work.run();",
              "FoundByReadingTest#closingOnAFullDiskDropsTheIndexRatherThanFail"),
          Mutant.of(
              "a reserve that a crash tore passes for one",
              "journal/Reserve",
              "return found.flip().mismatch(ByteBuffer.allocate(sizeBytes)) < 0;",
              "return true;",
              APPENDS),
          Mutant.of(
              "a reader's window is read over",
              "journal/FrameScanner",
              "if (window.capacity() < wanted || lends) {",
              "if (window.capacity() < wanted) {",
              "JournalTest#entriesThatWereReadStayWhatTheyAre"),
          Mutant.of(
              "the checkpoint may lie behind the end of its segment",
              "journal/Recovery",
              "if (file.size() < start.bytes()) {",
              "if (file.size() < 0) {",
              "SealedLiesTest#aSegmentThatEndsBeforeTheCheckpointIsDamageAtOpening"),
          Mutant.of(
              "the salt is left out of the leaf",
              "journal/LeafFormat",
              "hasher.add(bytes, storedAt, EntryFormat.storedBytes(bytes, at));",
              "hasher.add(bytes, storedAt + 16, EntryFormat.storedBytes(bytes, at) - 16);",
              "JournalReadingTest#aLeafIsTheHashThatTheFormatSays"),
          Mutant.of(
              "an index of another state of the segment is used",
              "journal/IndexFormat",
              ".filter(header -> header.endPosition == segment.endPosition())",
              ".filter(header -> header.endPosition > 0)",
              "SegmentIndexTest#anIndexOfAnotherStateIsNone"),
          Mutant.of(
              "zeros behind the end are not verified",
              "journal/JournalVerifier",
              "if (window.get(i) != 0) {",
              "if (window.get(i) == 1 && at < 0) {",
              "JournalVerifierTest#everyChangedByteOfAClosedJournalIsFound"),
          Mutant.of(
              "indexes are not verified",
              "journal/JournalVerifier",
              "if (different >= 0) {",
              "if (different > file.size()) {",
              "JournalVerifierTest#everyChangedByteOfAClosedJournalIsFound"),
          Mutant.of(
              "a salvage renumbers behind what is lost",
              "journal/JournalSalvage",
              "      fill(first, writer);\n",
              "",
              "JournalVerifierTest#aDamagedBatchIsLostAndAllElseIsSavedWithTheSameTree"),
          Mutant.of(
              "a follower looks every second",
              "journal/JournalFollower",
              "Duration.ofMillis(25)",
              "Duration.ofMillis(1000)",
              "JournalReadingTest#aFollowersTailLooksEvery25Milliseconds"),
          Mutant.of(
              "whatever a locator names is believed",
              "journal/SegmentFiles",
              "EntryFormat.wrong(bytes, 0, seed, new Checksum()) == null",
              "bytes.limit() > 0",
              "LateBatchTest#aLocatorThatFitsNoLongerCostsASearch"),
          Mutant.of(
              "an entry is looked for beyond the end of its mapping",
              "journal/SegmentFiles",
              "Math.min(limitBytes, openedBytes)",
              "limitBytes",
              "LateBatchTest#anEntryIsReadAgainAfterItsSegmentHasGrownBeyondItsMapping"),
          Mutant.of(
              "a batch of no entries does not wait for what is before it",
              "journal/Committer",
              "sync |= request.durability == Durability.SYNCED;",
              "sync |= request.entryCount > 0 && request.durability == Durability.SYNCED;",
              "LateBatchTest#aBatchOfNoEntriesWritesNothingAndWaitsForWhatIsBeforeIt"),
          Mutant.of(
              "what throws while a batch is made ends the journal",
              "journal/Committer",
              "      request.fail(e);\n      return false;",
              "      throw e;",
              "LateBatchTest#whatThrowsWhileABatchIsMadeReachesItsCallerAloneAndNothingIsWritten"));

  private JournalMutants() {}
}
