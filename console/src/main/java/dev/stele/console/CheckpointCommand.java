package dev.stele.console;

import dev.stele.journal.Position;
import dev.stele.journal.TreeHead;
import dev.stele.store.Checkpoint;
import dev.stele.store.LogOrigin;
import dev.stele.store.NoteSigner;
import dev.stele.store.SignedNote;
import dev.stele.store.StoreFollower;
import dev.stele.store.StoreReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stele checkpoint}: signs what the store holds. */
@Command(
    name = "checkpoint",
    header = "Sign what a store holds.",
    description = {
      "  Prints a signed checkpoint: size and root of the Merkle tree over everything",
      "  durable, as a C2SP signed note that other tools for transparency logs read.",
      "  It commits the store to all that is before that size."
    },
    footer = {"  stele checkpoint --store data --key orders.key --output monday.note"})
final class CheckpointCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private Delivery delivery = new Delivery();

  @Option(
      names = {"-k", "--key"},
      required = true,
      paramLabel = "FILE",
      description = "The private key, as 'stele keygen' makes it.")
  private Path key = Path.of("");

  @Option(
      names = "--at",
      paramLabel = "POSITION",
      description = "Sign the tree before this position; else before the head.")
  private @Nullable Long at;

  CheckpointCommand() {}

  @Override
  public Integer call() throws IOException {
    try (StoreFollower store = choice.follow()) {
      SignedNote note = sign(store, Keys.signer(store, key), at);
      delivery.deliver(setting, "a checkpoint", note.toBytes());
      return ExitCode.DONE;
    }
  }

  static SignedNote sign(StoreReader store, NoteSigner signer, @Nullable Long at) {
    if (at != null && (at < 0 || at > store.head().value())) {
      throw new FailedException(
          ExitCode.REFUSED, "position must be <= " + store.head() + ", got: " + at);
    }
    TreeHead head = at == null ? store.treeHead() : store.treeHead(new Position(at));
    LogOrigin origin = LogOrigin.parse(signer.id().name()).orElseThrow();
    return Checkpoint.of(origin, head).sign(signer);
  }
}
