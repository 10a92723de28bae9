package dev.stele.proving;

import java.util.List;

/** Wrong variants of the command line. */
final class ConsoleMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "a member may be there twice",
              "console/JsonText",
              ".enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)",
              "",
              "CloudEventTextTest#aLineThatIsNoEventIsRefusedInWords"),
          Mutant.of(
              "blanks within strings are taken for blanks between tokens",
              "console/JsonText",
              "if (isInString || !isBlank(c)) {",
              "if (!isBlank(c)) {",
              "CloudEventTextTest#blanksInStringsStay"),
          Mutant.of(
              "what was not given is not noted",
              "console/CloudEventMapping",
              "metadata.put(OURS + name, \"\");",
              "",
              "CloudEventProperty#whatIsImportedIsExportedAsItWas"),
          Mutant.of(
              "how data stood is not noted",
              "console/CloudEventMapping",
              "metadata.put(FORM, form.map(CloudEventMapping::word).orElse(ABSENT));",
              "",
              "CloudEventProperty#whatIsImportedIsExportedAsItWas"),
          Mutant.of(
              "a bare extension comes back as a string",
              "console/CloudEventMapping",
              "all.put(bare, new CloudEvent.Bare(each.getValue()));",
              "put(all, bare, each.getValue());",
              "CloudEventProperty#whatIsImportedIsExportedAsItWas"),
          Mutant.of(
              "a number sign within a cause's name stays escaped",
              "console/CauseName",
              ".replace(\"%23\", \"#\")",
              "",
              "CloudEventProperty#whatIsImportedIsExportedAsItWas"),
          Mutant.of(
              "what is not synced yet is no cause",
              "console/Causes",
              "unsynced.put(new CauseName(source, id), event);",
              "",
              "ImportTest#causesAreFoundInTheFileAndInTheStore"),
          Mutant.of(
              "another event with the same id counts as there before",
              "console/Importer",
              "if (!CloudEventMapping.toCloudEvent(there, store::find).equals(event)) {",
              "if (there.version().value() < 0) {",
              "ImportTest#anIdThatBelongsToAnotherEventIsABadLine"),
          Mutant.of(
              "damage ends a verification as if there were none",
              "console/VerifyCommand",
              "report.isClean() ? ExitCode.DONE : ExitCode.DAMAGED",
              "ExitCode.DONE",
              "CommandsTest#damageIsFoundAndSalvaged"),
          Mutant.of(
              "a bar is shown at once",
              "console/Progress",
              "Duration.ofSeconds(1).toNanos()",
              "0",
              "ProgressTest#aBarIsShownAfterASecondAndTakenAway"),
          Mutant.of(
              "the time of a follow counts when there is nothing to take alone",
              "console/Following",
              "while (isOpen() && isInTime(end)) {",
              "while (isOpen()) {",
              "FollowingTest#itEndsInTimeThoughThereIsAlwaysMore"),
          Mutant.of(
              "as long as there is more, nobody asks whether it is wanted",
              "console/Following",
              "      isWanted = sink.flush();\n",
              "      sink.flush();\n",
              "FollowingTest#itEndsSoonOnceNobodyWantsMore"),
          Mutant.of(
              "a host does what anybody asks for",
              "console/HostSocket",
              "return isKnown ? desk.apply(request)",
              "return isKnown | true ? desk.apply(request)",
              "ProcessCommandsTest#aRequestWithoutTheTokenIsRefused"),
          Mutant.of(
              "an address that others may touch is believed",
              "console/HostAddress",
              "&& OWNER_ALONE.containsAll(attributes.permissions());",
              "&& !attributes.permissions().isEmpty();",
              "ProcessCommandsTest#anAddressThatOthersMayTouchIsNotBelieved"),
          Mutant.of(
              "a cursor is not gone on with",
              "console/ProcessView",
              "event.position().value() >= after.position();",
              "event.position().value() >= 0;",
              "ProcessCommandsTest#aSignalReachesAProcessThatNobodyHasOpenAndIsSentOnce"));

  private ConsoleMutants() {}
}
