package dev.stele.access;

import java.time.Duration;

/** Why a fact could not be found out. None of these is ever a grant. */
public sealed interface FactError {

  /** Returns one line that says what was asked, and what went wrong; no value of a fact. */
  String describe();

  /**
   * No source is registered for this type of fact. Kept for the session.
   *
   * @param fact the fact's name
   */
  record NoSource(String fact) implements FactError {
    @Override
    public String describe() {
      return "fact '" + fact + "' must have a source, got: none";
    }
  }

  /**
   * The source broke its contract: it left a key unanswered, or answered one twice. Kept for the
   * session.
   *
   * @param fact the fact's name
   * @param what the rule and what was found
   */
  record Contract(String fact, String what) implements FactError {
    @Override
    public String describe() {
      return "source of fact '" + fact + "' " + what;
    }
  }

  /**
   * It was given up. The thread that asked was interrupted: kept for the session only if the source
   * was running on that thread. Or who asked first failed before the source was called: kept for
   * the session.
   *
   * @param fact the fact's name
   */
  record Cancelled(String fact) implements FactError {
    @Override
    public String describe() {
      return "load of fact '" + fact + "' must end with an answer, got: cancelled";
    }
  }

  /**
   * The session was closed before there was an answer.
   *
   * @param fact the fact's name
   */
  record Closed(String fact) implements FactError {
    @Override
    public String describe() {
      return "session must be open to load fact '" + fact + "', got: closed";
    }
  }

  /**
   * The source did not answer in time. Kept for the session.
   *
   * @param fact the fact's name
   * @param after the session's deadline
   */
  record TimedOut(String fact, Duration after) implements FactError {
    @Override
    public String describe() {
      return "load of fact '" + fact + "' must end within " + after + ", got: no answer";
    }
  }

  /**
   * A source asked for what waits, directly or through others, for that source. Not kept: whoever
   * asks for the key outside of that circle gets the source's answer.
   *
   * @param fact the fact's name
   */
  record Cycle(String fact) implements FactError {
    @Override
    public String describe() {
      return "load of fact '" + fact + "' must not wait for itself, got: a circle of sources";
    }
  }

  /**
   * The session knows as many facts as it may. Not kept.
   *
   * @param fact the fact's name
   * @param limit the most facts of one type that a session knows
   */
  record Full(String fact, int limit) implements FactError {
    @Override
    public String describe() {
      return "session must know at most " + limit + " facts '" + fact + "', got: one more";
    }
  }

  /**
   * The source failed. Kept for the session.
   *
   * @param fact the fact's name
   * @param cause what it threw
   */
  record Backend(String fact, Throwable cause) implements FactError {
    @Override
    public String describe() {
      return "source of fact '" + fact + "' failed: " + cause;
    }
  }
}
