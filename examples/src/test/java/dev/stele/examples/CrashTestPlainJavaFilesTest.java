package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stele.trial.CrashHunt;
import dev.stele.trial.HuntFailure;
import org.junit.jupiter.api.Test;

/** Plain Java code forgets to force the directory after its rename, and is caught. */
class CrashTestPlainJavaFilesTest {

  @Test
  void aRenameThatWasNeverForcedIsLost() {
    HuntFailure broken =
        catchThrowableOfType(
            HuntFailure.class,
            () -> CrashHunt.of("settings", CrashTestPlainJavaFiles.Saving::new).run());
    assertThat(broken).isNotNull();
    assertThat(broken)
        .hasMessageContaining("version 1 was promised, found Optional.empty")
        .hasMessageContaining("RENAME /settings.new -> /settings");
    CrashTestPlainJavaFiles.main(new String[0]);
  }
}
