package dev.stele.explore;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Weaves one method. Instructions on fields and arrays stay, behind a call site that is told of
 * them: so nothing of what they check and throw is lost.
 */
final class CodeWeaver implements CodeTransform {

  private static final Set<String> CATCHING_TOO_MUCH =
      Set.of("java/lang/Throwable", "java/lang/Error");

  private static final MethodTypeDesc OF_ELEMENT =
      MethodTypeDesc.of(ConstantDescs.CD_void, Woven.OBJECT, ConstantDescs.CD_int);

  private final Originals originals;
  private final ClassModel type;
  private final Woven woven;
  private final CallWeaver calls;
  private final LambdaWeaver lambdas;
  private final Around around;
  private final boolean isStatic;

  /** The handlers that catch too much, and where they are checked before. */
  private final Map<Caught, Label> checks = new LinkedHashMap<>();

  /** Whether this is a constructor that has not called another yet, and the objects it made. */
  private boolean isBeforeConstruction;

  private int unconstructed;
  private @Nullable Label covered;
  private @Nullable CodeElement last;
  private @Nullable CodeElement lastButOne;

  /** What of the method has something around it: all but the leaving. */
  private final List<Range> ranges = new ArrayList<>();

  private boolean isEmpty = true;

  private record Range(Label start, Label end) {}

  private record Caught(Label label, Optional<ClassEntry> type) {}

  /** What stands around all of a method. */
  private enum Around {
    NOTHING,
    MONITOR,
    SET_UP
  }

