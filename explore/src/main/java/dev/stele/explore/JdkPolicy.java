package dev.stele.explore;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a call of a JDK class without a model is. What is not known to be harmless, or to be an
 * object that nobody but its callers changes, is refused.
 */
enum JdkPolicy {
  /** Nothing that it reads can change: the call is left as it is. */
  PLAIN,
  /** An object that calls read or change: each call is a plain access to the whole of it. */
  OBJECT,
  /** It blocks, starts threads, leaves the process, or differs from run to run. */
  REFUSED;

  private static final Set<String> PLAIN_TYPES =
      Set.of(
          "java.lang.Object",
          "java.lang.String",
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Character",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double",
          "java.lang.Number",
          "java.lang.Void",
          "java.lang.Math",
          "java.lang.StrictMath",
          "java.lang.Class",
          "java.lang.Module",
          "java.lang.Package",
          "java.lang.Enum",
          "java.lang.Record",
          "java.lang.Runnable",
          "java.lang.Comparable",
          "java.lang.Iterable",
          "java.lang.AutoCloseable",
          "java.lang.CharSequence",
          "java.lang.System$Logger",
          "java.lang.StackTraceElement",
          "java.util.Objects",
          "java.util.Optional",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.OptionalDouble",
          "java.util.UUID",
          "java.util.Locale",
          "java.util.Comparator",
          "java.util.HexFormat",
          "java.util.Base64",
          "java.util.Base64$Encoder",
          "java.util.Base64$Decoder",
          "java.util.regex.Pattern",
          "java.math.BigInteger",
          "java.math.BigDecimal",
          "java.math.MathContext",
          "java.net.URI",
          "java.net.URLDecoder",
          "java.net.URLEncoder",
          "java.nio.file.Path",
          "java.nio.ByteOrder",
          "java.io.PrintStream",
          "java.io.Closeable",
          "java.io.Flushable",
          "java.util.concurrent.Callable",
          "java.util.concurrent.TimeUnit",
          "java.lang.invoke.MethodHandle",
          "java.lang.invoke.MethodHandles",
          "java.lang.invoke.MethodHandles$Lookup",
          "java.lang.invoke.MethodType",
          "java.lang.invoke.VarHandle",
          "java.lang.ref.Reference",
          "java.lang.System",
          "java.lang.reflect.Array",
          "java.util.ServiceLoader$Provider");

  private static final List<String> PLAIN_PACKAGES =
      List.of(
          "java.util.function.",
          "java.time.",
          "java.nio.charset.",
          "java.lang.constant.",
          "java.lang.annotation.",
          "jdk.jfr."); // Events tell of what was done; nothing in the process reads them.

  private static final Set<String> REFUSED_TYPES =
      Set.of(
          "java.lang.Thread",
          "java.lang.ThreadGroup",
          "java.lang.ThreadLocal",
          "java.lang.InheritableThreadLocal",
          "java.lang.ScopedValue",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.ClassLoader",
          "java.lang.ModuleLayer",
          "java.lang.SecurityManager",
          "java.util.Timer",
          "java.util.TimerTask",
          "java.util.ServiceLoader");

  private static final List<String> OBJECT_PACKAGES =
      List.of("java.lang.", "java.util.", "java.text.", "java.math.", "java.nio.");

  private static final Set<String> OBJECT_TYPES =
      Set.of(
          "java.security.MessageDigest",
          "javax.crypto.Mac",
          "javax.crypto.Cipher",
          "javax.crypto.spec.SecretKeySpec",
          "java.io.ByteArrayInputStream",
          "java.io.ByteArrayOutputStream",
          "java.io.DataInputStream",
          "java.io.DataOutputStream",
          "java.io.DataInput",
          "java.io.DataOutput",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.io.StringReader",
          "java.io.StringWriter",
          "java.io.PrintWriter",
          "java.io.Reader",
          "java.io.Writer",
          "java.io.BufferedReader");

  private static final List<String> REFUSED_PACKAGES =
      List.of(
          "java.util.concurrent.",
          "java.util.logging.",
          "java.util.prefs.",
          "java.util.jar.",
          "java.lang.ref.",
          "java.lang.reflect.",
          "java.lang.foreign.",
          "java.lang.management.",
          "java.lang.instrument.",
          "java.lang.classfile.",
          "java.nio.channels.",
          "java.nio.file.");

