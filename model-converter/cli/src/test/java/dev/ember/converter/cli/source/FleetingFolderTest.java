package dev.ember.converter.cli.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class FleetingFolderTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void terminated_whileOpen_leavesNothing() throws Exception {
    Path temporary = folder.newFolder().toPath();
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Conversion.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = child.inputReader(UTF_8)) {
      assertThat(said.readLine()).isEqualTo(Conversion.BEGUN);
      assertThat(inside(temporary)).hasSize(1);
      child.destroy(); // as Ctrl-C does
      assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    assertThat(inside(temporary)).isEmpty();
  }

  @Test
  public void close_twice_deletesItOnce() throws IOException {
    FleetingFolder open = FleetingFolder.create("ember-test");
    Files.writeString(open.file("model.tflite"), "weights");
    open.close();
    assertThat(open.path()).doesNotExist();
    open.close();
  }

  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("ember")).toList();
    }
  }

  /** A program that would never come to its end. */
  public static final class Conversion {
    static final String BEGUN = "begun";

    private Conversion() {}

    public static void main(String[] arguments) throws IOException {
      try (FleetingFolder open = FleetingFolder.create("ember-test")) {
        Files.write(open.file("model.tflite"), new byte[1000]);
        System.out.println(BEGUN);
        System.in.read();
      }
    }
  }
}
