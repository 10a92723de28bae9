package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Groups in groups and folders in folders are followed, a veto stands, and a failure denies. */
class ShareDocumentsTest {

  @Test
  void whoIsInAGroupOfAGroupReadsWhatIsInAFolderOfAFolder() throws Exception {
    assertThat(Printed.by(ShareDocuments::main, Path.of("")))
        .containsExactly(
            "ann at work reads [price list, menu]",
            "ann at home reads [price list]",
            "bob at work reads [price list]",
            "denied: vetoed by 'no secrets from home'",
            "documents: veto",
            "  no secrets from home: veto (all its conditions hold)",
            "  reader: not asked",
            "denied: a policy that matters could not tell");
  }
}
