package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.Tool.Run;
import dev.ember.converter.training.TrainMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public final class TrainCommandTest {
  private static final int TIMEOUT_SECONDS = 60;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @After
  public void forgetClasspath() {
    System.clearProperty(TrainerProcess.CLASSPATH_PROPERTY);
  }

  @Test
  public void options_areThoseOfTheTrainer() {
    assertThat(names(train(Tool.commandLine())))
        .containsAll(names(new CommandLine(new TrainMain())));
  }

  @Test
  public void arguments_areAsGiven() {
    CommandLine ember = Tool.commandLine();
    ember.parseArgs("train", "--preset", "tiny", "--seed=7", "--out", "a b", "--fresh");

    TrainCommand command = train(ember).getCommand();
    assertThat(command.arguments())
        .containsExactly("--preset=tiny", "--out=a b", "--seed=7", "--fresh");
  }

  @Test
  public void arguments_debug_reachesTheTrainer() {
    CommandLine ember = Tool.commandLine();
    ember.parseArgs("train", "--fresh", "--debug");

    TrainCommand command = train(ember).getCommand();
    assertThat(command.arguments()).containsExactly("--debug", "--fresh");
  }

  @Test
  public void train_seedThatIsNoNumber_isWrongUsage() {
    Run run = Tool.withoutEngine().run("train", "--seed", "x");

    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  public void train_notBuilt_saysHowToStartIt() {
    Run run = Tool.withoutEngine().run("train");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("the trainer is not built").contains("./ember");
  }

  @Test
  public void process_environment_isSetBeforeLibtorchLoads() throws IOException {
    writeClasspath();

    ProcessBuilder builder = TrainerProcess.prepare(List.of()).builder();

    assertThat(builder.environment())
        .containsEntry("OMP_WAIT_POLICY", "PASSIVE")
        .containsEntry("OPENBLAS_NUM_THREADS", "1")
        .containsEntry("MALLOC_ARENA_MAX", "1")
        .containsEntry("GOMP_SPINCOUNT", "300000")
        .containsEntry("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
  }

  @Test
  public void process_environment_hasNotWhatIsForAChat() {
    Map<String, String> environment = new HashMap<>(Map.of("MALLOC_MMAP_THRESHOLD_", "131072"));
    TrainerProcess.set(environment);
    assertThat(environment).doesNotContainKey("MALLOC_MMAP_THRESHOLD_");

    environment.put("MALLOC_MMAP_THRESHOLD_", "1000000");
    TrainerProcess.set(environment);
    assertThat(environment).as("the user's own").containsKey("MALLOC_MMAP_THRESHOLD_");
  }

  @Test
  public void process_flagsOfTheLauncher_reachItsVirtualMachine() throws IOException {
    writeClasspath();

    List<String> command =
        TrainerProcess.prepare(List.of("sft"), " -Xmx8g  -ea ").builder().command();

    assertThat(command.subList(0, command.indexOf("-cp"))).endsWith("-Xmx8g", "-ea");
    assertThat(TrainerProcess.prepare(List.of("sft"), "").builder().command())
        .doesNotContain("", "-ea");
  }

  @Test
  public void process_started_isTheTrainer() throws IOException, InterruptedException {
    writeClasspath();
    File out = folder.newFile();

    Process trainer =
        TrainerProcess.prepare(List.of("train", "--help"))
            .builder()
            .redirectErrorStream(true)
            .redirectOutput(out)
            .start();

    assertThat(trainer.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(trainer.exitValue()).isZero();
    assertThat(Files.readString(out.toPath())).contains("Usage: ember train").contains("--fresh");
  }

  private void writeClasspath() throws IOException {
    Path file = folder.getRoot().toPath().resolve("training.classpath");
    Files.writeString(file, System.getProperty("java.class.path") + "\n");
    System.setProperty(TrainerProcess.CLASSPATH_PROPERTY, file.toString());
  }

  private static CommandLine train(CommandLine ember) {
    return Objects.requireNonNull(ember.getSubcommands().get("train"));
  }

  private static Set<String> names(CommandLine command) {
    return new TreeSet<>(command.getCommandSpec().optionsMap().keySet());
  }
}
