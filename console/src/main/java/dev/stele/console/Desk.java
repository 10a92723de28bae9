package dev.stele.console;

import dev.stele.ground.Clock;
import dev.stele.ground.DiskException;
import dev.stele.journal.JournalException;
import dev.stele.process.Answer;
import dev.stele.process.Filter;
import dev.stele.process.Payload;
import dev.stele.process.ProcessException;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessRecord;
import dev.stele.process.Processes;
import dev.stele.process.Registry;
import dev.stele.process.Worker;
import dev.stele.process.WorkerOptions;
import dev.stele.store.Store;
import dev.stele.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where requests are done that write: beside the one who has the store open. */
final class Desk implements AutoCloseable {

  static final String TASK = "do";
  static final String START = "start";
  static final String SIGNAL = "signal";
  static final String CANCEL = "cancel";
  static final String ABANDON = "abandon";

  static final String ANSWER = "answer";
  static final String DONE = "done";
  static final String REFUSED = "refused";
  static final String FAILED = "failed";

  private record Open(Processes processes, @Nullable Worker worker) {}

  private final Store store;
  private final Clock clock;
  private final boolean works;
  private final ShellEngine shell;
  private final Map<String, Open> scopes = new TreeMap<>(); // Guarded by this.

  private Desk(Store store, Clock clock, boolean works) {
    this.store = store;
    this.clock = clock;
    this.works = works;
    this.shell = new ShellEngine(clock);
  }

  /** Opens one that runs what is started. */
  static Desk working(Store store, Clock clock) {
    return new Desk(store, clock, true);
  }

  /** Opens one that runs nothing. */
  static Desk resting(Store store, Clock clock) {
    return new Desk(store, clock, false);
  }

  /** Returns the processes of a scope; commands whose host is gone were settled. */
  synchronized Processes processes(String scope) {
    Open open = scopes.get(scope);
    if (open == null) {
      Processes processes = Processes.open(store, scope, Processes.Options.standard().clock(clock));
      new Orphans(processes.registry(), clock).settle();
      Worker worker =
          works
              ? processes.work(
                  WorkerOptions.standard("host").grace(Duration.ZERO),
                  Map.of(ShellWork.KIND, shell))
              : null;
      open = new Open(processes, worker);
      scopes.put(scope, open);
    }
    return open.processes();
  }

  /** Tells whether something runs here, or is to. */
  synchronized boolean isBusy() {
    return scopes.values().stream()
        .map(open -> open.processes().registry())
        .anyMatch(registry ->
            !registry.list(Filter.running().kind(ShellWork.KIND), Optional.empty(), 1).isEmpty());
  }

  /** Does what a request asks for, and says what came of it. */
  Message perform(Message request) {
    try {
      Answer<?> answer = performed(request);
      return switch (answer) {
        case Answer.Done<?> _ -> Message.empty().with(ANSWER, DONE);
        case Answer.Refused<?>(var refusal) -> told(REFUSED, refusal.message());
      };
    } catch (ProcessException.UnknownProcess | IllegalArgumentException e) {
      return told(REFUSED, Failures.reason(e));
    } catch (ProcessException | StoreException | JournalException | DiskException e) {
      return told(FAILED, Failures.reason(e));
    }
  }

  private static Message told(String answer, String text) {
    return Message.empty().with(ANSWER, answer).with("text", text);
  }

  private Answer<?> performed(Message request) {
    Registry registry = processes(request.get("scope")).registry();
    ProcessId id = ProcessId.of(request.get("id"));
    Answer<?> answer =
        switch (request.get(TASK)) {
          case START -> start(registry, id, request);
          case SIGNAL ->
              registry.signal(id, request.get("name"), payload(request), request.get("key"));
          case CANCEL -> registry.requestCancel(id, request.get("reason"));
          case ABANDON -> registry.requestAbandon(id, request.get("by"), request.find("reason"));
          default -> throw new IllegalArgumentException("task must be known");
        };
    if (!works) {
      new Orphans(registry, clock).settleRequest(id);
    }
    return answer;
  }

  private Answer<?> start(Registry registry, ProcessId id, Message request) {
    shell.environment(id, request.all(Message.ENVIRONMENT));
    ShellWork work =
        new ShellWork(
            request.all(Message.COMMAND),
            Path.of(request.get("directory")),
            Duration.parse(request.get("grace")));
    Answer<ProcessRecord> answer =
        registry.register(work.registration(id.value(), request.find("label").orElse("")));
    boolean isNew =
        answer instanceof Answer.Done<ProcessRecord>(ProcessRecord record)
            && !record.hasEnded()
            && record.started().isEmpty();
    if (!isNew) {
      shell.forget(id);
    }
    return answer;
  }

  private static Payload payload(Message request) {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(request.find("payload").orElse(""));
    return JsonText.compactValue(bytes)
        .map(Payload::json)
        .orElseGet(() -> bytes.hasRemaining() ? new Payload(Payload.TEXT, bytes) : Payload.EMPTY);
  }

  @Override
  public synchronized void close() {
    for (Open open : scopes.values()) {
      if (open.worker() != null) {
        open.worker().close();
      }
      open.processes().close();
    }
    scopes.clear();
  }
}
