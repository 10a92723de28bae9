package dev.stele.explore;

import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands for {@link ScopedValue} and for what binds it: each task of the model has a stack of what
 * is bound around what it does now. A thread does not inherit it, as in the JDK.
 */
final class ScopedValueModel {

  static final String[] HARMLESS = {"newInstance", "where", "hashCode"};

  /** Of what binds: it is never changed, and bound only by what is modelled. */
  static final String[] HARMLESS_OF_CARRIERS = {"get", "where"};

  private ScopedValueModel() {}

  static @Nullable Object get(ScopedValue<?> value, Site site) {
    ScopedValue.Carrier scope = scope(value);
    if (scope == null) {
      throw new NoSuchElementException("ScopedValue not bound");
    }
    return scope.get(value);
  }

  static boolean isBound(ScopedValue<?> value, Site site) {
    return scope(value) != null;
  }

  static Object orElse(ScopedValue<?> value, Object other, Site site) {
    Objects.requireNonNull(other);
    ScopedValue.Carrier scope = scope(value);
    return scope == null ? other : scope.get(value);
  }

  static void run(ScopedValue.Carrier scope, Runnable body, Site site) {
    Objects.requireNonNull(body);
    Deque<ScopedValue.Carrier> scopes = ModelThread.current().scopes();
    scopes.push(scope);
    try {
      body.run();
    } finally {
      scopes.pop();
    }
  }

  static @Nullable Object call(
      ScopedValue.Carrier scope, ScopedValue.CallableOp<?, ?> body, Site site) throws Throwable {
    Objects.requireNonNull(body);
    Deque<ScopedValue.Carrier> scopes = ModelThread.current().scopes();
    scopes.push(scope);
    try {
      return body.call();
    } finally {
      scopes.pop();
    }
  }

  /** Returns the innermost that binds it. */
  private static ScopedValue.@Nullable Carrier scope(ScopedValue<?> value) {
    for (ScopedValue.Carrier scope : ModelThread.current().scopes()) {
      try {
        scope.get(value);
        return scope;
      } catch (NoSuchElementException _) {
        // One further out may bind it.
      }
    }
    return null;
  }
}
