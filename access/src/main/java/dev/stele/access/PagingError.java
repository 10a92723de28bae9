package dev.stele.access;

/** Why there is no page. Nothing of it was given out. */
public sealed interface PagingError {

  /** Returns one line that says what was expected, and what came. */
  String describe();

  /**
   * The lookup failed.
   *
   * @param cause what it threw
   */
  record LookupFailed(Throwable cause) implements PagingError {
    @Override
    public String describe() {
      return "lookup failed: " + cause;
    }
  }

  /**
   * The lookup named more candidates than it was asked for.
   *
   * @param limit how many it was asked for
   * @param got how many it named
   */
  record TooMany(int limit, int got) implements PagingError {
    @Override
    public String describe() {
      return "lookup must name at most " + limit + " candidates, got: " + got;
    }
  }

  /**
   * The lookup gave a cursor that was there before: its pages would never end.
   *
   * @param cursor which
   */
  record Stuck(LookupCursor cursor) implements PagingError {
    @Override
    public String describe() {
      return "cursor must not come again, got: '" + cursor.token() + "'";
    }
  }

  /**
   * The hydrator failed.
   *
   * @param cause what it threw
   */
  record HydratorFailed(Throwable cause) implements PagingError {
    @Override
    public String describe() {
      return "hydrator failed: " + cause;
    }
  }

  /**
   * The hydrator answered an id that it was not asked for.
   *
   * @param id which
   */
  record UnknownId(Object id) implements PagingError {
    @Override
    public String describe() {
      return "hydrator must answer only what it is asked for, got: '" + id + "'";
    }
  }
}
