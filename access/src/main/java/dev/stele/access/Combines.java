package dev.stele.access;

import java.util.List;

/** A policy that is made of others, whose answers stand in its own in the same order. */
interface Combines<S, A, R, C> extends Policy<S, A, R, C> {

  /** Returns what it is made of, in the order in which they are asked. */
  List<? extends Policy<?, ?, ?, ?>> children();

  /** Returns what this child declared when the whole was made. */
  Effect effect(int child);
}
