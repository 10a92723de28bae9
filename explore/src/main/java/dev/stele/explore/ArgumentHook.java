package dev.stele.explore;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stands before a call of a JDK method that reads, or writes, an object that it is given. */
final class ArgumentHook {

  private static final String TO_STRING = "toString";

  private final WovenLoader loader;
  private final Site site;
  private final boolean isWriting;
  private final String verb;

  ArgumentHook(WovenLoader loader, Site site, boolean isWriting, String verb) {
    this.loader = loader;
    this.site = site;
    this.isWriting = isWriting;
    this.verb = verb;
  }

  void whole(@Nullable Object argument) {
    if (argument == null || argument instanceof String || SetUp.isOn()) {
      return;
    }
    Class<?> type = argument.getClass();
    if (type.isArray()) {
      elements(argument, 0, Array.getLength(argument));
    } else if (Calls.isOfJdk(type) && JdkPolicy.of(type) != JdkPolicy.PLAIN) {
      object(argument);
    }
  }

  /** Part of an array, given as its first element and how many there are. */
  void range(@Nullable Object array, int from, int count) {
    if (array != null && !SetUp.isOn()) {
      elements(array, from, count);
    }
  }

  /** In place of {@link System#arraycopy}. */
  @SuppressWarnings("SuspiciousSystemArraycopy")
  void arraycopy(Object source, int sourceFrom, Object target, int targetFrom, int count) {
    if (SetUp.isOn()) {
      System.arraycopy(source, sourceFrom, target, targetFrom, count);
    } else {
      Variables.arraycopy(source, sourceFrom, target, targetFrom, count, site);
      loader.statics().changing(target);
    }
  }

  private void elements(Object array, int from, int count) {
    Variables.beforeElements(array, from, count, isWriting, verb, site);
    if (isWriting) {
      loader.statics().changing(array);
    }
  }

  private void object(Object argument) {
    Class<?> type = argument.getClass();
    List<Class<?>> registered = CallHook.registered(type);
    if (!registered.isEmpty()) {
      if (isWriting) {
        throw Refusal.of(verb + " of a " + type.getName() + " is not modelled", site);
      }
      readText(registered.getFirst(), argument);
      return;
    }
    if (isWriting) {
      loader.statics().changing(Execution.current().memory().shownBy(argument));
    }
    if (argument instanceof java.nio.Buffer buffer && !isWriting) {
      Buffers.beforeReading(buffer, verb, site);
      return;
    }
    String method =
        switch (argument) {
          case Collection<?> _ -> isWriting ? "clear" : "size";
          case Map<?, ?> _ -> isWriting ? "clear" : "size";
          case Iterator<?> _ -> "next";
          default -> TO_STRING;
        };
    JdkObjects.before(argument, type.getName(), method, site);
  }

  /** What a model says of its text has its place among other steps. */
  private void readText(Class<?> registered, Object argument) {
    Optional<MethodHandle> model =
        JdkMethod.find(registered, TO_STRING, "()Ljava/lang/String;")
            .flatMap(method -> Calls.model(registered, method));
    if (model.isPresent()) {
      try {
        Object _ = model.get().invoke(argument, site);
      } catch (Error | RuntimeException e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("toString must throw nothing checked", e);
      }
    }
  }
}
