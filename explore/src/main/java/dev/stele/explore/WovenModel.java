package dev.stele.explore;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model, and all classes that it reaches, woven. */
final class WovenModel {

  private final ModelCapture capture;
  private final Originals originals;
  private final Weaver weaver;
  private @Nullable WovenLoader loader;
  private @Nullable MethodHandle entry;

  private WovenModel(ModelCapture capture) {
    this.capture = capture;
    this.originals = new Originals(capture.parent());
    this.weaver = new Weaver(originals);
  }

  static WovenModel of(Explorer.Model model) {
    return new WovenModel(ModelCapture.of(model));
  }

  static WovenModel of(Method method) {
    return new WovenModel(ModelCapture.of(method));
  }

  /** What an execution runs. Each finds static fields as they were after initialisation. */
  Execution.Body body() {
    return this::run;
  }

  /** The woven classes by name, with the SHA-256 of the class files they were made from. */
  Map<String, String> wovenClasses() {
    return Collections.unmodifiableMap(weaver.hashes());
  }

  /** The classes of the JDK that models stood for. */
  Set<String> replacedTypes() {
    return Collections.unmodifiableSet(weaver.replaced());
  }

  private void run() throws Throwable {
    MethodHandle linked = entry;
    WovenLoader known = loader;
    boolean isLeft = SetUp.reset();
    if (known == null || linked == null || isLeft || known.statics().usedUp().isPresent()) {
      WovenLoader fresh = new WovenLoader(originals, weaver);
      linked = capture.link(fresh);
      loader = fresh;
      entry = linked;
    } else {
      known.statics().restore();
    }
    linked.invokeExact();
  }
}
