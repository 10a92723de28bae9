package dev.stele.explore;

/** Stands at the end of a static initialiser. */
final class SetUpHook {

  private final StaticState statics;
  private final Class<?> type;

  SetUpHook(StaticState statics, Class<?> type) {
    this.statics = statics;
    this.type = type;
  }

  void end() {
    statics.initialised(type, SetUp.end());
  }
}
