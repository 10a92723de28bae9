package dev.stele.console;

import dev.stele.journal.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The child of {@code stele demo} that has no journal: judges a proof that it is told. */
@Command(name = DemoVerifier.NAME, hidden = true, header = "Judge a proof; for 'stele demo'.")
final class DemoVerifier implements Callable<Integer> {

  static final String NAME = "demo-verifier";
  static final String VERIFIED = "verified";
  static final String REFUSED = "refused";

  private final InputStream in;
  @Spec private CommandSpec spec = CommandSpec.create();

  DemoVerifier() {
    this(System.in);
  }

  DemoVerifier(InputStream in) {
    this.in = in;
  }

  /** Says verified (0), or refused and why (1); what is no proof at all is an exception (1). */
  @Override
  public Integer call() throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    Verification verification = ProofText.parse(text).judge();
    String verdict =
        switch (verification) {
          case Verification.Verified _ -> VERIFIED;
          case Verification.Refused(var reason, var explanation) ->
              REFUSED + " " + reason + ": " + explanation;
        };
    PrintWriter out = spec.commandLine().getOut();
    out.println(verdict + Child.END_OF_LINE);
    out.flush();
    return verification instanceof Verification.Verified ? 0 : 1;
  }
}
