package dev.ember.converter.cli.launcher;

import dev.ember.converter.cli.launcher.LauncherRun.Outcome;
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
import java.util.stream.Stream;

/** A checkout with the real launcher, a few sources, and a PATH of its own. */
final class FakeCheckout {
  /** What the launcher may call beside Java and Maven. */
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "cp",
          "dirname",
          "env",
          "find",
          "grep",
          "mkdir",
          "mv",
          "ps",
          "readlink",
          "rm",
          "sed",
          "tail",
          "touch",
          "uname");

  /** One of these locks; macOS has the second alone. */
  private static final List<String> LOCKS = List.of("flock", "perl");

  private static final List<String> TOOL_FOLDERS = List.of("/usr/bin", "/bin");

  /**
   * A fake Maven: it notes its arguments and its input, and makes the class path that it should.
   * The class is written anew and the library over itself, both with the words of the source.
   */
  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      printf '%s\\n' "$*" >>"$NOTES/mvn.calls"
      cat >>"$NOTES/mvn.stdin"
      rm -f inference/target/classes/A.class
      if [ -p "$NOTES/mvn.gate" ]; then mv "$NOTES/mvn.gate" "$NOTES/mvn.waits"; waits=yes; fi
      echo '[INFO] Building Ember inference 0.1.0                        [3/6]'
      if [ -n "${waits:-}" ]; then read -r <"$NOTES/mvn.waits"; rm "$NOTES/mvn.waits"; fi
      [ ! -e "$NOTES/mvn.fails" ] || { echo '[ERROR] cannot find symbol'; exit 1; }
      mkdir -p inference/target/classes
      cat inference/src/main/java/* >inference/target/classes/A.class
      cat inference/src/main/java/* >inference/target/classes/libA.so
      for argument in "$@"; do
        case $argument in
          -Dember.part=*)
            printf '%s/inference/target/classes:%s/classes' "$PWD" "$NOTES" \\
              >"model-converter/classpath/target/${argument#*=}.classpath" ;;
        esac
      done
      if [ "${*#*app}" != "$*" ]; then
        mkdir -p app/target
        for name in debug offline-debug androidTest; do touch "app/target/ember-$name.apk"; done
      fi
      """;

  /** A Java that prints arguments, input and one variable, and then what its class path has. */
  private static final String JAVA =
      """
      #!/usr/bin/env bash
      if [ "$1" = -version ]; then
        echo 'openjdk version "VERSION" 2025-04-15' >&2
        exit
      fi
      if [ -p "$NOTES/java.gate" ]; then mv "$NOTES/java.gate" "$NOTES/java.waits"; waits=yes; fi
      printf 'argument <%s>\\n' "$@"
      printf 'stdin <%s>\\n' "$(cat)"
      printf 'threshold <%s>\\n' "$MALLOC_MMAP_THRESHOLD_"
      if [ -n "${waits:-}" ]; then read -r <"$NOTES/java.waits"; rm "$NOTES/java.waits"; fi
      while [ "$1" != -cp ]; do shift; done
      for file in A.class libA.so; do printf '%s <%s>\\n' "$file" "$(cat "${2%%:*}/$file")"; done
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
    for (String module : List.of("model-converter/export", "model-converter/download", "app")) {
      Files.createDirectories(root.resolve(module).resolve("src/main"));
    }
    Files.createDirectories(root.resolve("models"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.writeString(source(), "class A {}");
    Files.copy(launcher, root.resolve("ember"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(tools.resolve(tool), find(tool));
    }
    for (String tool : LOCKS) {
      if (isInstalled(tool)) {
        Files.createSymbolicLink(tools.resolve(tool), find(tool));
      }
    }
    install("sync", "#!/usr/bin/env bash\n"); // it would wait for what other processes write
    install(
        "sleep",
        "#!/usr/bin/env bash\nexec " + find("sleep") + " 0.03\n"); // between looks at the log
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

  /** A Java that tells {@code version}. */
  void installJava(String version) throws IOException {
    install("java", JAVA.replace("VERSION", version));
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

  /** Lets the next Maven, once it has deleted the class, wait for {@link #letMavenGoOn}. */
  void letMavenWait() throws IOException, InterruptedException {
    makePipe("mvn.gate");
  }

  void letMavenGoOn() throws IOException {
    Files.writeString(notes.resolve("mvn.waits"), "\n");
  }

  /** Lets the next command wait for {@link #letJavaGoOn} once it has printed its input. */
  void letJavaWait() throws IOException, InterruptedException {
    makePipe("java.gate");
  }

  void letJavaGoOn() throws IOException {
    Files.writeString(notes.resolve("java.waits"), "\n");
  }

  /** What was built ages, and the source changes after that. */
  void change(String text) throws IOException {
    age();
    Files.writeString(source(), text);
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
    return start(launcher, environment, input, arguments).end();
  }

  /** Starts the launcher, to be watched while it runs. */
  LauncherRun start(String... arguments) throws IOException {
    return start(root.resolve("ember"), Map.of(), "", arguments);
  }

  private LauncherRun start(
      Path launcher, Map<String, String> environment, String input, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path in = Files.writeString(home.resolve("in"), input);
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.redirectInput(in.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("NOTES", notes.toString());
    builder.environment().putAll(environment);
    return new LauncherRun(builder.start());
  }

  private void makePipe(String name) throws IOException, InterruptedException {
    Path pipe = notes.resolve(name);
    Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start();
    if (mkfifo.waitFor() != 0) {
      throw new IOException(pipe + " was expected to become a pipe");
    }
  }

  private void install(String name, String script) throws IOException {
    Path file = tools.resolve(name);
    Files.write(file, script.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static boolean isInstalled(String tool) {
    return TOOL_FOLDERS.stream().anyMatch(folder -> Files.exists(Path.of(folder, tool)));
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
