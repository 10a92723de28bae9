package dev.stele.console;

import dev.stele.store.Checkpoint;
import dev.stele.store.EntryProof;
import dev.stele.store.Event;
import dev.stele.store.GrowthProof;
import dev.stele.store.NoteSigner;
import dev.stele.store.SignedNote;
import dev.stele.store.StoreFollower;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stele prove}: makes a proof of an event, or of growth. */
@Command(
    name = "prove",
    header = "Prove an event, or that a store has only grown.",
    description = {
      "  Prints a proof that an event stands in the store, with a checkpoint signed",
      "  now: to anybody who has the public key, for ever, without the store. With",
      "  --since it is a proof that nothing changed that an older checkpoint covers."
    },
    footer = {
      "  stele prove --store data --key orders.key 42 --output 42.tlog-proof",
      "  stele prove --store data --key orders.key --since monday.note"
    })
final class ProveCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private Delivery delivery = new Delivery();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "EVENT",
      arity = "0..1",
      description = "An identity, a position, or a key.")
  private @Nullable String name;

  @Option(names = "--scope", paramLabel = "SCOPE", description = "EVENT is a key in this scope.")
  private @Nullable String scope;

  @Option(
      names = {"-k", "--key"},
      required = true,
      paramLabel = "FILE",
      description = "The private key, as 'stele keygen' makes it.")
  private Path key = Path.of("");

  @Option(
      names = "--since",
      paramLabel = "CHECKPOINT",
      description = "Prove growth since this checkpoint, in a file.")
  private @Nullable Path since;

  @Option(names = "--withhold", description = "Leave the payload out; its digest is shown.")
  private boolean isWithheld;

  ProveCommand() {}

  @Override
  public Integer call() throws IOException {
    String event = name;
    Path older = since;
    if ((event == null) == (older == null)) {
      throw new ParameterException(spec.commandLine(), "either EVENT or --since must be given");
    }
    try (StoreFollower store = choice.follow()) {
      NoteSigner signer = Keys.signer(store, key);
      if (older != null) {
        delivery.deliver(setting, "a proof of growth", growth(store, signer, older).toBytes());
      } else if (event != null) {
        EntryProof proof = proof(store, EventName.require(store, event, scope), signer);
        byte[] bytes = (isWithheld ? proof.withoutPayload() : proof).toBytes();
        delivery.deliver(setting, "a proof", bytes);
      }
      return ExitCode.DONE;
    }
  }

  /** Proves an event by a checkpoint of all that is durable. */
  static EntryProof proof(StoreFollower store, Event event, NoteSigner signer) {
    return store.prove(event.position(), CheckpointCommand.sign(store, signer, null));
  }

  private static GrowthProof growth(StoreFollower store, NoteSigner signer, Path file)
      throws IOException {
    SignedNote older = SignedNote.parse(Files.readAllBytes(file));
    SignedNote newer = CheckpointCommand.sign(store, signer, null);
    long from = Checkpoint.parse(older.text()).head().size();
    long size = Checkpoint.parse(newer.text()).head().size();
    if (from > size) {
      throw new FailedException(
          ExitCode.REFUSED, "size of the checkpoint must be <= " + size + ", got: " + from);
    }
    return store.proveGrowth(older, newer);
  }
}
