/** Finds the positions of terms: a cache of a log, bounded in memory, immutable on disk. */
@SuppressWarnings("module") // Its one reader rests on this room and is built later.
@org.jspecify.annotations.NullMarked
module dev.stele.index {
  requires transitive dev.stele.ground;
  requires static org.jspecify;

  exports dev.stele.index to
      dev.stele.store;
}
