package dev.stele.proving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.attach.Attach;
import dev.stele.attach.History;
import dev.stele.attach.Live;
import dev.stele.attach.Resumption;
import dev.stele.attach.Spawned;
import dev.stele.attach.Subscribed;
import dev.stele.attach.Synced;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The phases of an attach follow each other by type: a call out of order does not compile. */
class PhasesTest {

  /**
   * A call that is out of order, beside one that is not.
   *
   * @param said what the compiler says of the first, among other things
   */
  record Call(String what, String illegal, String legal, List<String> said) {
    static Call of(String what, String illegal, String legal, String... said) {
      return new Call(what, illegal, legal, List.of(said));
    }

    @Override
    public String toString() {
      return what;
    }
  }

  private static Call missing(String what, String phase, String call, String legal) {
    String name = call.substring(0, call.indexOf('('));
    return Call.of(
        what,
        phase.toLowerCase(Locale.ROOT) + "." + call,
        legal,
        "cannot find symbol",
        "method " + name + "(",
        "of type " + phase + "<Items<String>,String>");
  }

  static List<Call> outOfOrder() {
    return List.of(
        // Only Live delivers.
        missing("delivering before subscribing", "Spawned", "next()", "live.next()"),
        missing("delivering before the history", "Subscribed", "next()", "live.next()"),
        missing("delivering before it is live", "Synced", "next()", "live.next()"),
        missing("polling before the history", "Subscribed", "poll()", "live.poll()"),
        missing("polling before it is live", "Synced", "poll()", "live.poll()"),
        missing("running before it is live", "Synced", "run(null)", "live.run(null)"),
        // Live is reached through Synced alone, Synced through the history.
        missing("going live without subscribing", "Spawned", "live()", "synced.live()"),
        missing("skipping the history", "Subscribed", "live()", "synced.live()"),
        missing("going live twice", "Live", "live()", "synced.live()"),
        missing(
            "replaying before subscribing",
            "Spawned",
            "replay(items -> {})",
            "subscribed.replay(items -> {})"),
        missing(
            "replaying twice", "Synced", "replay(items -> {})", "subscribed.replay(items -> {})"),
        missing(
            "replaying when it is live",
            "Live",
            "replay(items -> {})",
            "subscribed.replay(items -> {})"),
        missing("a history before subscribing", "Spawned", "history()", "subscribed.history()"),
        missing("a history again", "Synced", "history()", "subscribed.history()"),
        missing("a history when it is live", "Live", "history()", "subscribed.history()"),
        missing("subscribing twice", "Subscribed", "subscribe()", "spawned.subscribe()"),
        missing("subscribing again later", "Synced", "subscribe()", "spawned.subscribe()"),
        missing("settings that come too late", "Subscribed", "capacity(1)", "spawned.capacity(1)"));
  }

  static List<Call> waysRound() {
    return List.of(
        Call.of(
            "going on with what is no history",
            "subscribed.replayed(feed.history(0))",
            "subscribed.replayed(history)",
            "cannot be converted to History<Items<String>>"),
        Call.of(
            "making a phase by hand",
            "new Live<Items<String>, String>(null)",
            "synced.live()",
            "Live(Session<H,T>) is not public in Live"),
        Call.of(
            "making a phase out of another",
            "new Synced<Items<String>, String>(null)",
            "subscribed.replayed(history)",
            "Synced(Session<H,T>) is not public in Synced"),
        // What may be refused, and what has no positions.
        Call.of(
            "going on at a cursor as if it could not be refused",
            "Attach.resume(feed, cursor).subscribe()",
            "Attach.resume(feed, cursor).orThrow().subscribe()",
            "cannot find symbol",
            "method subscribe()",
            "interface Resumption<String>"),
        Call.of(
            "taking a producer without positions for one that has them",
            "Attach.to(raw)",
            "Attach.raw(raw)",
            "no suitable method found for to(RawProducer<String,String>)"));
  }

  @TempDir private Path scratch;

  @ParameterizedTest
  @MethodSource({"outOfOrder", "waysRound"})
  void whatIsOutOfOrderDoesNotCompile(Call call) {
    assertThat(errors(call.legal)).as("of the legal twin").isEmpty();
    List<String> errors = errors(call.illegal);
    assertThat(errors).as("of " + call.illegal).hasSize(1);
    assertThat(errors.getFirst()).contains(call.said);
  }

  /** Stands around each statement: one of each phase, and what there is to attach to. */
  private static String around(String statement) {
    return """
    import dev.stele.attach.Attach;
    import dev.stele.attach.Cursor;
    import dev.stele.attach.Feed;
    import dev.stele.attach.History;
    import dev.stele.attach.Items;
    import dev.stele.attach.Live;
    import dev.stele.attach.RawProducer;
    import dev.stele.attach.Spawned;
    import dev.stele.attach.Subscribed;
    import dev.stele.attach.Synced;

    final class Attaching {
      Object attaching(
          Feed<String> feed,
          RawProducer<String, String> raw,
          Cursor cursor,
          Spawned<Items<String>, String> spawned,
          Subscribed<Items<String>, String> subscribed,
          History<Items<String>> history,
          Synced<Items<String>, String> synced,
          Live<Items<String>, String> live)
          throws Exception {
        return %s;
      }
    }
    """
        .formatted(statement);
  }

  private List<String> errors(String statement) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options = List.of("-proc:none", "-d", scratch.toString(), "-cp", classPath());
    List<Source> sources = List.of(new Source(around(statement)));
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      compiler.getTask(null, files, found, options, null, sources).call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.getDiagnostics().stream()
        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
        .map(one ->
            one.getMessage(Locale.ROOT).replaceAll("(dev\\.stele\\.attach|java\\.lang)\\.", ""))
        .toList();
  }

  /** A text that is compiled. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Attaching.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Where the phases were loaded from; a folder of which few came is a mutant's, and is first. */
  private static String classPath() {
    Map<Path, Long> folders =
        Stream.of(
                Attach.class,
                Spawned.class,
                Subscribed.class,
                History.class,
                Synced.class,
                Live.class,
                Resumption.class)
            .map(PhasesTest::folder)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return folders.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getValue))
        .map(entry -> entry.getKey().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path folder(Class<?> type) {
    return Path.of(
        URI.create(
            Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                .getLocation()
                .toString()));
  }
}
