package dev.stele.explore;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model runs, told apart from the class that holds it: so that the woven class of the same
 * name can run it in its place.
 */
abstract sealed class ModelCapture {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final ClassLoader parent;

  private ModelCapture(Optional<ClassLoader> parent) {
    this.parent = parent.orElseGet(ClassLoader::getSystemClassLoader);
  }

  /** The loader of the class as it was built. */
  final ClassLoader parent() {
    return parent;
  }

  /** Returns the model, of the classes of a loader. */
  abstract MethodHandle link(WovenLoader loader) throws ReflectiveOperationException;

  /** Takes a lambda or a reference to a method. */
  static ModelCapture of(Serializable model) {
    Recorder recorder;
    try {
      recorder = new Recorder();
      recorder.writeObject(model);
    } catch (IOException e) {
      throw new UncheckedIOException("a model must be serializable", e);
    }
    SerializedLambda lambda = recorder.lambda;
    if (lambda == null) {
      throw refused(
          "the model is an object of " + model.getClass().getName(),
          "give a lambda, or annotate a method with @Explore");
    }
    return new OfLambda(model, lambda);
  }

  /** Takes a method without parameters; it is called on a new object. */
  static ModelCapture of(Method method) {
    if (method.getParameterCount() > 0) {
      throw refused(
          "the model " + method.getName() + " has parameters", "what it needs, it has to make");
    }
    return new OfMethod(method);
  }

  private static ExploreError refused(String headline, String advice) {
    return new ExploreError(
        ExploreError.Kind.UNSUPPORTED,
        headline + System.lineSeparator() + "  " + advice,
        "",
        Optional.empty());
  }

  /** Sees the form in which a lambda is serialized. */
  private static final class Recorder extends ObjectOutputStream {
    private @Nullable SerializedLambda lambda;

    Recorder() throws IOException {
      super(OutputStream.nullOutputStream());
      enableReplaceObject(true);
    }

    @Override
    protected @Nullable Object replaceObject(Object object) {
      if (lambda == null && object instanceof SerializedLambda found) {
        lambda = found;
      }
      return object instanceof SerializedLambda ? null : object;
    }
  }

  private static final class OfLambda extends ModelCapture {
    private final SerializedLambda lambda;

    OfLambda(Serializable model, SerializedLambda lambda) {
      super(Optional.ofNullable(model.getClass().getClassLoader()));
      this.lambda = lambda;
      for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
        check(lambda.getCapturedArg(i));
      }
    }

    private static void check(@Nullable Object captured) {
      if (captured == null
          || captured instanceof Enum<?>
          || captured instanceof Class<?>
          || (Calls.isOfJdk(captured.getClass())
              && captured.getClass() != Object.class
              && JdkPolicy.of(captured.getClass()) == JdkPolicy.PLAIN
              && !captured.getClass().isHidden()
              && !captured.getClass().isArray())) {
        return;
      }
      throw refused(
          "the model captures a " + captured.getClass().getName(),
          "it may capture strings, numbers, enum constants and other values of the JDK that do not"
              + " change; what it shares between tasks, it has to make itself, in each execution."
              + " A lambda that uses a field or a method of its test captures that test");
    }

    @Override
    MethodHandle link(WovenLoader loader) throws ReflectiveOperationException {
      Class<?> type = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
      MethodType signature =
          MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
      MethodHandle handle;
      if (lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
        Constructor<?> constructor = type.getDeclaredConstructor(signature.parameterArray());
        constructor.setAccessible(true);
        handle = LOOKUP.unreflectConstructor(constructor);
      } else {
        Method method =
            type.getDeclaredMethod(lambda.getImplMethodName(), signature.parameterArray());
        method.setAccessible(true);
        handle = LOOKUP.unreflect(method);
      }
      @Nullable Object[] captured = new @Nullable Object[lambda.getCapturedArgCount()];
      for (int i = 0; i < captured.length; i++) {
        captured[i] = translated(lambda.getCapturedArg(i), loader);
      }
      return MethodHandles.insertArguments(handle, 0, captured)
          .asType(MethodType.methodType(void.class));
    }

    /** Returns a value as the woven classes know it. */
    private static @Nullable Object translated(@Nullable Object captured, WovenLoader loader)
        throws ReflectiveOperationException {
      if (captured instanceof Class<?> type && !type.isPrimitive()) {
        return Class.forName(type.getName(), false, loader);
      }
      if (captured instanceof Enum<?> constant) {
        Class<?> type = Class.forName(constant.getDeclaringClass().getName(), true, loader);
        for (Object one : type.getEnumConstants()) {
          if (one instanceof Enum<?> woven && woven.name().equals(constant.name())) {
            return woven;
          }
        }
      }
      return captured;
    }
  }

  private static final class OfMethod extends ModelCapture {
    private final Method method;

    OfMethod(Method method) {
      super(Optional.ofNullable(method.getDeclaringClass().getClassLoader()));
      this.method = method;
    }

    @Override
    MethodHandle link(WovenLoader loader) throws ReflectiveOperationException {
      Class<?> type = Class.forName(method.getDeclaringClass().getName(), false, loader);
      Method own = type.getDeclaredMethod(method.getName());
      own.setAccessible(true);
      MethodHandle handle = LOOKUP.unreflect(own);
      if (!Modifier.isStatic(own.getModifiers())) {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        handle =
            MethodHandles.foldArguments(
                handle.asType(handle.type().changeParameterType(0, type)),
                LOOKUP.unreflectConstructor(constructor));
      }
      return handle.asType(MethodType.methodType(void.class));
    }
  }
}
