package dev.stele.explore;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weaves {@code invokedynamic}. A reference to a method of the JDK, such as {@code
 * counter::incrementAndGet}, would be called from a class that is not woven; it becomes a reference
 * to a method of the woven class that makes the call.
 */
final class LambdaWeaver {

  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
  private static final String CONCATENATION = "java/lang/invoke/StringConcatFactory";

  private static final Set<String> UNTOUCHED_TYPES =
      Set.of(
          "Ljava/lang/String;",
          "Ljava/lang/Integer;",
          "Ljava/lang/Long;",
          "Ljava/lang/Boolean;",
          "Ljava/lang/Character;",
          "Ljava/lang/Double;",
          "Ljava/lang/Float;",
          "Ljava/lang/Short;",
          "Ljava/lang/Byte;");

  private final Originals originals;
  private final ClassModel type;
  private final Map<DirectMethodHandleDesc, Bridge> bridges = new LinkedHashMap<>();

  /** A method that calls another; the line is that of the first reference. */
  private record Bridge(String name, MethodTypeDesc type, int line) {}

  LambdaWeaver(Originals originals, ClassModel type) {
    this.originals = originals;
    this.type = type;
  }

  void weave(CodeBuilder code, InvokeDynamicInstruction call, Woven woven) {
    String bootstrap = internalName(call.bootstrapMethod().owner());
    if (bootstrap.equals(METAFACTORY)) {
      code.invokedynamic(bridged(call, woven));
      return;
    }
    if (bootstrap.equals(CONCATENATION)) {
      concatenation(code, call, woven);
    } else if (!bootstrap.startsWith("java/lang/runtime/")) {
      new CallWeaver(originals, woven)
          .refuse(
              code,
              "invokedynamic of "
                  + bootstrap.replace('/', '.')
                  + " is not modelled: it may call"
                  + " anything");
    }
    code.with(call);
  }

  private static String internalName(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1);
  }

  private DynamicCallSiteDesc bridged(InvokeDynamicInstruction call, Woven woven) {
    ConstantDesc[] arguments = call.bootstrapArgs().toArray(ConstantDesc[]::new);
    if (arguments[1] instanceof DirectMethodHandleDesc target && isOfJdk(target)) {
      Bridge bridge =
          bridges.computeIfAbsent(
              target,
              _ ->
                  new Bridge(
                      "stele$" + target.methodName().replaceAll("[<>]", "") + bridges.size(),
                      target.invocationType(),
                      woven.line()));
      arguments[1] =
          MethodHandleDesc.ofMethod(
              type.flags().has(AccessFlag.INTERFACE)
                  ? DirectMethodHandleDesc.Kind.INTERFACE_STATIC
                  : DirectMethodHandleDesc.Kind.STATIC,
              type.thisClass().asSymbol(),
              bridge.name(),
              bridge.type());
    }
    return DynamicCallSiteDesc.of(
        call.bootstrapMethod(), call.name().stringValue(), call.typeSymbol(), arguments);
  }

  private boolean isOfJdk(DirectMethodHandleDesc target) {
    String owner = internalName(target.owner());
    if (target.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR) {
      return originals.origin(owner) == Originals.Origin.JDK;
    }
    return originals
        .declaring(owner, target.methodName(), target.lookupDescriptor())
        .filter(declaring -> originals.origin(declaring) == Originals.Origin.JDK)
        .isPresent();
  }

  /** The text of each operand is read. */
  private void concatenation(CodeBuilder code, InvokeDynamicInstruction call, Woven woven) {
    List<ClassDesc> types = call.typeSymbol().parameterList();
    if (types.stream().noneMatch(LambdaWeaver::isText)) {
      return;
    }
    CallWeaver calls = new CallWeaver(originals, woven);
    int[] slots = woven.store(code, types);
    for (int i = 0; i < slots.length; i++) {
      if (isText(types.get(i))) {
        code.aload(slots[i]);
        calls.argument(code, "text", false);
      }
    }
    woven.load(code, types, slots);
  }

  private static boolean isText(ClassDesc type) {
    return !type.isPrimitive() && !UNTOUCHED_TYPES.contains(type.descriptorString());
  }

  /** Adds the methods that references were made to. */
  void addBridges(ClassBuilder builder) {
    bridges.forEach((target, bridge) ->
        builder.withMethodBody(
            bridge.name(),
            bridge.type(),
            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
            code -> bridge(code, target, bridge)));
  }

  private void bridge(CodeBuilder code, DirectMethodHandleDesc target, Bridge bridge) {
    Woven woven = new Woven(target.methodName());
    woven.at(bridge.line());
    code.lineNumber(Math.max(bridge.line(), 1));
    boolean isConstructor = target.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR;
    if (isConstructor) {
      code.new_(target.owner()).dup();
    }
    List<ClassDesc> types = bridge.type().parameterList();
    for (int i = 0; i < types.size(); i++) {
      code.loadLocal(TypeKind.from(types.get(i)).asLoadable(), code.parameterSlot(i));
    }
    new CallWeaver(originals, woven).weave(code, callOf(code, target));
    code.return_(TypeKind.from(bridge.type().returnType()).asLoadable());
  }

  private static InvokeInstruction callOf(CodeBuilder code, DirectMethodHandleDesc target) {
    MethodTypeDesc type = MethodTypeDesc.ofDescriptor(target.lookupDescriptor());
    String name =
        target.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR
            ? ConstantDescs.INIT_NAME
            : target.methodName();
    MemberRefEntry entry =
        target.isOwnerInterface()
            ? code.constantPool().interfaceMethodRefEntry(target.owner(), name, type)
            : code.constantPool().methodRefEntry(target.owner(), name, type);
    Opcode opcode =
        switch (target.kind()) {
          case STATIC, INTERFACE_STATIC -> Opcode.INVOKESTATIC;
          case VIRTUAL -> Opcode.INVOKEVIRTUAL;
          case INTERFACE_VIRTUAL -> Opcode.INVOKEINTERFACE;
          case SPECIAL, INTERFACE_SPECIAL, CONSTRUCTOR -> Opcode.INVOKESPECIAL;
          default -> throw new IllegalArgumentException("a lambda of what is no method: " + target);
        };
    return InvokeInstruction.of(opcode, entry);
  }
}
