package dev.stele.explore;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;

/**
 * Links what stands in woven classes in place of instructions, or before them. It is public since
 * woven classes refer to it, and is of no use to others.
 */
public final class Linkage {

  static final String GET = "beforeGet";
  static final String PUT = "beforePut";
  static final String LOAD = "beforeLoad";
  static final String STORE = "beforeStore";
  static final String NOTE = "note";
  static final String ENTER = "enter";
  static final String EXIT = "exit";
  static final String CALL = "call";
  static final String BEFORE_CALL = "beforeCall";
  static final String IS_MODELLED = "isModelled";
  static final String MODELLED = "modelled";
  static final String BEFORE_SUPER = "beforeSuper";
  static final String RETURNED = "returned";
  static final String ARRAYCOPY = "arraycopy";
  static final String CHANGING = "changing";
  static final String USE_UP = "useUp";
  static final String ARGUMENT = "argument";
  static final String REFUSED = "refused";
  static final String VAR_HANDLE = "varHandle";
  static final String CAUGHT = "caught";
  static final String IS_SET_UP = "isSetUp";
  static final String BEGIN_SET_UP = "beginSetUp";
  static final String END_SET_UP = "endSetUp";

  private static final MethodHandles.Lookup OWN = MethodHandles.lookup();

  private Linkage() {}

  /**
   * Links one call site of a woven class.
   *
   * @param kind what stands there
   * @param details the method and line in which it stands, and what the kind needs to know
   * @throws IllegalArgumentException if the caller is not woven
   * @throws ReflectiveOperationException if the woven class speaks of what there is not
   */
  public static CallSite link(
      MethodHandles.Lookup caller, String kind, MethodType type, Object... details)
      throws ReflectiveOperationException {
    WovenLoader loader = WovenLoader.of(caller.lookupClass());
    Site site = new Site(caller.lookupClass().getName(), (String) details[0], (Integer) details[1]);
    MethodHandle handle =
        switch (kind) {
          case GET, PUT -> field(caller, loader, kind, type, site, details);
          case LOAD, STORE ->
              bound(new ElementHook(loader.statics(), kind.equals(STORE), site), "before", type);
          case ENTER, EXIT -> bound(new MonitorHook(site), kind, type);
          case NOTE -> OWN.findStatic(Hooks.class, NOTE, type);
          case CAUGHT -> OWN.findStatic(Hooks.class, CAUGHT, type);
          case IS_SET_UP -> OWN.findStatic(SetUp.class, "isOn", type);
          case BEGIN_SET_UP -> OWN.findStatic(SetUp.class, "begin", type);
          case END_SET_UP ->
              bound(new SetUpHook(loader.statics(), caller.lookupClass()), "end", type);
          case REFUSED -> bound(new Refusal((String) details[2], site), "refuse", type);
          case VAR_HANDLE ->
              VarHandles.link(VarHandle.AccessMode.valueOf((String) details[2]), type, site);
          case CHANGING -> bound(loader.statics(), kind, type);
          case USE_UP -> bound(loader.statics(), kind, type);
          case ARRAYCOPY -> bound(new ArgumentHook(loader, site, true, kind), kind, type);
          default -> call(loader, kind, type, site, details);
        };
    return new ConstantCallSite(handle.type().equals(type) ? handle : handle.asType(type));
  }

  private static MethodHandle bound(Object hook, String method, MethodType type)
      throws ReflectiveOperationException {
    return OWN.findVirtual(hook.getClass(), method, type).bindTo(hook);
  }

  private static MethodHandle field(
      MethodHandles.Lookup caller,
      WovenLoader loader,
      String kind,
      MethodType type,
      Site site,
      Object... details)
      throws ReflectiveOperationException {
    Class<?> declaring = Class.forName((String) details[2], false, loader);
    String name = (String) details[3];
    boolean isVolatile = (Integer) details[4] != 0;
    boolean isStatic = type.parameterCount() == 0;
    FieldKey key = FieldKey.of(declaring.getName(), name, isStatic);
    FieldHook hook = new FieldHook(loader.statics(), key, isVolatile, site);
    if (kind.equals(GET)) {
      return bound(hook, isStatic ? "getStatic" : "get", type);
    }
    if (isStatic) {
      loader.statics().addField(caller, declaring, name);
      return bound(hook, "putStatic", type);
    }
    return bound(hook, "put", type);
  }

  private static MethodHandle call(
      WovenLoader loader, String kind, MethodType type, Site site, Object... details)
      throws ReflectiveOperationException {
    if (kind.equals(ARGUMENT)) {
      return bound(
          new ArgumentHook(loader, site, (Integer) details[2] != 0, (String) details[3]),
          type.parameterCount() == 1 ? "whole" : "range",
          type);
    }
    Class<?> owner = Originals.jdkClass((String) details[2]);
    JdkMethod method =
        JdkMethod.find(owner, (String) details[3], (String) details[4])
            .orElseThrow(() -> new NoSuchMethodException(details[2] + "." + details[3]));
    CallHook hook = new CallHook(loader, method, site);
    return switch (kind) {
      case CALL -> hook.direct(type);
      case BEFORE_CALL -> bound(hook, "before", type);
      case BEFORE_SUPER -> bound(hook, "beforeSuper", type);
      case RETURNED -> bound(hook, "returned", type);
      case IS_MODELLED -> bound(hook, "isModelled", type);
      case MODELLED -> hook.dispatching(OWN, type);
      default -> throw new IllegalArgumentException("unknown kind of call site: " + kind);
    };
  }
}
