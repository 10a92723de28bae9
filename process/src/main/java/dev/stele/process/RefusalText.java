package dev.stele.process;

import java.util.Locale;

/** Refusals as sentences. */
final class RefusalText {

  private RefusalText() {}

  static String of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.UnknownProcess it ->
          "process must be known, got: '"
              + it.process()
              + "'"
              + (it.wasPruned() ? ", which was pruned" : "");
      case Refusal.Ended it ->
          "process must run, got: '"
              + it.record().id()
              + "', which is "
              + it.record().outcome().map(ProcessOutcome::word).orElse("ended");
      case Refusal.LeaseLost it -> lost(it);
      case Refusal.WrongAuthority it ->
          "authority must fit a process that is "
              + it.disposition().word()
              + ", got: '"
              + it.authority().text()
              + "': process '"
              + it.process()
              + "'";
      case Refusal.Leased it ->
          "process '" + it.holder().process() + "' must have no owner, got: " + it.holder().owner();
      case Refusal.NotGranted it ->
          "scope must have a grant, got: none of '"
              + it.scope().key()
              + "' for '"
              + it.process()
              + "'";
      case Refusal.Different it -> different(it);
      case Refusal.NotDeclared it ->
          "event type must be declared by process '" + it.process() + "', got: '" + it.type() + "'";
      case Refusal.NeedsKey it ->
          "event of type '"
              + it.type()
              + "' must have a replay key, got: none: process '"
              + it.process()
              + "'";
      case Refusal.BadPayload it ->
          "payload of '" + it.type() + "' of process '" + it.process() + "': " + it.why();
      case Refusal.NeedsDocuments it ->
          "event type '"
              + it.type()
              + "' of process '"
              + it.process()
              + "' looks into payloads, but the registry has no documents";
      case Refusal.Denied it -> "gate '" + it.gate() + "' must allow it, got: " + it.explanation();
      case Refusal.TooLarge it ->
          "batch must have <= " + it.bytesMax() + " bytes, got: " + it.bytes();
      case Refusal.NoRoom _ -> "disk must have room, got: none";
    };
  }

  private static String different(Refusal.Different it) {
    return it.what().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + " of process '"
        + it.process()
        + "' must be what it was, got another than: "
        + it.found();
  }

  private static String lost(Refusal.LeaseLost it) {
    return "lease must hold, got: fence "
        + it.lease().fence().value()
        + " of process '"
        + it.lease().process()
        + "', "
        + it.now()
            .map(now -> "which has fence " + now.fence().value() + " now")
            .orElse("which nobody has now");
  }
}
