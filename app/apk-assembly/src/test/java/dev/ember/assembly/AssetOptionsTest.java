package dev.ember.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

/** What both commands refuse of their assets, before anything is built. */
public final class AssetOptionsTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root = Path.of("");

  @Before
  public void setUp() {
    root = folder.getRoot().toPath();
  }

  @Test
  public void call_folderThatIsNotThere_isRefusedByBothCommands() {
    String expected = "expected a folder of assets at " + root.resolve("absent");

    assertThat(refusalOfPackage("absent"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(expected);
    assertThat(refusalOfResources("absent"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(expected);
    assertThat(root).isEmptyDirectory();
  }

  @Test
  public void call_twoModels_isRefusedByTheNameOfTheSecond() throws IOException {
    Path models = folder.newFolder("models").toPath();
    Files.createFile(models.resolve("model.ember"));
    Path second = Files.createFile(models.resolve("old.ember"));

    assertThat(refusalOfPackage("models"))
        .hasMessageStartingWith(second + ": expected no bundle among the assets but one");
  }

  private Exception refusalOfPackage(String assets) {
    return refusal(
        new PackageCommand(),
        assets,
        option("linked"),
        option("allow-dangling"),
        option("key"),
        option("dex-cache"),
        option("work"));
  }

  private Exception refusalOfResources(String assets) {
    return refusal(
        new ResourcesCommand(), assets, option("manifest"), option("res"), option("r-classes"));
  }

  private Exception refusal(Callable<Integer> command, String assets, String... own) {
    List<String> arguments = new ArrayList<>(List.of(own));
    arguments.addAll(List.of("--package=dev.test", "--min-sdk=26", "--target-sdk=35"));
    arguments.addAll(List.of("--version-code=1", "--version-name=1.0"));
    arguments.addAll(List.of(option("android-jar"), option("out")));
    arguments.add("--assets=" + root.resolve(assets));
    List<Exception> refusals = new ArrayList<>();
    new CommandLine(command)
        .setExecutionExceptionHandler(
            (refusal, line, parsed) -> {
              refusals.add(refusal);
              return CommandLine.ExitCode.SOFTWARE;
            })
        .execute(arguments.toArray(new String[0]));
    assertThat(refusals).hasSize(1);
    return refusals.get(0);
  }

  private String option(String name) {
    return "--" + name + "=" + root.resolve("out").resolve(name);
  }
}
