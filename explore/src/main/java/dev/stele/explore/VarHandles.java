package dev.stele.explore;

import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.invoke.VarHandle.VarHandleDesc;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Accesses through VarHandles, in all their modes, to fields and elements of arrays. A handle knows
 * which field it is of; so it meets the instructions on the same field at one {@link Cell}.
 *
 * <p>What the access does is left to the handle itself: only its turn, its order and its checks are
 * added. A weak comparison fails here only if the value is another one.
 */
@SuppressWarnings("ReferenceEquality") // Identity is what this is about.
final class VarHandles {

  /** Handles are made once and used often. */
  private static final Map<VarHandle, Target> TARGETS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private VarHandles() {}

  /**
   * Returns what replaces a call of an access method.
   *
   * @param callType with the VarHandle first; that of the result is the same
   */
  static MethodHandle link(VarHandle.AccessMode mode, MethodType callType, Site site) {
    Access access = Access.of(mode);
    int values =
        switch (access.kind()) {
          case READ -> 0;
          case WRITE, UPDATE -> 1;
          case COMPARE_AND_SET, COMPARE_AND_EXCHANGE -> 2;
        };
    int coordinates = callType.parameterCount() - 1 - values;
    Call call = new Call(access, site);
    Class<?> result = callType.returnType();
    // A caller may drop what an exchange returns; its outcome has to be known all the same.
    boolean isDropped = access.kind().isComparing() && result == void.class;
    Class<?> needed =
        !isDropped
            ? result
            : access.kind() == Access.Kind.COMPARE_AND_SET ? boolean.class : Object.class;
    MethodType type = callType.changeReturnType(needed).dropParameterTypes(0, 1);
    MethodHandle invoker = MethodHandles.varHandleInvoker(mode, type);
    MethodHandle linked =
        Tails.fold(
            Tails.behind(access.kind(), invoker, 1 + coordinates),
            before(call, callType, coordinates));
    return isDropped ? linked.asType(callType) : linked;
  }

  private static MethodHandle before(Call call, MethodType callType, int coordinates) {
    String name =
        switch (coordinates) {
          case 0 -> "beforeStatic";
          case 1 -> "beforeField";
          case 2 -> "beforeElement";
          default -> "beforeUnknown";
        };
    MethodType own =
        switch (coordinates) {
          case 1 -> MethodType.methodType(void.class, VarHandle.class, Object.class);
          case 2 -> MethodType.methodType(void.class, VarHandle.class, Object.class, Object.class);
          default -> MethodType.methodType(void.class, VarHandle.class);
        };
    MethodHandle before = Tails.bound(LOOKUP, call, name, own);
    int given = own.parameterCount();
    MethodType asked = callType.changeReturnType(void.class);
    return before.asType(asked.dropParameterTypes(given, asked.parameterCount()));
  }

  /** What a handle accesses. */
  private sealed interface Target {
    record OfField(FieldKey key) implements Target {}

    record OfElements() implements Target {}

    /** So many bytes of an array at once; only plain accesses are known. */
    record OfBytes(int count) implements Target {}

    record Unknown() implements Target {}
  }

  private static Target resolve(VarHandle handle) {
    List<Class<?>> coordinates = handle.coordinateTypes();
    // Adapted handles have the same coordinates, and are of another class.
    if (handle
            .getClass()
            .getName()
            .matches("java\\.lang\\.invoke\\.VarHandleByteArrayAs.*ArrayHandle")
        && coordinates.getFirst() == byte[].class) {
      return new Target.OfBytes(bytes(handle.varType()));
    }
    Optional<VarHandleDesc> described;
    try {
      described = handle.describeConstable();
    } catch (InternalError _) {
      described = Optional.empty(); // Of a class that only inherits the field.
    }
    if (described.isEmpty()) {
      return new Target.Unknown();
    }
    if (coordinates.size() == 2) {
      Class<?> array = coordinates.getFirst();
      return array.isArray() && array.getComponentType() == handle.varType()
          ? new Target.OfElements()
          : new Target.Unknown();
    }
    // The description of a handle of a field has the declaring class as its first argument.
    Object declaring = described.get().bootstrapArgsList().getFirst();
    if (!(declaring instanceof ClassDesc type)) {
      return new Target.Unknown();
    }
    String text = type.descriptorString();
    String name = text.substring(1, text.length() - 1).replace('/', '.');
    return new Target.OfField(
        FieldKey.of(name, described.get().constantName(), coordinates.isEmpty()));
  }

