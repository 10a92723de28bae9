package dev.stele.console;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stele.store.Checkpoint;
import dev.stele.store.EntryProof;
import dev.stele.store.Event;
import dev.stele.store.GrowthProof;
import dev.stele.store.ProofVerification;
import dev.stele.store.ProvenEntry;
import dev.stele.store.ProvenGrowth;
import dev.stele.store.SignedNote;
import dev.stele.store.TrustedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stele verify-proof}: judges a proof or a checkpoint, without any store. */
@Command(
    name = "verify-proof",
    header = "Judge a proof or a checkpoint, without the store.",
    description = {
      "  Judges what 'stele prove' and 'stele checkpoint' print, by the public key",
      "  alone, and prints what it proves. Exit status 1 if it is refused; standard",
      "  error says why."
    },
    footer = {"  stele verify-proof --public-key orders.key.pub 42.tlog-proof"})
final class VerifyProofCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";
  private static final int SHOWN_MAX = 4_096;

  @Mixin private Setting setting = new Setting();

  @Option(
      names = {"-p", "--public-key"},
      required = true,
      paramLabel = "FILE",
      description = "The public key of the store, as 'stele keygen' makes it.")
  private Path key = Path.of("");

  @Parameters(
      paramLabel = "PROOF",
      arity = "0..1",
      defaultValue = STANDARD_INPUT,
      description = "The file; - is standard input.")
  private String file = STANDARD_INPUT;

  VerifyProofCommand() {}

  @Override
  public Integer call() throws IOException {
    TrustedLog log = Keys.trusted(key);
    byte[] bytes =
        file.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.startsWith("c2sp.org/tlog-proof")) {
      return judge(EntryProof.parse(bytes).verify(log), this::entry);
    }
    if (text.startsWith("dev.stele/tlog-growth")) {
      return judge(GrowthProof.parse(bytes).verify(log), this::growth);
    }
    return judge(log.verify(SignedNote.parse(bytes)), this::checkpoint);
  }

  private interface Shown<T> {
    void show(T proven);
  }

  private <T> int judge(ProofVerification<T> verification, Shown<T> shown) {
    return switch (verification) {
      case ProofVerification.Proven<T>(T what) -> {
        shown.show(what);
        yield ExitCode.DONE;
      }
      case ProofVerification.Refused<T>(var reason, var explanation) -> {
        setting.say("refused: " + explanation);
        if (setting.isJson()) {
          setting.json(json -> {
            json.writeBooleanField("proven", false);
            json.writeStringField("reason", reason.name());
            json.writeStringField("explanation", explanation);
          });
        }
        yield ExitCode.REFUSED;
      }
    };
  }

  private void entry(ProvenEntry entry) {
    Optional<Event> event = entry.event();
    setting.print(
        out -> {
          Table table = new Table().row("proven", "entry " + entry.position());
          rows(table, entry.checkpoint());
          table.row("leaf", entry.leaf());
          if (entry.payload().isEmpty()) {
            table.row("payload", "withheld");
          }
          event.ifPresent(shown -> EventPrinter.rows(table, shown, SHOWN_MAX));
          table.print(out, setting.terminal());
        },
        json -> {
          json.writeBooleanField("proven", true);
          json.writeNumberField("position", entry.position().value());
          members(json, entry.checkpoint());
          Setting.put(json, "leaf", entry.leaf());
          json.writeBooleanField("payloadShown", entry.payload().isPresent());
          if (event.isPresent()) {
            json.writeObjectFieldStart("event");
            EventPrinter.members(json, event.get());
            json.writeEndObject();
          }
        });
  }

  private void growth(ProvenGrowth growth) {
    setting.print(
        out -> {
          Table table = new Table();
          table.row("proven", "only grown since size " + growth.older().head().size());
          rows(table, growth.newer());
          table.print(out, setting.terminal());
        },
        json -> {
          json.writeBooleanField("proven", true);
          json.writeNumberField("sinceSize", growth.older().head().size());
          members(json, growth.newer());
        });
  }

  private void checkpoint(Checkpoint checkpoint) {
    setting.print(
        out -> {
          Table table = new Table().row("proven", "checkpoint");
          rows(table, checkpoint);
          table.print(out, setting.terminal());
        },
        json -> {
          json.writeBooleanField("proven", true);
          members(json, checkpoint);
        });
  }

  private static void rows(Table table, Checkpoint checkpoint) {
    table.row("log", checkpoint.origin());
    table.row("size", checkpoint.head().size());
    table.row("root", checkpoint.head().root());
  }

  private static void members(JsonGenerator json, Checkpoint checkpoint) throws IOException {
    json.writeStringField("log", checkpoint.origin());
    json.writeNumberField("size", checkpoint.head().size());
    Setting.put(json, "root", checkpoint.head().root());
  }
}
