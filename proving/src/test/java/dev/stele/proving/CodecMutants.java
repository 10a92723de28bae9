package dev.stele.proving;

import java.util.List;

/** Wrong variants of the codec. */
final class CodecMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "a gap between versions is not seen",
              "codec/Chains",
              "for (int from = 1; from < type.version(); from++) {",
              "for (int from = type.version(); from < type.version(); from++) {",
              "RegistrationTest#aMissingUpcasterIsRefused"),
          Mutant.of(
              "the step to today's version may be missing",
              "codec/Chains",
              "for (int from = 1; from < type.version(); from++) {",
              "for (int from = 1; from < type.version() - 1; from++) {",
              "RegistrationTest#aMissingUpcasterIsRefused"),
          Mutant.of(
              "an upcaster beyond today's version is taken",
              "codec/Chains",
              "step.from() >= type.version()",
              "step.from() > type.version()",
              "RegistrationTest#anUpcasterFromTodaysVersionOrBeforeTheFirstIsRefused"),
          Mutant.of(
              "an upcaster of a misspelt name is taken",
              "codec/Chains",
              "if (type == null) {",
              "if (type == null && step.from() < 1) {",
              "RegistrationTest#anUpcasterOfNothingIsRefused"),
          Mutant.of(
              "steps are applied in any order",
              "codec/Chains",
              "return byName != 0 ? byName : Integer.compare(from, other.from);",
              "return byName != 0 ? byName : Integer.compare(other.from, from);",
              "UpcastProperty#aChainIsItsStepsOneAfterTheOther"),
          Mutant.of(
              "a payload always begins at the first step",
              "codec/EventCodec",
              "for (int from = event.schemaVersion(); from < schema.version(); from++) {",
              "for (int from = 1; from < schema.version(); from++) {",
              "UpcastProperty#aChainIsItsStepsOneAfterTheOther"),
          Mutant.of(
              "the last step is left out",
              "codec/EventCodec",
              "for (int from = event.schemaVersion(); from < schema.version(); from++) {",
              "for (int from = event.schemaVersion(); from < schema.version() - 1; from++) {",
              "UpcastProperty#aChainIsItsStepsOneAfterTheOther"),
          Mutant.of(
              "a newer version is read as today's",
              "codec/EventCodec",
              "if (event.schemaVersion() > schema.version()) {",
              "if (event.schemaVersion() > schema.version() + 1) {",
              "DecodingTest#aVersionThatIsNewerThanTheClassIsAnErrorOfItsOwn"),
          Mutant.of(
              "a name that two classes claim goes to the first",
              "codec/EventCodec",
              "if (known != null && !known.equals(schema)) {",
              "if (known != null && known.version() != schema.version()) {",
              "RegistrationTest#aNameThatTwoClassesClaimIsRefused"),
          Mutant.of(
              "bytes that are no JSON are read as JSON",
              "codec/EventCodec",
              "|| !isJson(event.contentType())) {",
              "|| event.contentType().isEmpty()) {",
              "DecodingTest#aKnownNameWithAnotherContentTypeIsAnotherOne"),
          Mutant.of(
              "old names are not looked for",
              "codec/EventCodec",
              "names.add(name);",
              "names.add(schema.name());",
              "DecodingTest#namesHaveTheOldOnesToo"),
          Mutant.of(
              "events of an old name are another's",
              "codec/EventCodec",
              "names.put(old, Objects.requireNonNull(byName.get(name)))",
              "Objects.requireNonNull(byName.get(name))",
              "DecodingTest#namesHaveTheOldOnesToo"),
          Mutant.of(
              "a permitted type without a name is left out",
              "codec/Schema",
              "} else if (!type.isSealed() || !isOpen(type)) {",
              "} else if (type == root && (!type.isSealed() || !isOpen(type))) {",
              "RegistrationTest#aPermittedTypeWithoutTheAnnotationIsNamed"),
          Mutant.of(
              "names of the store are taken",
              "codec/Schema",
              "if (annotation.value().startsWith(NewEvent.RESERVED_TYPES)) {",
              "if (annotation.value().equals(NewEvent.RESERVED_TYPES)) {",
              "RegistrationTest#aNameOfTheStoreIsRefused"),
          Mutant.of(
              "sets are written as they are gone through",
              "codec/OrderedSets",
              "if (set.size() < 2 || set instanceof SortedSet) {",
              "if (set.size() > 1 || set instanceof SortedSet) {",
              "EncodingTest#equalSetsAndMapsBecomeTheSameBytes"),
          Mutant.of(
              "the order of names is the mapper's",
              "codec/Payloads",
              "enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)",
              "disable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)",
              "EncodingTest#namesStandInOrderWhateverTheClassAndTheMapperSay"),
          Mutant.of(
              "decimals become doubles on their way through upcasters",
              "codec/Payloads",
              "mapper.readerFor(ObjectNode.class).with(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS);",
              "mapper.readerFor(ObjectNode.class)"
                  + ".without(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS);",
              "DecodingTest#decimalsKeepEachDigitOnTheirWayThroughUpcasters"),
          Mutant.of(
              "what Jackson throws besides escapes",
              "codec/Payloads",
              "} catch (RuntimeException e) { // Numbers beyond all limits",
              "} catch (IllegalStateException e) { // Numbers beyond all limits",
              "PayloadFuzzProperty#aChangedPayloadIsReadOrMalformed"),
          Mutant.of(
              "an absent component is null or zero",
              "codec/StandardMapper",
              "? Boolean.TRUE : null;",
              "? Boolean.FALSE : null;",
              "DecodingTest#anOptionalComponentMayBeAbsentAndNoOther"),
          Mutant.of(
              "enums are written as their texts",
              "codec/StandardMapper",
              ".disable(EnumFeature.READ_ENUMS_USING_TO_STRING,"
                  + " EnumFeature.WRITE_ENUMS_USING_TO_STRING)",
              ".enable(EnumFeature.READ_ENUMS_USING_TO_STRING,"
                  + " EnumFeature.WRITE_ENUMS_USING_TO_STRING)",
              "EncodingTest#enumsAreTheirNamesAndTimesAreIsoTexts"),
          Mutant.of(
              "offsets become UTC",
              "codec/StandardMapper",
              ".disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)",
              ".enable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)",
              "EncodingTest#aValueComesBackEqual"),
          Mutant.of(
              "what stands in a payload twice is taken once",
              "codec/StandardMapper",
              ".enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)",
              ".disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)",
              "DecodingTest#aPayloadThatDoesNotFitIsMalformedAndSaysWhere"),
          Mutant.of(
              "sealed types inside are not tried",
              "codec/Reachable",
              "case Class<?> one when one.isRecord() || one.isSealed() -> {",
              "case Class<?> one when one.isRecord() -> {",
              "RegistrationTest#aSealedTypeInsideThatCouldBeWrittenAndNeverReadIsRefused"),
          Mutant.of(
              "a class of which nothing is written is taken",
              "codec/Visible",
              "return !visible.isObject || visible.hasProperty;",
              "return visible.isObject || visible.hasProperty;",
              "RegistrationTest#aClassThatShowsJacksonNothingIsRefused"),
          Mutant.of(
              "a tilde in a pointer is unescaped twice",
              "codec/Pointer",
              "step.replace(\"~1\", \"/\").replace(\"~0\", \"~\")",
              "step.replace(\"~0\", \"~\").replace(\"~1\", \"/\")",
              "JsonDocumentsTest#aTildeIsUnescapedOnce"),
          Mutant.of(
              "any media type is JSON",
              "codec/JsonDocuments",
              "return type.endsWith(\"/json\") || type.endsWith(\"+json\");",
              "return !type.isEmpty();",
              "JsonDocumentsTest#bytesThatAreNoTextAndOtherMediaTypesAreRefused"));

  private CodecMutants() {}
}
