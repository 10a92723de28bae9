package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stele.trial.CrashHunt;
import dev.stele.trial.HuntFailure;
import org.junit.jupiter.api.Test;

/** The stranger's class forgets to sync the directory of its new file, and is caught. */
class CrashTestYourOwnFilesTest {

  @Test
  void aFileWhoseNameWasNeverSyncedIsLost() {
    HuntFailure broken =
        catchThrowableOfType(
            HuntFailure.class,
            () -> CrashHunt.of("scores", CrashTestYourOwnFiles.Scores::new).run());
    assertThat(broken).isNotNull();
    assertThat(broken)
        .hasMessageContaining("1 of [300, 700] were promised, found []")
        .hasMessageContaining("lost  #2 CREATE /scores");
    CrashTestYourOwnFiles.main(new String[0]);
  }
}
