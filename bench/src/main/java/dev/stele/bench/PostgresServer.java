package dev.stele.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of this machine, with its own settings, started with a cluster of its own when first
 * asked for. Listens on the loopback alone, with a password. It does not run as root; root starts
 * it as {@value #ACCOUNT}.
 */
final class PostgresServer implements AutoCloseable {

  private static final String ACCOUNT = "postgres";
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final String password = UUID.randomUUID().toString();
  private @Nullable Path programs;
  private @Nullable IOException failure;
  private @Nullable Thread lastResort;
  private int port;
  private int databases;

  /** Makes one that will lie in a folder. */
  PostgresServer(Path folder) {
    this.folder = folder;
  }

  /** Opens an event store in a new database of it; what is durable, is so by its defaults. */
  EventPeer open(int connections) throws IOException, SQLException {
    start();
    databases++;
    String name = "events" + databases;
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return new PostgresEvents(() -> connect(name), connections);
  }

  /** Returns a pool of connections to a new database of it. */
  HikariDataSource pool(int connections) throws IOException, SQLException {
    start();
    databases++;
    String name = "pool" + databases;
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + name);
    config.setUsername(ACCOUNT);
    config.setPassword(password);
    config.setMaximumPoolSize(connections);
    return new HikariDataSource(config);
  }

  /** Connects to a database that is there from the beginning. */
  Connection connection() throws IOException, SQLException {
    start();
    return connect("postgres");
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?reWriteBatchedInserts=true",
        ACCOUNT,
        password);
  }

  /** Starts it, unless that was tried before. */
  private void start() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (programs != null) {
      return;
    }
    try {
      Path found = find();
      Path cluster = prepare();
      Path secret = Files.writeString(folder.resolve("password"), password);
      own(secret, "rw-------");
      run(
          found.resolve("initdb").toString(),
          "--no-sync",
          "--auth=scram-sha-256",
          "--username=" + ACCOUNT,
          "--pwfile=" + secret,
          "--pgdata=" + cluster);
      port = freePort();
      run(
          found.resolve("pg_ctl").toString(),
          "--wait",
          "--pgdata=" + cluster,
          "--log=" + cluster.resolve("log"),
          "--options=-c listen_addresses=127.0.0.1 -c unix_socket_directories= -p " + port,
          "start");
      programs = found;
      // For who stops a run: a server whose files are gone ends by itself, but only in a minute.
      lastResort = new Thread(() -> server(cluster).ifPresent(ProcessHandle::destroy));
      Runtime.getRuntime().addShutdownHook(lastResort);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Returns the server's process, whose number is the first line of a file. */
  private static Optional<ProcessHandle> server(Path cluster) {
    try {
      List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
      return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Returns the folder of the server's programs: where {@code pg_ctl} really is. */
  private static Path find() throws IOException {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Optional<Path> control =
        Arrays.stream(path.split(File.pathSeparator, -1))
            .map(one -> Path.of(one).resolve("pg_ctl"))
            .filter(Files::isExecutable)
            .findFirst();
    if (control.isEmpty()) {
      throw new IOException("no pg_ctl on PATH");
    }
    Path programs = control.get().toRealPath().resolveSibling("");
    if (!Files.isExecutable(programs.resolve("initdb"))) {
      throw new IOException("no initdb beside pg_ctl");
    }
    return programs;
  }

  private Path prepare() throws IOException {
    Path above = folder.getParent();
    if (isRoot() && above != null) { // The other account must get there.
      Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwx--x--x"));
    }
    Files.createDirectories(folder);
    own(folder, "rwx------");
    return folder.resolve("cluster");
  }

  private static void own(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    if (isRoot()) {
      Files.setOwner(
          path,
          path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(ACCOUNT));
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void run(String... command) throws IOException {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(List.of("runuser", "-u", ACCOUNT, "--"));
    }
    all.addAll(List.of(command));
    Path said = folder.resolveSibling("postgres.log");
    Process process =
        new ProcessBuilder(all)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("no end after " + PATIENCE_SECONDS + " s of " + command[0]);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + command[0], e);
    }
    if (process.exitValue() != 0) {
      String words = Files.readString(said, StandardCharsets.UTF_8).strip();
      throw new IOException(
          Path.of(command[0]).getFileName() + " failed: " + words.lines().toList().getLast());
    }
  }

  @Override
  public void close() throws IOException {
    if (lastResort != null) {
      Runtime.getRuntime().removeShutdownHook(lastResort);
    }
    if (programs != null) {
      run(
          programs.resolve("pg_ctl").toString(),
          "--wait",
          "--pgdata=" + folder.resolve("cluster"),
          "--mode=immediate",
          "stop");
      programs = null;
    }
  }
}
