package dev.stele.explore;

import java.util.concurrent.ThreadFactory;

/** Stands for builders of threads, platform and virtual. */
final class ThreadBuilderModel {

  /** What only changes the builder. */
  static final String[] HARMLESS = {
    "name",
    "group",
    "daemon",
    "priority",
    "stackSize",
    "inheritInheritableThreadLocals",
    "uncaughtExceptionHandler"
  };

  private ThreadBuilderModel() {}

  static Thread unstarted(Thread.Builder builder, Runnable body, Site site) {
    Thread thread = builder.unstarted(body);
    ModelThread.of(thread).body = body;
    return thread;
  }

  static Thread start(Thread.Builder builder, Runnable body, Site site) {
    Thread thread = unstarted(builder, body, site);
    ThreadModel.start(thread, site);
    return thread;
  }

  static ThreadFactory factory(Thread.Builder builder, Site site) {
    ThreadFactory real = builder.factory();
    return body -> {
      Thread thread = real.newThread(body);
      ModelThread.of(thread).body = body;
      return thread;
    };
  }
}
