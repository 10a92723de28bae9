package dev.stele.proving;

import java.util.List;

/** Wrong variants of what stands around attaching: errors, merging, lines of files, publishers. */
final class AttachEdgeMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "an error while it subscribes again leaves it without a subscription",
              "attach/Session",
              """
                    retryAfter(e);
                    if (e instanceof Error) {
              """,
              """
                    if (e instanceof RuntimeException) {
                      retryAfter(e);
                    } else {
              """,
              "ReconnectTest#afterAnErrorWhileItSubscribesAgainTheNextCallGoesOnTrying"),
          Mutant.of(
              "a history that an error broke is read on",
              "attach/Session",
              """
                    closeReading();
                    isHistoryDue = true;
              """,
              """
                    if (e instanceof RuntimeException) {
                      closeReading();
                      isHistoryDue = true;
                    }
              """,
              "SessionTest#aHistoryThatAnErrorBreaksIsAskedForAgain"),
          Mutant.of(
              "who cannot see what a failed producer had never comes to the end",
              "attach/Session",
              "(isFinal && end.isEmpty())",
              "isFinal",
              "SessionTest#whoCannotSeeWhatAFailedProducerHadIsToldOfTheEnd"),
          Mutant.of(
              "the turn stays with who was heard",
              "attach/MergedLive",
              """
                  } else {
                    turn++;
                  }
              """,
              "    }\n",
              "MergedTest#aBusySourceDoesNotKeepAQuietOneFromBeingHeard"),
          Mutant.of(
              "before it waits, it looks into the first source alone",
              "attach/MergedLive",
              """
                    if (source.getValue().session().hasSomething()) {
                      return true;
                    }
              """,
              "      return source.getValue().session().hasSomething();\n",
              "MergedScheduleTest#whoComesLaterWakesThoughTheFirstIsSilent"),
          Mutant.of(
              "some go on though one refuses",
              "attach/Merged",
              "return refused.isEmpty()",
              "return !resumed.isEmpty()",
              "MergedTest#aCursorThatOneSourceRefusesIsToldUnderItsName"),
          Mutant.of(
              "an empty line keeps its carriage return",
              "attach/Lines",
              "at > next && chunk[at - 1]",
              "at > next + 1 && chunk[at - 1]",
              "FileLinesTest#aLineEndsWithALineFeedPerhapsWithACarriageReturnBefore"),
          Mutant.of(
              "all files are the same",
              "attach/LineFile",
              "UUID.nameUUIDFromBytes(line)",
              "UUID.nameUUIDFromBytes(new byte[line.length - line.length])",
              "FileLinesTest#aCursorOfAnotherFileIsRefused"),
          Mutant.of(
              "a cursor within a line is as good as another",
              "attach/FileLines",
              "if (file == null || !file.isBeginOfLine(from)) {",
              "if (file == null || from > file.size()) {",
              "FileLinesTest#aCursorBehindWhatIsThereOrWithinALineIsOfAnotherFile"),
          Mutant.of(
              "a wrong cursor of one is the end of all",
              "attach/FileLines",
              "        throw new AttachException.Replaced(other()); // One",
              "        replaced();\n        throw new AttachException.Replaced(other()); // One",
              "FileLinesTest#aWrongCursorOfOneIsNothingToOthers"),
          Mutant.of(
              "lines of another file follow those that cannot be told any more",
              "attach/Watched",
              "      session.replaced(e);\n",
              "      isAtEnd = true;\n",
              "FileLinesTest#whoIsBehindWhenTheFileIsReplacedSeesNoLineBehindAHole"),
          Mutant.of(
              "the last lines of a renamed file are not read",
              "attach/LineWatch",
              "    offer(known);\n",
              """
                  if (before > namedBytes || namedBytes > after) {
                    return false;
                  }
                  offer(known);
              """,
              "FileLinesTest#ofAFileThatIsRenamedAndBegunAnewTheLastLinesAreSeen"),
          Mutant.of(
              "the cause of an end is not passed on",
              "attach/AttachException",
              "        initCause(cause);\n",
              "        addSuppressed(cause);\n",
              "AttachPublisherTest#aFailureIsTheCauseOfTheError"));

  private AttachEdgeMutants() {}
}
