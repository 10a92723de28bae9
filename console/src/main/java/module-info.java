import org.jspecify.annotations.NullMarked;

/**
 * The {@code stele} command line.
 *
 * <p>The package is open to picocli, which sets the fields of the commands by reflection; no other
 * module of the house opens anything.
 */
@NullMarked
module dev.stele.console {
  requires com.fasterxml.jackson.core;
  requires dev.stele.attach;
  requires dev.stele.ground;
  requires dev.stele.journal;
  requires dev.stele.process;
  requires dev.stele.store;
  requires dev.stele.trial;
  requires info.picocli;
  requires static org.jspecify;

  exports dev.stele.console;

  opens dev.stele.console to
      info.picocli;
}
