package dev.stele.proving;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the house style that need the syntax of a source: no long methods, and a comment on
 * everything that a user of a library room can see.
 */
final class TidySyntax extends TreePathScanner<@Nullable Void, @Nullable Void> {

  private static final int METHOD_LINES_MAX = 60;

  private static final Set<String> LIBRARY =
      Set.of("ground", "journal", "attach", "store", "process", "access", "trial", "explore");

  private final String name;
  private final DocTrees trees;
  private final CompilationUnitTree unit;
  private final LineMap lines;
  private final boolean isLibrary;
  private final List<String> findings = new ArrayList<>();
  private boolean isVisible = true;

  private TidySyntax(String name, DocTrees trees, CompilationUnitTree unit) {
    this.name = name;
    this.trees = trees;
    this.unit = unit;
    this.lines = unit.getLineMap();
    int slash = name.indexOf('/');
    this.isLibrary =
        slash > 0 && LIBRARY.contains(name.substring(0, slash)) && name.contains("/src/main/");
  }

  static List<String> check(String name, String text) {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, _ -> {}, null, null, List.of(new Source(text)));
    List<String> findings = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        TidySyntax syntax = new TidySyntax(name, DocTrees.instance(task), unit);
        syntax.scan(unit, null);
        findings.addAll(syntax.findings);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return findings;
  }

  @Override
  public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
    boolean before = isVisible;
    Tree parent = getCurrentPath().getParentPath().getLeaf();
    isVisible &= isApi(type.getModifiers(), parent);
    requireComment(type, type.getSimpleName().toString());
    super.visitClass(type, null);
    isVisible = before;
    return null;
  }

  @Override
  public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
    long first = line(trees.getSourcePositions().getStartPosition(unit, method));
    long last = line(trees.getSourcePositions().getEndPosition(unit, method));
    if (method.getBody() != null && last - first >= METHOD_LINES_MAX) {
      findings.add(
          name
              + ":"
              + first
              + ": method of "
              + (last - first + 1)
              + " lines, at most "
              + METHOD_LINES_MAX);
    }
    boolean overrides =
        method.getModifiers().getAnnotations().stream()
            .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
    if (!overrides
        && first > 0
        && isApi(method.getModifiers(), getCurrentPath().getParentPath().getLeaf())) {
      requireComment(method, method.getName().toString());
    }
    return null; // What stands inside is nobody's API.
  }

  @Override
  public @Nullable Void visitVariable(VariableTree field, @Nullable Void unused) {
    Tree parent = getCurrentPath().getParentPath().getLeaf();
    boolean isComponent =
        parent.getKind() == Tree.Kind.RECORD
            && !field.getModifiers().getFlags().contains(Modifier.STATIC);
    if (!isComponent && isApi(field.getModifiers(), parent)) {
      requireComment(field, field.getName().toString());
    }
    return null;
  }

  private void requireComment(Tree tree, String what) {
    DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
    if (isLibrary && isVisible && comment == null) {
      long where = line(trees.getSourcePositions().getStartPosition(unit, tree));
      findings.add(name + ":" + where + ": '" + what + "' is for users and has no comment");
    }
  }

  private static boolean isApi(ModifiersTree modifiers, Tree parent) {
    return modifiers.getFlags().contains(Modifier.PUBLIC)
        || modifiers.getFlags().contains(Modifier.PROTECTED)
        || parent.getKind() == Tree.Kind.INTERFACE;
  }

  private long line(long position) {
    return position < 0 ? 0 : lines.getLineNumber(position);
  }

  /** A source held in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Read.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
