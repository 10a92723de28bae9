/**
 * Payloads that are Java types: records and sealed interfaces as JSON, and their old versions; and
 * what looks into the payloads of processes.
 */
@org.jspecify.annotations.NullMarked
module dev.stele.codec {
  requires transitive dev.stele.process;
  requires transitive dev.stele.store;
  requires transitive tools.jackson.databind;
  requires static org.jspecify;

  exports dev.stele.codec;
}
