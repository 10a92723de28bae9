package dev.stele.proving;

import java.util.List;

/**
 * Wrong variants of the index: answers that lack something, and files that are trusted too much.
 */
final class IndexMutants {

  private static final String PROPERTY = "PositionIndexProperty#everyQueryAnswersAsTheModelDoes";
  private static final String BLOCKS =
      "PositionIndexTest#listsAreWholeAroundEachBoundaryOfTheirBlocks";
  private static final String STATES = "PositionIndexTest#aRunOfAnotherLogOrStateCountsAsAbsent";
  private static final String BYTES = "IndexFuzzProperty#everyChangedByteIsFoundOrMeansNothing";
  private static final String MERGE = "IndexCrashTrial#mergingAndRemovingSurviveEveryCrash";
  private static final String FULL =
      "IndexFaultTest#aFullDiskCostsMemoryThenTheOldestPositionsAndHeals";

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "a jump over older postings goes too far",
              "index/MemoryTable",
              "at = jump != at && field(jump, OFFSET) >= offset ? jump : field(at, PREVIOUS);",
              "at = jump != at ? jump : field(at, PREVIOUS);",
              BLOCKS),
          Mutant.of(
              "an ordinal is passed by a jump",
              "index/MemoryTable",
              "at = field(jump, ORDINAL) >= ordinal ? jump : field(at, PREVIOUS);",
              "at = field(jump, ORDINAL) >= ordinal - 1 ? jump : field(at, PREVIOUS);",
              BLOCKS),
          Mutant.of(
              "a term twice in a position counts twice",
              "index/MemoryTable",
              "} else if (field(previous, OFFSET) == offset) {",
              "} else if (field(previous, OFFSET) > offset) {",
              "PositionIndexTest#aTermTwiceInOnePositionCountsOnce"),
          Mutant.of(
              "cells that grow forget postings",
              "index/MemoryTable",
              "        larger[cell + 1] = table[i + 1];",
              "        larger[cell + 1] = Math.min(table[i + 1], 40);",
              PROPERTY),
          Mutant.of(
              "a position is seen before it is whole",
              "index/MemoryTable",
              "    int postingsBefore = postingCount;\n",
              "    int postingsBefore = postingCount;\n    END.setRelease(this, position + 1);\n",
              "PositionIndexConcurrencyTest"
                  + "#readersSeeEverythingUpToWhatIsPublishedThroughRunsAndMerges"),
          Mutant.of(
              "terms are sorted as signed numbers",
              "index/MemoryTable",
              "        sorted[count++] = table[i] ^ Long.MIN_VALUE;",
              "        sorted[count++] = table[i];",
              PROPERTY),
          Mutant.of(
              "the last posting of a block is lost",
              "index/PostingList",
              "Math.min(RunFormat.BLOCK, count - block * RunFormat.BLOCK)",
              "Math.min(RunFormat.BLOCK - 1, count - block * RunFormat.BLOCK)",
              BLOCKS),
          Mutant.of(
              "seeking begins one block late",
              "index/PostingList",
              "if (first <= position) {",
              "if (first <= position + 5) {",
              BLOCKS),
          Mutant.of(
              "the filter knows fewer bits than were set",
              "index/RunWriter",
              "      RunFormat.addTo(filterBlock, term);\n",
              "      RunFormat.addTo(filterBlock, term | 1);\n",
              PROPERTY),
          Mutant.of(
              "only the first of several runs gives its postings",
              "index/MergedTerms",
              "having[i] = open[i] && sources[i].term() == term;",
              "having[i] = open[i] && sources[i].term() == term && (i == 0 || !having[i - 1]);",
              "PositionIndexTest#aListThatIsMergedAcrossSeamsOfItsBlocksIsWhole"),
          Mutant.of(
              "pages are not verified",
              "index/RunPages",
              "    if (expected != found) {",
              "    if (expected == found + 1) {",
              BYTES),
          Mutant.of(
              "the checksums of pages are believed themselves",
              "index/RunPages",
              "    require(sums, expected.getInt(own), RunFormat.checksum(bytes, 0, own));\n",
              "",
              BYTES),
          Mutant.of(
              "a run of another length is taken",
              "index/RunFormat",
              "          && fileBytes() == fileBytes;",
              "          && fileBytes() <= fileBytes;",
              "IndexFuzzProperty#aRunOfAnotherLengthIsAbsent"),
          Mutant.of(
              "a newer format is taken for this one",
              "index/RunFormat",
              "            && page.getShort(4) == FORMAT\n",
              "",
              "IndexFuzzProperty#aNewerFormatCountsAsAbsent"),
          Mutant.of(
              "the seal is not compared",
              "index/RunDirectory",
              "        && found.seal().equals(seal(found.end()));",
              "        && found.seal().capacity() == seal(found.end()).capacity();",
              STATES),
          Mutant.of(
              "the lineage is not compared",
              "index/RunDirectory",
              "        && found.lineage().equals(lineage)\n",
              "",
              STATES),
          Mutant.of(
              "a run may cover what is not durable",
              "index/RunDirectory",
              "        && found.end() <= durableEnd\n",
              "",
              STATES),
          Mutant.of(
              "a table becomes a run before it is durable",
              "index/Upkeep",
              "return table != views.current().active() && table.end() <= durableEnd ? table : null;",
              "return table != views.current().active() ? table : null;",
              "PositionIndexTest#nothingThatIsNotDurableBecomesARun"),
          Mutant.of(
              "a run is renamed before it is synced",
              "index/RunDirectory",
              "        file.sync();\n",
              "",
              "IndexCrashTrial#writingARunSurvivesEveryCrash"),
          Mutant.of(
              "the name of a run is not synced",
              "index/RunDirectory",
              "      disk.rename(temporary, target);\n      disk.syncDirectory(directory);\n",
              "      disk.rename(temporary, target);\n",
              MERGE),
          Mutant.of(
              "what a merge replaced is not removed",
              "index/Upkeep",
              "          directory.remove(next);\n",
              "",
              "PositionIndexTest#aListThatIsMergedAcrossSeamsOfItsBlocksIsWhole"),
          Mutant.of(
              "a gap that was filled is forgotten",
              "index/View",
              "new ArrayList<>(earlier);",
              "new ArrayList<>();",
              "IndexFaultTest#aDeviceFaultBelowARunIsToldAndTheFileStays"),
          Mutant.of(
              "memory grows while the disk is full",
              "index/Upkeep",
              "      while (waiting() > WAITING_MAX) {\n        views.abandon",
              "      while (waiting() > 1000) {\n        views.abandon",
              FULL),
          Mutant.of(
              "a failure of the upkeep is not told",
              "index/Upkeep",
              "      failure = isClosed && problem instanceof IndexException.Closed ? failure : problem;",
              "      failure = null;",
              "IndexFaultTest#rotThatAMergeMeetsIsToldAndMakesAGap"),
          Mutant.of(
              "a second task of the upkeep ends the first one's turn",
              "index/Upkeep",
              "      isBusy |= isMine;",
              "      isBusy = isMine;",
              "IndexFaultTest#aSecondTaskBesideTheFirstDoesNothing"),
          Mutant.of(
              "a merge does not look up",
              "index/Upkeep",
              "    requireOpen();\n    writeAll();\n",
              "    requireOpen();\n",
              "IndexFaultTest#tablesThatFillUpDuringAMergeAreWrittenInItsMiddle"),
          Mutant.of(
              "damage leaves the run in place",
              "index/PositionIndex",
              "    Optional<Run> run = views.drop(file);\n",
              "    Optional<Run> run = Optional.empty();\n",
              "IndexFaultTest#rotIsToldOnceDroppedAndHealedByTheNextOpening"),
          Mutant.of(
              "a follower answers twice where runs and memory overlap",
              "index/View",
              "starts[i] = Math.max(parts[i].first(), end);",
              "starts[i] = parts[i].first();",
              "PositionIndexTest#aFollowersTableThatRunsCoverInPartAnswersFromBehindThem"),
          Mutant.of(
              "runs are merged across a gap",
              "index/MergePlan",
              "runs.get(end).first() == runs.get(end - 1).end()",
              "runs.get(end).first() >= runs.get(end - 1).end()",
              "MergePlanTest#runsAreNotMergedAcrossAGap"));

  private IndexMutants() {}
}
