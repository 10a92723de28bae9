package dev.stele.explore;

/**
 * On what the tasks of a model run, one at a time. What a model does is the same on each of them.
 *
 * <p>A task of its own platform thread costs two hand-overs between processors a step; the others
 * run all tasks on the thread that explores, and need internals of the JDK: see {@link
 * JdkInternals}.
 */
abstract class BackEnd implements AutoCloseable {

  /** Ends a task whose execution is over, where it waits; woven code lets it through. */
  static final class Abandoned extends Error {
    private static final long serialVersionUID = 1;

    Abandoned() {
      super("the execution is over", null, false, false);
    }
  }

  /** Something that runs until it pauses, and can be resumed there. */
  interface Coroutine {

    /** Lets it run, from its beginning or from where it paused, until it pauses or ends. */
    void resume();

    /** Returns to who resumed it. Called by itself alone; throws {@link Abandoned} at the end. */
    void pause();

    /** Tells it, while it pauses, that it will not be resumed to go on. */
    void abandon();
  }

  abstract Coroutine make(Runnable body);

  abstract String description();

  /** Gives back what it holds. No coroutine is used afterwards. */
  @Override
  public abstract void close();
}
