package dev.ember.converter.cli.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A checkout with the real launcher, a few sources, and a PATH of its own. */
final class FakeCheckout {
  /** What the launcher may call beside Java and Maven. */
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "dirname",
          "env",
          "find",
          "mkdir",
          "mv",
          "readlink",
          "sed",
          "sleep",
          "tail",
          "touch",
          "uname");

  private static final List<String> TOOL_FOLDERS = List.of("/usr/bin", "/bin");
  private static final int TIMEOUT_SECONDS = 60;

  /**
   * A fake Maven: it notes its arguments and its input, and writes the class path that it should.
   */
  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      printf '%s\\n' "$*" >>"$NOTES/mvn.calls"
      cat >>"$NOTES/mvn.stdin"
      echo '[INFO] Building Ember inference 0.1.0                        [3/6]'
      [ ! -e "$NOTES/mvn.fails" ] || { echo '[ERROR] cannot find symbol'; exit 1; }
      for argument in "$@"; do
        case $argument in
          -Dember.part=*)
            printf '%s/classes' "$NOTES" >"model-converter/classpath/target/${argument#*=}.classpath" ;;
        esac
      done
      if [ "${*#*app}" != "$*" ]; then
        mkdir -p app/target
        touch app/target/ember-debug.apk app/target/ember-androidTest.apk
      fi
      """;

  private final Path home;
  private final Path tools;
  private final Path notes;
  private final Path root;

  /** Lays the checkout out under {@code home}, in a folder with a space in its name. */
  FakeCheckout(Path home, Path launcher) throws IOException {
    this.home = home;
    tools = Files.createDirectories(home.resolve("tools"));
    notes = Files.createDirectories(home.resolve("notes"));
    root = Files.createDirectories(home.resolve("my ember"));
    Files.createDirectories(notes.resolve("classes"));
    Files.createDirectories(root.resolve(".mvn"));
    Files.createDirectories(source().getParent());
    Files.createDirectories(root.resolve("model-converter"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.writeString(source(), "class A {}");
    Files.copy(launcher, root.resolve("ember"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(tools.resolve(tool), find(tool));
    }
    installJava("17.0.15");
    install("javac", "#!/usr/bin/env bash\n");
    install("mvn", MAVEN);
  }

  Path root() {
    return root;
  }

  Path source() {
    return root.resolve("inference/src/main/java/A.java");
  }

  /** A Java that tells {@code version}, and prints each of its arguments and its input. */
  void installJava(String version) throws IOException {
    install(
        "java",
        """
        #!/usr/bin/env bash
        if [ "$1" = -version ]; then
          echo 'openjdk version "VERSION" 2025-04-15' >&2
          exit
        fi
        printf 'argument <%s>\\n' "$@"
        printf 'stdin <%s>\\n' "$(cat)"
        """
            .replace("VERSION", version));
  }

  void uninstall(String tool) throws IOException {
    Files.delete(tools.resolve(tool));
  }

  void letMavenFail() throws IOException {
    Files.createFile(notes.resolve("mvn.fails"));
  }

  void letMavenSucceed() throws IOException {
    Files.delete(notes.resolve("mvn.fails"));
  }

  /** The arguments of each call of Maven so far. */
  List<String> mavenCalls() throws IOException {
    Path calls = notes.resolve("mvn.calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  /** All that Maven read from its standard input. */
  String mavenInput() throws IOException {
    return Files.readString(notes.resolve("mvn.stdin"));
  }

  /** Makes every file of the checkout a minute old, so that a change now is newer for sure. */
  void age() throws IOException {
    FileTime past = FileTime.from(Instant.now().minusSeconds(60));
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, past);
      }
    }
  }

  Outcome run(String... arguments) throws IOException, InterruptedException {
    return run(root.resolve("ember"), Map.of(), "", arguments);
  }

  Outcome run(Path launcher, Map<String, String> environment, String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path out = home.resolve("out");
    Path err = home.resolve("err");
    Path in = Files.writeString(home.resolve("in"), input);
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("NOTES", notes.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the launcher still runs after " + TIMEOUT_SECONDS + " s");
    }
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** How a run ended. */
  record Outcome(int exitCode, String out, String err) {}

  private void install(String name, String script) throws IOException {
    Path file = tools.resolve(name);
    Files.write(file, script.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path find(String tool) {
    for (String folder : TOOL_FOLDERS) {
      Path file = Path.of(folder, tool);
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new AssertionError("expected " + tool + " in one of " + TOOL_FOLDERS);
  }
}