  CodeWeaver(
      Originals originals,
      ClassModel type,
      MethodModel method,
      CodeModel code,
      LambdaWeaver lambdas) {
    this.originals = originals;
    this.type = type;
    this.woven = new Woven(method.methodName().stringValue());
    this.calls = new CallWeaver(originals, woven);
    this.lambdas = lambdas;
    this.isBeforeConstruction = method.methodName().equalsString(ConstantDescs.INIT_NAME);
    if (method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME)) {
      around = Around.SET_UP;
    } else if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
      around = Around.MONITOR;
    } else {
      around = Around.NOTHING;
    }
    this.isStatic = method.flags().has(AccessFlag.STATIC);
    firstLine(code).ifPresent(line -> woven.at(line.line()));
  }

  /** Where a method begins, for what is woven in front of all of it. */
  private static Optional<LineNumber> firstLine(CodeModel code) {
    for (CodeElement element : code) {
      if (element instanceof LineNumber line) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  @Override
  public void atStart(CodeBuilder code) {
    switch (around) {
      case NOTHING -> {
        return;
      }
      case SET_UP -> woven.site(code, Linkage.BEGIN_SET_UP, Woven.NOTHING);
      case MONITOR -> {
        loadMonitor(code);
        woven.site(code, Linkage.ENTER, Woven.OF_OBJECT);
      }
    }
    covered = code.newBoundLabel();
  }

  private void loadMonitor(CodeBuilder code) {
    if (isStatic) {
      code.ldc(type.thisClass());
    } else {
      code.aload(0);
    }
  }

  /** Writes what stands at the end of all of a method. */
  private void leave(CodeBuilder code) {
    if (around == Around.SET_UP) {
      woven.site(code, Linkage.END_SET_UP, Woven.NOTHING);
    } else {
      loadMonitor(code);
      woven.site(code, Linkage.EXIT, Woven.OF_OBJECT);
    }
  }

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    switch (element) {
      case LineNumber line -> {
        woven.at(line.line());
        code.with(line);
        return;
      }
      case ExceptionCatch handler -> handler(code, handler);
      case FieldInstruction field -> field(code, field);
      case ArrayLoadInstruction load -> {
        code.dup2();
        woven.site(code, Linkage.LOAD, OF_ELEMENT);
        code.with(load);
      }
      case ArrayStoreInstruction store -> store(code, store);
      case MonitorInstruction monitor ->
          woven.site(
              code,
              monitor.opcode() == Opcode.MONITORENTER ? Linkage.ENTER : Linkage.EXIT,
              Woven.OF_OBJECT);
      case NewObjectInstruction made -> {
        unconstructed++;
        code.with(made);
      }
      case InvokeInstruction call -> call(code, call);
      case InvokeDynamicInstruction call -> lambdas.weave(code, call, woven);
      case ReturnInstruction end -> end(code, end);
      default -> code.with(element);
    }
    if (element instanceof java.lang.classfile.Instruction) {
      isEmpty = element instanceof ReturnInstruction;
      lastButOne = last;
      last = element;
    }
  }

  /**
   * A handler that catches too much lets ends of executions through. The check stands outside of
   * all that is covered by handlers: what it throws must not come back to it.
   */
  private void handler(CodeBuilder code, ExceptionCatch handler) {
    boolean isTooMuch =
        handler
            .catchType()
            .map(caught -> CATCHING_TOO_MUCH.contains(caught.asInternalName()))
            .orElse(true);
    if (!isTooMuch) {
      code.with(handler);
      return;
    }
    Label check =
        checks.computeIfAbsent(
            new Caught(handler.handler(), handler.catchType()), _ -> code.newLabel());
    code.with(ExceptionCatch.of(check, handler.tryStart(), handler.tryEnd(), handler.catchType()));
  }

  private void field(CodeBuilder code, FieldInstruction access) {
    Optional<Originals.Field> found =
        originals.field(
            access.owner().asInternalName(),
            access.name().stringValue(),
            access.type().stringValue());
    boolean isWriting = access.opcode() == Opcode.PUTFIELD || access.opcode() == Opcode.PUTSTATIC;
    if (found.isEmpty()) {
      calls.fieldOfJdk(code, access, isWriting);
      return;
    }
    Originals.Field field = found.get();
    if (field.isFinal() || (isWriting && isOfUnconstructed(code, field))) {
      code.with(access);
      return;
    }
    TypeKind kind = TypeKind.from(access.typeSymbol()).asLoadable();
    if (field.isStatic()) {
      fieldSite(code, isWriting ? Linkage.PUT : Linkage.GET, Woven.NOTHING, field);
    } else if (!isWriting) {
      code.dup();
      fieldSite(code, Linkage.GET, Woven.OF_OBJECT, field);
    } else if (kind.slotSize() == 2) {
      code.dup2_x1().pop2().dup();
      fieldSite(code, Linkage.PUT, Woven.OF_OBJECT, field);
      code.dup_x2().pop();
    } else {
      code.swap().dup();
      fieldSite(code, Linkage.PUT, Woven.OF_OBJECT, field);
      code.swap();
    }
    if (isWriting) {
      noteIfVolatile(code, field, access.typeSymbol());
      code.with(access);
    } else {
      code.with(access);
      noteIfVolatile(code, field, access.typeSymbol());
    }
  }

  private void fieldSite(
      CodeBuilder code, String kind, MethodTypeDesc type, Originals.Field field) {
    woven.site(
        code,
        kind,
        type,
        field.owner().replace('/', '.'),
        field.name(),
        field.isVolatile() ? 1 : 0);
  }

  /** Has the value on the stack noted. */
  private void noteIfVolatile(CodeBuilder code, Originals.Field field, ClassDesc type) {
    if (!field.isVolatile()) {
      return;
    }
    TypeKind kind = TypeKind.from(type);
    if (kind.slotSize() == 2) {
      code.dup2();
    } else {
      code.dup();
    }
    ClassDesc noted =
        switch (kind) {
          case REFERENCE -> Woven.OBJECT;
          case BYTE, SHORT -> ConstantDescs.CD_int;
          default -> type;
        };
    woven.site(code, Linkage.NOTE, MethodTypeDesc.of(ConstantDescs.CD_void, noted));
  }

  /**
   * Tells whether a field of an object is written that no constructor of a superclass has seen:
   * nobody else can.
   */
  private boolean isOfUnconstructed(CodeBuilder code, Originals.Field field) {
    if (!isBeforeConstruction
        || field.isStatic()
        || !field.owner().equals(type.thisClass().asInternalName())) {
      return false;
    }
    boolean isOfThis =
        lastButOne instanceof java.lang.classfile.instruction.LoadInstruction load
            && load.slot() == 0
            && (last instanceof java.lang.classfile.instruction.LoadInstruction
                || last instanceof java.lang.classfile.instruction.ConstantInstruction);
    if (!isOfThis) {
      woven.site(
          code,
          Linkage.REFUSED,
          Woven.NOTHING,
          "field "
              + field.name()
              + " is written before super() or this() in a way that is not understood: write it"
              + " behind it");
    }
    return true;
  }

  private void store(CodeBuilder code, ArrayStoreInstruction store) {
    TypeKind kind = store.typeKind().asLoadable();
    int value = woven.local(code, kind, 0);
    code.storeLocal(kind, value).dup2();
    woven.site(code, Linkage.STORE, OF_ELEMENT);
    code.loadLocal(kind, value).with(store);
  }

  private void call(CodeBuilder code, InvokeInstruction call) {
    if (call.name().equalsString(ConstantDescs.INIT_NAME)) {
      if (unconstructed > 0) {
        unconstructed--;
      } else {
        isBeforeConstruction = false;
      }
    }
    calls.weave(code, call);
  }

  private void end(CodeBuilder code, ReturnInstruction end) {
    Label start = covered;
    if (start == null) {
      code.with(end);
      return;
    }
    cover(code, start);
    leave(code);
    code.with(end);
    covered = code.newBoundLabel();
  }

  private void cover(CodeBuilder code, Label start) {
    if (!isEmpty) {
      ranges.add(new Range(start, code.newBoundLabel()));
      isEmpty = true;
    }
  }

  @Override
  public void atEnd(CodeBuilder code) {
    Label start = covered;
    if (start != null) {
      cover(code, start);
    }
    checks.forEach((handler, label) -> {
      code.labelBinding(label).dup();
      woven.site(
          code,
          Linkage.CAUGHT,
          MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Throwable));
      code.goto_(handler.label());
    });
    if (start != null && !ranges.isEmpty()) {
      Label left = code.newBoundLabel();
      for (Range range : ranges) {
        code.exceptionCatchAll(range.start(), range.end(), left);
      }
      code.dup();
      woven.site(
          code,
          Linkage.CAUGHT,
          MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Throwable));
      leave(code);
      code.athrow();
    }
  }
}
