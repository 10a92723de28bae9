package dev.stele.explore;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes call sites of {@link Linkage} into a method, and keeps operands aside for them. */
final class Woven {

  static final ClassDesc OBJECT = ConstantDescs.CD_Object;
  static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
  static final MethodTypeDesc OF_OBJECT = MethodTypeDesc.of(ConstantDescs.CD_void, OBJECT);
  static final MethodTypeDesc OF_OBJECTS = MethodTypeDesc.of(ConstantDescs.CD_void, OBJECT, OBJECT);

  private static final DirectMethodHandleDesc LINK =
      MethodHandleDesc.ofMethod(
          DirectMethodHandleDesc.Kind.STATIC,
          ClassDesc.of(Linkage.class.getName()),
          "link",
          MethodTypeDesc.of(
              ConstantDescs.CD_CallSite,
              ConstantDescs.CD_MethodHandles_Lookup,
              ConstantDescs.CD_String,
              ConstantDescs.CD_MethodType,
              OBJECT.arrayType()));

  private final String method;
  private final Map<TypeKind, List<Integer>> locals = new EnumMap<>(TypeKind.class);
  private int line;

  Woven(String method) {
    this.method = method;
  }

  void at(int line) {
    this.line = line;
  }

  int line() {
    return line;
  }

  /** Writes a call site. */
  void site(CodeBuilder code, String kind, MethodTypeDesc type, ConstantDesc... details) {
    ConstantDesc[] all = new ConstantDesc[details.length + 2];
    all[0] = method;
    all[1] = line;
    System.arraycopy(details, 0, all, 2, details.length);
    code.invokedynamic(DynamicCallSiteDesc.of(LINK, kind, type, all));
  }

  /** Returns a variable of a method that nobody uses: the same one for the same number. */
  int local(CodeBuilder code, TypeKind kind, int number) {
    List<Integer> known = locals.computeIfAbsent(kind.asLoadable(), _ -> new ArrayList<>());
    while (known.size() <= number) {
      known.add(code.allocateLocal(kind.asLoadable()));
    }
    return known.get(number);
  }

  /** Takes operands off the stack into variables. */
  int[] store(CodeBuilder code, List<ClassDesc> types) {
    int[] slots = new int[types.size()];
    Map<TypeKind, Integer> used = new EnumMap<>(TypeKind.class);
    for (int i = slots.length - 1; i >= 0; i--) {
      TypeKind kind = TypeKind.from(types.get(i)).asLoadable();
      slots[i] = local(code, kind, used.merge(kind, 1, Integer::sum) - 1);
      code.storeLocal(kind, slots[i]);
    }
    return slots;
  }

  void load(CodeBuilder code, List<ClassDesc> types, int[] slots) {
    for (int i = 0; i < slots.length; i++) {
      code.loadLocal(TypeKind.from(types.get(i)).asLoadable(), slots[i]);
    }
  }
}
