package dev.stele.console;

import dev.stele.store.NoteSigner;
import dev.stele.store.StoreFollower;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stele keygen}: makes a key that checkpoints are signed with. */
@Command(
    name = "keygen",
    header = "Make a key that checkpoints are signed with.",
    description = {
      "  Writes a new private key (Ed25519) into a file that only its owner may read,",
      "  and the public one beside it, named FILE.pub, to be handed to whoever shall",
      "  verify. The key is for this store's lineage alone. Both files must be new."
    },
    footer = {"  stele keygen --store data --name example.com/orders orders.key"})
final class KeygenCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "What the log is called; best a URL of yours without its scheme.")
  private String name = "";

  @Parameters(paramLabel = "FILE", description = "Where the private key goes.")
  private Path file = Path.of("");

  KeygenCommand() {}

  @Override
  public Integer call() throws IOException {
    try (StoreFollower store = choice.follow()) {
      NoteSigner signer = Keys.make(store, name, file);
      setting.print(
          out ->
              new Table()
                  .row("private key", file)
                  .row("public key", Keys.publicFile(file))
                  .row("to hand out", signer.verifier())
                  .print(out, setting.terminal()),
          json -> {
            Setting.put(json, "file", file);
            Setting.put(json, "publicFile", Keys.publicFile(file));
            Setting.put(json, "publicKey", signer.verifier());
          });
      return ExitCode.DONE;
    }
  }
}
