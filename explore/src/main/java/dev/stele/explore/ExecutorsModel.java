package dev.stele.explore;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * Stands for the pools of {@link java.util.concurrent.Executors}. A cached pool starts a thread for
 * each task: whether one of its threads is idle when a task comes is a matter of luck, and a thread
 * of its own knows least of what others did.
 */
final class ExecutorsModel {

  static final String[] HARMLESS = {"callable"};

  private ExecutorsModel() {}

  static ExecutorService newFixedThreadPool(int threads, Site site) {
    return newFixedThreadPool(threads, Thread::new, site);
  }

  static ExecutorService newFixedThreadPool(int threads, ThreadFactory factory, Site site) {
    return new ModelPool(ModelPool.Kind.FIXED, threads, factory, site);
  }

  static ExecutorService newSingleThreadExecutor(Site site) {
    return newFixedThreadPool(1, site);
  }

  static ExecutorService newSingleThreadExecutor(ThreadFactory factory, Site site) {
    return newFixedThreadPool(1, factory, site);
  }

  static ExecutorService newCachedThreadPool(Site site) {
    return newCachedThreadPool(Thread::new, site);
  }

  static ExecutorService newCachedThreadPool(ThreadFactory factory, Site site) {
    return new ModelPool(ModelPool.Kind.CACHED, ModelPool.UNLIMITED, factory, site);
  }

  static ExecutorService newThreadPerTaskExecutor(ThreadFactory factory, Site site) {
    return new ModelPool(ModelPool.Kind.THREAD_PER_TASK, ModelPool.UNLIMITED, factory, site);
  }

  static ExecutorService newVirtualThreadPerTaskExecutor(Site site) {
    return newThreadPerTaskExecutor(
        task -> ThreadBuilderModel.unstarted(Thread.ofVirtual(), task, site), site);
  }
}
