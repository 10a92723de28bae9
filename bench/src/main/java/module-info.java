/** Questions about speed, answered in numbers. */
@org.jspecify.annotations.NullMarked
module dev.stele.bench {
  requires dev.stele.access;
  requires dev.stele.attach;
  requires dev.stele.explore;
  requires dev.stele.ground;
  requires dev.stele.journal;
  requires dev.stele.process;
  requires dev.stele.store;
  requires dev.stele.trial;
  requires java.management;
  requires java.sql;
  requires jdk.management;
  requires static org.jspecify;

  // The peers. The flags of this room's JVM add them to the modules that are there; a JVM without
  // the flags, such as one that only opens a journal, starts without them.
  requires static cedar.java;
  requires static chronicle.bytes;
  requires static chronicle.core;
  requires static chronicle.queue;
  requires static chronicle.wire;
  requires static com.github.kagkarlsson.scheduler;
  requires static com.zaxxer.hikari;
  requires static jcasbin;
  requires static lmdbjava;
  requires static org.checkerframework.checker.qual;
  requires static org.dataloader;
  requires static org.jobrunr.core;
  requires static org.postgresql.jdbc;
  requires static reactor.core;
  requires static rocksdbjni;
  requires static spring.core;
  requires static spring.security.core;
  requires static transact;

  exports dev.stele.bench;
}
