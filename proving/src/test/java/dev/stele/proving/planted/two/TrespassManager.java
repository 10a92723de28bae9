package dev.stele.proving.planted.two;

import dev.stele.proving.planted.one.Trespasser;

/** Manages nothing. */
public final class TrespassManager {

  /** Said by others. */
  public static final String GREETING = new String(new char[] {'h', 'i'});

  private TrespassManager() {}

  static void turns() {
    Trespasser.turns();
  }
}
