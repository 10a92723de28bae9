package dev.stele.explore;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Weaves calls. Those of woven classes stay as they are. Of those of the JDK, some have a model,
 * some are accesses to the object that they are called on, and some are refused; the class of the
 * receiver decides where it can, since a variable's type says little.
 */
final class CallWeaver {

  private static final MethodTypeDesc TELLS = MethodTypeDesc.of(ConstantDescs.CD_boolean);
  private static final MethodTypeDesc TELLS_OF_OBJECT =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, Woven.OBJECT);
  private static final MethodTypeDesc OF_RANGE =
      MethodTypeDesc.of(
          ConstantDescs.CD_void, Woven.OBJECT, ConstantDescs.CD_int, ConstantDescs.CD_int);

  private static final MethodTypeDesc OF_TWO_OBJECTS =
      MethodTypeDesc.of(ConstantDescs.CD_void, Woven.OBJECT, Woven.OBJECT);

  /** Types whose own methods are plain, while anything at all can be behind them. */
  private static final Set<String> OPEN_TYPES =
      Set.of(
          "java.lang.Object",
          "java.lang.Number",
          "java.lang.Runnable",
          "java.lang.AutoCloseable",
          "java.lang.Iterable",
          "java.lang.CharSequence",
          "java.io.Closeable",
          "java.io.Flushable",
          "java.util.concurrent.Callable");

  private final Originals originals;
  private final Woven woven;

  CallWeaver(Originals originals, Woven woven) {
    this.originals = originals;
    this.woven = woven;
  }

  void weave(CodeBuilder code, InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    String name = call.name().stringValue();
    String type = call.type().stringValue();
    if (owner.startsWith("[")) {
      if (name.equals("clone")) {
        code.dup();
        argument(code, "clone", false);
      }
      code.with(call);
      return;
    }
    if (name.equals(ConstantDescs.INIT_NAME)) {
      constructor(code, call, owner, type);
      return;
    }
    Optional<String> declaring = originals.declaring(owner, name, type);
    if (declaring.isEmpty() || originals.origin(declaring.get()) != Originals.Origin.JDK) {
      code.with(call);
      return;
    }
    Class<?> seen = Originals.jdkClass(declaring.get());
    if (seen == VarHandle.class && isAccessMode(name)) {
      varHandle(code, call, name);
      return;
    }
    if (seen == java.lang.invoke.MethodHandle.class && name.startsWith("invoke")) {
      code.with(call);
      return;
    }
    Optional<JdkMethod> found = JdkMethod.find(seen, name, type);
    if (found.isEmpty()) {
      code.with(call); // It fails to link by itself.
    } else if (call.opcode() == Opcode.INVOKESPECIAL) {
      callOfSuper(code, call, found.get());
    } else if (found.get().isStatic()) {
      callOfStatic(code, call, found.get());
    } else {
      callOfObject(code, call, found.get());
    }
  }

  private static boolean isAccessMode(String name) {
    for (VarHandle.AccessMode mode : VarHandle.AccessMode.values()) {
      if (mode.methodName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** In a static initialiser, the real access; the operands stay where they are. */
  private void varHandle(CodeBuilder code, InvokeInstruction call, String name) {
    List<ClassDesc> types = call.typeSymbol().parameterList();
    if (!name.startsWith("get") || name.startsWith("getAnd")) {
      changing(code, types);
    }
    Label plain = code.newLabel();
    Label end = code.newLabel();
    woven.site(code, Linkage.IS_SET_UP, TELLS);
    code.ifne(plain);
    woven.site(
        code,
        Linkage.VAR_HANDLE,
        call.typeSymbol().insertParameterTypes(0, ConstantDescs.CD_VarHandle),
        VarHandle.AccessMode.valueFromMethodName(name).name());
    code.goto_(end).labelBinding(plain).with(call).labelBinding(end);
  }

  /** Tells the static state that the first of some operands may be changed. */
  private void changing(CodeBuilder code, List<ClassDesc> types) {
    if (!types.isEmpty() && !types.getFirst().isPrimitive()) {
      int[] slots = woven.store(code, types);
      code.aload(slots[0]);
      woven.site(code, Linkage.CHANGING, Woven.OF_OBJECT);
      woven.load(code, types, slots);
    }
  }

  private void constructor(CodeBuilder code, InvokeInstruction call, String owner, String type) {
    if (originals.origin(owner) != Originals.Origin.JDK) {
      code.with(call);
      return;
    }
    Class<?> made = Originals.jdkClass(owner);
    Optional<String> why = JdkPolicy.refusedConstructor(made, type);
    if (why.isPresent()) {
      refuse(code, "new " + made.getName() + "() " + why.get());
    } else if (!Calls.isRegistered(made)
        && JdkPolicy.of(made) == JdkPolicy.REFUSED
        && CallHook.registered(made).isEmpty()) {
      refuse(code, Calls.notModelled(made.getName(), "new"));
    }
    MethodType signature =
        MethodType.fromMethodDescriptorString(type, ClassLoader.getPlatformClassLoader());
    List<Reading> read = Reading.of(made, "new", signature);
    if (!read.isEmpty()) {
      List<ClassDesc> types = call.typeSymbol().parameterList();
      int[] slots = woven.store(code, types);
      arguments(code, read, slots, 0);
      woven.load(code, types, slots);
    }
    code.with(call);
  }

  /** The method of a superclass itself, or a default method of an interface. */
  private void callOfSuper(CodeBuilder code, InvokeInstruction call, JdkMethod method) {
    boolean isModelled =
        CallHook.registered(method.declaring()).stream()
            .anyMatch(type -> Calls.model(type, method).isPresent());
    if (isModelled) {
      refuse(
          code,
          "super."
              + method.name()
              + " of "
              + method.declaring().getName()
              + " is modelled, but not as a call of a superclass: do not override it");
      code.with(call);
      return;
    }
    if (JdkPolicy.of(method.declaring()) == JdkPolicy.PLAIN || method.declaring().isInterface()) {
      code.with(call);
      return;
    }
    List<ClassDesc> types = withReceiver(call);
    int[] slots = woven.store(code, types);
    code.aload(slots[0]);
    callSite(code, Linkage.BEFORE_SUPER, Woven.OF_OBJECT, method);
    woven.load(code, types, slots);
    code.with(call);
  }

  private void callOfStatic(CodeBuilder code, InvokeInstruction call, JdkMethod method) {
    if (method.declaring() == System.class && method.name().equals("arraycopy")) {
      woven.site(code, Linkage.ARRAYCOPY, call.typeSymbol());
      return;
    }
    if (Calls.model(method.declaring(), method).isPresent()) {
      callSite(code, Linkage.CALL, call.typeSymbol(), method);
      return;
    }
    Optional<String> why = JdkPolicy.refusal(method);
    if (why.isPresent()) {
      refuse(code, method + " is not modelled: it " + why.get());
    } else if (!Calls.isRegistered(method.declaring())
        && JdkPolicy.of(method.declaring()) == JdkPolicy.REFUSED) {
      refuse(code, Calls.notModelled(method.declaring().getName(), method.name()));
    }
    List<Reading> read = Reading.of(method.declaring(), method.name(), method.type());
    List<ClassDesc> types = call.typeSymbol().parameterList();
    boolean isViewing =
        JdkObjects.isViewing(method.name(), method.type().returnType())
            && !types.isEmpty()
            && !types.getFirst().isPrimitive();
    if (read.isEmpty() && !isViewing) {
      code.with(call);
      return;
    }
    int[] slots = woven.store(code, types);
    arguments(code, read, slots, 0);
    woven.load(code, types, slots);
    code.with(call);
    if (isViewing) {
      returned(code, method, slots[0]);
    }
  }

  private void returned(CodeBuilder code, JdkMethod method, int[] slots, boolean isPlain) {
    if (!isPlain && JdkObjects.isViewing(method.name(), method.type().returnType())) {
      returned(code, method, slots[0]);
    }
  }

  /** Tells of the result on the stack, which may show an object in a variable. */
  private void returned(CodeBuilder code, JdkMethod method, int slot) {
    code.dup().aload(slot).swap();
    callSite(code, Linkage.RETURNED, OF_TWO_OBJECTS, method);
  }

  private void callOfObject(CodeBuilder code, InvokeInstruction call, JdkMethod method) {
    if (method.declaring() == Object.class && method.isFixed()) {
      finalOfObject(code, call, method);
      return;
    }
    Optional<String> why = JdkPolicy.refusal(method);
    if (why.isPresent()) {
      refuse(code, method + " is not modelled: it " + why.get());
      code.with(call);
      return;
    }
    if (method.name().equals("findStaticVarHandle")) {
      woven.site(code, Linkage.USE_UP, Woven.NOTHING); // Its writes are seen by nobody.
    }
    List<Reading> read = Reading.of(method.declaring(), method.name(), method.type());
    boolean isModelled = Calls.mayBeModelled(method.owner());
    boolean isPlain =
        JdkPolicy.of(method.owner()) == JdkPolicy.PLAIN
            && !OPEN_TYPES.contains(method.owner().getName())
            && !Calls.isRegistered(method.owner());
    if (isPlain && read.isEmpty()) {
      code.with(call);
      return;
    }
    List<ClassDesc> types = withReceiver(call);
    int[] slots = woven.store(code, types);
    arguments(code, read, slots, 1);
    if (isPlain || !isModelled) {
      if (!isPlain) {
        code.aload(slots[0]);
        callSite(code, Linkage.BEFORE_CALL, Woven.OF_OBJECT, method);
      }
      woven.load(code, types, slots);
      code.with(call);
      returned(code, method, slots, isPlain);
      return;
    }
    Label model = code.newLabel();
    Label end = code.newLabel();
    code.aload(slots[0]);
    callSite(code, Linkage.IS_MODELLED, TELLS_OF_OBJECT, method);
    code.ifne(model);
    woven.load(code, types, slots);
    code.with(call);
    returned(code, method, slots, isPlain);
    code.goto_(end).labelBinding(model);
    woven.load(code, types, slots);
    callSite(
        code, Linkage.MODELLED, MethodTypeDesc.of(call.typeSymbol().returnType(), types), method);
    code.labelBinding(end);
  }

  /** {@code wait} and {@code notify}, which all objects have, and {@code getClass}. */
  private void finalOfObject(CodeBuilder code, InvokeInstruction call, JdkMethod method) {
    if (method.name().equals("getClass")) {
      code.with(call);
    } else if (Calls.model(Object.class, method).isPresent()) {
      callSite(
          code,
          Linkage.CALL,
          MethodTypeDesc.of(call.typeSymbol().returnType(), withReceiver(call)),
          method);
    } else {
      refuse(code, Calls.notModelled("java.lang.Object", method.name()));
      code.with(call);
    }
  }

  private static List<ClassDesc> withReceiver(InvokeInstruction call) {
    List<ClassDesc> types = new ArrayList<>();
    types.add(call.owner().asSymbol());
    types.addAll(call.typeSymbol().parameterList());
    return types;
  }

  private void callSite(CodeBuilder code, String kind, MethodTypeDesc type, JdkMethod method) {
    woven.site(
        code,
        kind,
        type,
        method.owner().getName().replace('.', '/'),
        method.name(),
        method.type().toMethodDescriptorString());
  }

  /** Has the objects looked at that a method reads or writes, of those that it is given. */
  private void arguments(CodeBuilder code, List<Reading> read, int[] slots, int first) {
    for (Reading reading : read) {
      int number = first + reading.parameter();
      code.aload(slots[number]);
      switch (reading.extent()) {
        case WHOLE -> argument(code, reading.verb(), reading.isWriting());
        case FROM_COUNT -> {
          code.iload(slots[number + 1]).iload(slots[number + 2]);
          range(code, reading);
        }
        case FROM_TO -> {
          code.iload(slots[number + 1]).iload(slots[number + 2]).iload(slots[number + 1]).isub();
          range(code, reading);
        }
      }
    }
  }

  private void range(CodeBuilder code, Reading reading) {
    woven.site(code, Linkage.ARGUMENT, OF_RANGE, reading.isWriting() ? 1 : 0, reading.verb());
  }

  /** Has the object on the stack looked at, which something reads or writes. */
  void argument(CodeBuilder code, String verb, boolean isWriting) {
    woven.site(code, Linkage.ARGUMENT, Woven.OF_OBJECT, isWriting ? 1 : 0, verb);
  }

  void refuse(CodeBuilder code, String what) {
    woven.site(code, Linkage.REFUSED, Woven.NOTHING, what);
  }

  /** An access to a field that no woven class declares. */
  void fieldOfJdk(CodeBuilder code, FieldInstruction access, boolean isWriting) {
    boolean isInherited =
        originals.origin(access.owner().asInternalName()) == Originals.Origin.WOVEN;
    if (isInherited && (isWriting || access.opcode() == Opcode.GETFIELD)) {
      refuse(
          code,
          "field "
              + access.name().stringValue()
              + " is inherited from a class of the JDK: a model cannot follow it");
    }
    code.with(access);
  }
}