  /** Methods of types that are plain otherwise: {@code Type.method}, and why not. */
  private static final Map<String, String> REFUSED_METHODS =
      Map.ofEntries(
          Map.entry("java.lang.Math.random", "differs from run to run"),
          Map.entry("java.lang.StrictMath.random", "differs from run to run"),
          Map.entry("java.util.UUID.randomUUID", "differs from run to run"),
          Map.entry("java.util.Collections.shuffle", "differs from run to run"),
          Map.entry("java.lang.System.nanoTime", "reads a clock"),
          Map.entry("java.lang.System.currentTimeMillis", "reads a clock"),
          Map.entry("java.lang.System.identityHashCode", "differs from run to run"),
          Map.entry("java.lang.invoke.VarHandle.toMethodHandle", "makes a way around the hooks"),
          Map.entry("java.lang.invoke.VarHandle.loadLoadFence", "is a fence without a model"),
          Map.entry("java.lang.invoke.VarHandle.storeStoreFence", "is a fence without a model"),
          Map.entry("java.lang.Class.getResource", "reads a file"),
          Map.entry("java.lang.Class.getResourceAsStream", "reads a file"),
          Map.entry("java.lang.System.console", "leaves the process"),
          Map.entry("java.lang.System.exit", "ends the JVM"),
          Map.entry("java.lang.System.gc", "is out of the model's control"),
          Map.entry("java.lang.System.load", "runs native code"),
          Map.entry("java.lang.System.loadLibrary", "runs native code"),
          Map.entry("java.lang.System.setProperty", "changes the JVM for all executions"),
          Map.entry("java.lang.System.clearProperty", "changes the JVM for all executions"),
          Map.entry("java.lang.System.setProperties", "changes the JVM for all executions"),
          Map.entry("java.lang.System.setOut", "changes the JVM for all executions"),
          Map.entry("java.lang.System.setErr", "changes the JVM for all executions"),
          Map.entry("java.lang.System.setIn", "changes the JVM for all executions"),
          Map.entry("java.util.Locale.setDefault", "changes the JVM for all executions"),
          Map.entry("java.util.Collection.parallelStream", "runs on other threads"),
          Map.entry("java.util.stream.BaseStream.parallel", "runs on other threads"),
          Map.entry("java.util.Arrays.parallelPrefix", "runs on other threads"),
          Map.entry("java.util.Arrays.parallelSetAll", "runs on other threads"),
          Map.entry("java.util.Arrays.parallelSort", "runs on other threads"));

  /** Methods of lookups that do not make a way around the hooks. */
  private static final Set<String> LOOKUP_METHODS =
      Set.of(
          "findVarHandle",
          "findStaticVarHandle",
          "lookupClass",
          "lookupModes",
          "previousLookupClass",
          "hasPrivateAccess",
          "hasFullPrivilegeAccess",
          "in",
          "findClass",
          "accessClass",
          "ensureInitialized",
          "toString");

  /** Says what calls of a type's methods are, as far as its name tells. */
  static JdkPolicy of(Class<?> type) {
    if (type.isArray() || type.isPrimitive()) {
      return PLAIN;
    }
    if (type.isHidden()) {
      return PLAIN; // A lambda of the JDK's own; those that hold state are behind its objects.
    }
    String name = type.getName();
    if (PLAIN_TYPES.contains(name)
        || Throwable.class.isAssignableFrom(type)
        || PLAIN_PACKAGES.stream().anyMatch(name::startsWith)
        || (type.isEnum() && !name.startsWith("java.util.concurrent"))) {
      return PLAIN;
    }
    if (OBJECT_TYPES.contains(name) || name.startsWith("java.nio.file.Path$")) {
      return OBJECT;
    }
    if (REFUSED_TYPES.contains(outer(name))
        || REFUSED_PACKAGES.stream().anyMatch(name::startsWith)) {
      return REFUSED;
    }
    if (java.nio.file.Path.class.isAssignableFrom(type)
        || java.nio.charset.Charset.class.isAssignableFrom(type)) {
      return PLAIN;
    }
    if (!Modifier.isPublic(type.getModifiers())) {
      return ofHidden(type);
    }
    return OBJECT_PACKAGES.stream().anyMatch(name::startsWith) ? OBJECT : REFUSED;
  }

  /** A class that is not public is what the types are that one can see of it. */
  private static JdkPolicy ofHidden(Class<?> type) {
    String name = type.getName();
    if (OBJECT_PACKAGES.stream().anyMatch(name::startsWith)) {
      return OBJECT;
    }
    Class<?> above = type.getSuperclass();
    return above == null || above == Object.class ? REFUSED : of(above);
  }

  private static String outer(String name) {
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  /** Says why a method is refused although its type is not; empty if it is not. */
  static Optional<String> refusal(JdkMethod method) {
    String declaring = method.declaring().getName();
    String name = method.name();
    String why = REFUSED_METHODS.get(declaring + "." + name);
    if (why != null) {
      return Optional.of(why);
    }
    if (declaring.equals("java.lang.invoke.MethodHandles$Lookup")
        && !LOOKUP_METHODS.contains(name)) {
      return Optional.of("makes a way around the hooks");
    }
    if (declaring.startsWith("java.time.") && isOfClock(method)) {
      return Optional.of("reads a clock");
    }
    if (declaring.equals("java.lang.reflect.Array")
        && !name.equals("newInstance")
        && !name.equals("getLength")) {
      return Optional.of("makes a way around the hooks");
    }
    return Optional.empty();
  }

  private static boolean isOfClock(JdkMethod method) {
    return method.isStatic()
        && (method.name().equals("now")
            || (method.declaring() == java.time.Clock.class
                && (method.name().startsWith("system") || method.name().startsWith("tick"))));
  }

  /** Without a seed, they are seeded with chance. */
  private static final Set<String> DICE = Set.of("java.util.Random", "java.util.SplittableRandom");

  /** Says why a constructor is refused although its type is not; empty if it is not. */
  static Optional<String> refusedConstructor(Class<?> type, String descriptor) {
    boolean isUnseeded = DICE.contains(type.getName()) && descriptor.equals("()V");
    return isUnseeded ? Optional.of("differs from run to run") : Optional.empty();
  }
}
