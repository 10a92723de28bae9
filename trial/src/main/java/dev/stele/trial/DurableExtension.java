package dev.stele.trial;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that makes every test a crash test.
 *
 * <p>A test method takes a {@link Durables} and opens what it tests through it. After the test,
 * passed or failed, everything that was opened is closed, the disk is checked for open handles, the
 * power is cut, and what is left is opened again and audited: with everything unsynced lost, with
 * everything kept, and with the last write torn in half.
 *
 * <p>Needs JUnit Jupiter, which is an optional dependency of this room.
 */
@SuppressWarnings("exports") // JUnit is optional; who uses this has it.
public final class DurableExtension implements ParameterResolver, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(DurableExtension.class);

  /** Makes the extension; JUnit does. */
  public DurableExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Durables.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(Durables.class, _ -> new Durables(SimDisk.empty()), Durables.class);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    @Nullable Durables durables = context.getStore(NAMESPACE).get(Durables.class, Durables.class);
    if (durables != null) {
      durables.closeCrashAndAudit();
    }
  }
}