  private static int bytes(Class<?> primitive) {
    boolean isWide = primitive == long.class || primitive == double.class;
    boolean isNarrow = primitive == short.class || primitive == char.class;
    return isWide ? Long.BYTES : isNarrow ? Short.BYTES : Integer.BYTES;
  }

  /** One call in the source. Remembers the handle that it met last: mostly there is one. */
  static final class Call {

    private final Access access;
    private final Site site;
    private @Nullable VarHandle lastHandle;
    private Target lastTarget = new Target.Unknown();

    private Call(Access access, Site site) {
      this.access = access;
      this.site = site;
    }

    private Target target(VarHandle handle) {
      if (handle != lastHandle) {
        lastTarget = TARGETS.computeIfAbsent(handle, VarHandles::resolve);
        lastHandle = handle;
      }
      return lastTarget;
    }

    @SuppressWarnings("unused") // By its name.
    private void beforeStatic(@Nullable VarHandle handle) {
      if (handle == null) {
        return; // The call itself throws.
      }
      if (!(target(handle) instanceof Target.OfField(FieldKey key)) || !key.isStatic()) {
        throw refused(handle);
      }
      Execution execution = Execution.current();
      Variables.before(execution, execution.memory().field(null, key), access, site);
    }

    @SuppressWarnings("unused")
    private void beforeField(@Nullable VarHandle handle, @Nullable Object owner) {
      if (handle == null || owner == null) {
        return;
      }
      if (!(target(handle) instanceof Target.OfField(FieldKey key)) || key.isStatic()) {
        throw refused(handle);
      }
      if (!handle.coordinateTypes().getFirst().isInstance(owner)) {
        return;
      }
      Execution execution = Execution.current();
      Variables.before(execution, execution.memory().field(owner, key), access, site);
    }

    @SuppressWarnings("unused")
    private void beforeElement(
        @Nullable VarHandle handle, @Nullable Object array, @Nullable Object index) {
      if (handle == null || array == null || index == null) {
        return;
      }
      Target target = target(handle);
      if (target instanceof Target.OfBytes(int count) && isPlain()) {
        if (array instanceof byte[] && index instanceof Integer from) {
          boolean isWriting = access.kind() == Access.Kind.WRITE;
          Variables.beforeElements(array, from, count, isWriting, access.verb(), site);
        }
        return;
      }
      if (!(target instanceof Target.OfElements)) {
        throw refused(handle);
      }
      int at =
          switch (index) {
            case Number number when !(number instanceof Long) -> number.intValue();
            case Character character -> character;
            default -> -1;
          };
      if (!handle.coordinateTypes().getFirst().isInstance(array)
          || at < 0
          || at >= java.lang.reflect.Array.getLength(array)) {
        return;
      }
      Execution execution = Execution.current();
      Variables.before(execution, execution.memory().element(array, at), access, site);
    }

    @SuppressWarnings("unused")
    private void beforeUnknown(@Nullable VarHandle handle) {
      if (handle != null) {
        throw refused(handle);
      }
    }

    private boolean isPlain() {
      return switch (access.kind()) {
        case READ -> access.read() == Mode.PLAIN;
        case WRITE -> access.write() == Mode.PLAIN;
        default -> false;
      };
    }

    private Error refused(VarHandle handle) {
      return Execution.current()
          .fail(
              Finding.of(
                  ExploreError.Kind.UNSUPPORTED,
                  "a VarHandle that is not of a field or of the elements of an array: "
                      + handle.coordinateTypes()
                      + " -> "
                      + handle.varType().getName()
                      + " at "
                      + site,
                  "views of buffers, memory segments, adapted handles, and atomic accesses to views"
                      + " of byte arrays are not modelled: keep such memory out of the model"));
    }
  }
}
