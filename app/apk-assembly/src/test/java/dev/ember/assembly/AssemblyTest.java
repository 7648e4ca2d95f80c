package dev.ember.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.assembly.testing.Jars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class AssemblyTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void main_commandThatFails_throwsAndDoesNotExit() {
    String[] arguments = {
      "explode", "--aars=absent", "--out=target/absent/aars", "--classes=absent"
    };

    assertThatThrownBy(() -> Assembly.main(arguments))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("assembly explode --aars=absent");
  }

  @Test
  public void main_unknownOption_throws() {
    assertThatThrownBy(() -> Assembly.main(new String[] {"package", "--nothing"}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  public void main_twoCommands_runsBoth() throws IOException {
    List<String> arguments = new ArrayList<>(explode("one"));
    arguments.addAll(explode("two"));

    Assembly.main(arguments.toArray(String[]::new));

    assertThat(home("one").resolve("classes/one/A.class")).exists();
    assertThat(home("two").resolve("classes/two/A.class")).exists();
  }

  @Test
  public void main_firstOfTwoFails_throwsBeforeTheSecond() throws IOException {
    List<String> arguments = new ArrayList<>(explode("one"));
    Files.delete(home("one").resolve("copied/one.aar"));
    arguments.addAll(explode("two"));

    assertThatThrownBy(() -> Assembly.main(arguments.toArray(String[]::new)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(home("two").resolve("classes")).doesNotExist();
  }

  /** The arguments that unpack an archive of this name with one class. */
  private List<String> explode(String name) throws IOException {
    Path copied = Files.createDirectories(home(name).resolve("copied"));
    Path jar =
        Jars.write(
            home(name).resolve("classes.jar"),
            Map.of(name + "/A.class", Jars.emptyClass(name + "/A")));
    byte[] manifest = "<manifest package='test'/>".getBytes(StandardCharsets.UTF_8);
    Jars.write(
        copied.resolve(name + ".aar"),
        Map.of("classes.jar", Files.readAllBytes(jar), "AndroidManifest.xml", manifest));
    return List.of(
        "explode",
        "--aars=" + copied,
        "--out=" + home(name).resolve("aars"),
        "--classes=" + home(name).resolve("classes"));
  }

  private Path home(String name) {
    return folder.getRoot().toPath().resolve(name);
  }
}
