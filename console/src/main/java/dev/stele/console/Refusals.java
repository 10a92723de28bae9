package dev.stele.console;

import dev.stele.store.Expectation;
import dev.stele.store.Outcome;
import dev.stele.store.Version;

/** Refusals in words. */
final class Refusals {

  private Refusals() {}

  /** Says on one line why an append was refused. */
  static String describe(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Appended _ -> "appended";
      case Outcome.Repeated _ -> "appended before";
      case Outcome.StreamConflict(var stream, var expected, var actual) ->
          "stream must "
              + describe(expected)
              + ", got: "
              + actual.map(version -> "version " + version).orElse("no events")
              + ": "
              + stream;
      case Outcome.ConditionConflict(_, var found) ->
          "no event must match the condition, got: one at position " + found;
      case Outcome.KeyConflict(var scope, var key, var first) ->
          "key must belong to the same content, got: '%s' of an append at position %s: %s"
              .formatted(key, first, scope);
      case Outcome.IdConflict(var id, var found) ->
          "event id must be new, got: " + id + " (at position " + found + ")";
      case Outcome.UnknownCause(var cause) -> "cause must be an event of the store, got: " + cause;
      case Outcome.Denied(var gate, var code, var explanation, _) ->
          "gate '" + gate + "' denied it: " + code + ": " + explanation;
      case Outcome.TooLarge(var bytes, var bytesMax) ->
          "append must have <= " + bytesMax + " bytes, got: " + bytes;
      case Outcome.NoRoom _ -> "volume must have room, got none";
    };
  }

  /** A word of one kind of refusal, for programs. */
  static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Appended _ -> "appended";
      case Outcome.Repeated _ -> "repeated";
      case Outcome.StreamConflict _ -> "stream-conflict";
      case Outcome.ConditionConflict _ -> "condition-conflict";
      case Outcome.KeyConflict _ -> "key-conflict";
      case Outcome.IdConflict _ -> "id-conflict";
      case Outcome.UnknownCause _ -> "unknown-cause";
      case Outcome.Denied _ -> "denied";
      case Outcome.TooLarge _ -> "too-large";
      case Outcome.NoRoom _ -> "no-room";
    };
  }

  private static String describe(Expectation expected) {
    return switch (expected) {
      case Expectation.Any _ -> "be any";
      case Expectation.NoStream _ -> "have no events";
      case Expectation.Exists _ -> "exist";
      case Expectation.Exact(Version version) -> "be at version " + version;
    };
  }
}
