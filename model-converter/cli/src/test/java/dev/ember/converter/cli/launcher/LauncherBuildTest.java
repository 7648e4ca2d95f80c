package dev.ember.converter.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.launcher.LauncherRun.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** What a build does to commands that run, to another build, and where it is stopped. */
public final class LauncherBuildTest {
  private static final String OLD = "class A {}";
  private static final String NEW = "class A { int a; }";
  private static final String BUILDING = "step 3 of 6";
  private static final String RUNNING = "stdin <";
  private static final String WAITING = "another ember is building here";
  private static final Pattern TRAINING =
      Pattern.compile("argument <-Dember\\.training\\.classpath=(.*)>");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final Timeout timeout = Timeout.seconds(60);

  @SuppressWarnings("NullAway.Init") // set before each test
  private FakeCheckout checkout;

  @Before
  public void layOut() throws IOException {
    Path launcher = Path.of(System.getProperty("ember.home"), "ember");
    checkout = new FakeCheckout(folder.getRoot().toPath(), launcher);
  }

  @Test
  public void running_rebuiltTwice_keepsItsClassesAndLibrariesAndThoseOfItsTrainer()
      throws Exception {
    checkout.letJavaWait();
    LauncherRun running = checkout.start("pretrain");
    Path training = trainingClasspath(running.awaitOut(RUNNING));
    String entries = Files.readString(training);

    for (String text : new String[] {"second", NEW}) {
      checkout.change(text);
      Outcome other = checkout.run("pretrain");
      assertThat(other.out()).contains("A.class <" + text + ">").contains("libA.so <" + text + ">");
    }

    assertThat(training).hasContent(entries);
    Path trainer = Path.of(entries.split(":", -1)[0]);
    assertThat(trainer.resolve("A.class")).hasContent(OLD);
    assertThat(trainer.resolve("libA.so")).hasContent(OLD);
    checkout.letJavaGoOn();
    Outcome ended = running.end();
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).contains("A.class <" + OLD + ">").contains("libA.so <" + OLD + ">");
  }

  @Test
  public void copies_thatNothingRunsFrom_areRemoved() throws Exception {
    Path first = trainingClasspath(checkout.run("pretrain").out());
    checkout.change("second");
    Path second = trainingClasspath(checkout.run("pretrain").out());
    checkout.change(NEW);

    checkout.run("pretrain");

    // A command may be about to start from the last but one.
    assertThat(first.getParent()).doesNotExist();
    assertThat(second).exists();
  }

  @Test
  public void build_ofTheTrainerStopped_leavesOtherCommandsWhole() throws Exception {
    checkout.run("chat");
    checkout.letMavenWait();
    LauncherRun stopped = checkout.start("train");
    stopped.awaitErr(BUILDING); // and the class is deleted
    stopped.killAll();

    Outcome run = checkout.run("chat");

    assertThat(checkout.mavenCalls()).hasSize(2);
    assertThat(run.out()).contains("A.class <" + OLD + ">");
  }

  @Test
  public void build_stopped_isBegunAnew() throws Exception {
    checkout.letMavenWait();
    LauncherRun stopped = checkout.start("chat");
    stopped.awaitErr(BUILDING);
    Path half = checkout.root().resolve("inference/target/classes/Half.class");
    Files.createDirectories(half.getParent());
    Files.createFile(half);
    stopped.killAll();

    Outcome run = checkout.run("chat");

    assertThat(run.err()).contains("The last build was stopped: beginning it anew.");
    assertThat(half).doesNotExist();
    assertThat(run.out()).contains("A.class <" + OLD + ">");
    assertThat(checkout.run("chat").err()).isEmpty();
  }

  @Test
  public void twoAtOnce_secondWaitsForTheBuildOfTheFirst() throws Exception {
    secondWaits();
  }

  @Test
  public void twoAtOnce_withoutFlock_secondWaitsToo() throws Exception {
    checkout.uninstall("flock");

    secondWaits();
  }

  private void secondWaits() throws Exception {
    checkout.letMavenWait();
    LauncherRun first = checkout.start("chat");
    first.awaitErr(BUILDING);
    LauncherRun second = checkout.start("inspect");
    second.awaitErr(WAITING);
    assertThat(checkout.mavenCalls()).hasSize(1);

    checkout.letMavenGoOn();

    assertThat(first.end().out()).contains("A.class <" + OLD + ">");
    assertThat(second.end().out()).contains("A.class <" + OLD + ">");
    assertThat(checkout.mavenCalls()).hasSize(1);
  }

  @Test
  public void launcherKilled_nextWaitsForTheMavenThatWasLeft() throws Exception {
    checkout.letMavenWait();
    LauncherRun killed = checkout.start("chat");
    killed.awaitErr(BUILDING);
    killed.kill();
    LauncherRun next = checkout.start("chat");
    next.awaitErr(WAITING);
    assertThat(checkout.mavenCalls()).hasSize(1);

    checkout.letMavenGoOn();

    assertThat(next.end().out()).contains("A.class <" + OLD + ">");
    assertThat(checkout.mavenCalls()).hasSize(2);
  }

  @Test
  public void apk_sourceChanged_buildsAgain() throws Exception {
    checkout.run("apk");
    checkout.change(NEW);

    Outcome run = checkout.run("apk");

    assertThat(run.err()).contains("The APKs are older than their sources: building them.");
    assertThat(checkout.mavenCalls()).hasSize(4);
  }

  @Test
  public void apk_sourceChangedDuringTheBuild_buildsAgain() throws Exception {
    checkout.run("chat");
    checkout.age();
    checkout.letMavenWait();
    LauncherRun building = checkout.start("apk");
    building.awaitErr(BUILDING);
    Files.writeString(checkout.source(), NEW);
    checkout.letMavenGoOn();
    building.end();

    assertThat(checkout.run("apk").err()).contains("The APKs are older than their sources");
  }

  @Test
  public void apk_oneOfThreeMissing_buildsAgain() throws Exception {
    checkout.run("apk");
    Files.delete(checkout.root().resolve("app/target/ember-offline-debug.apk"));

    Outcome run = checkout.run("apk");

    assertThat(run.err()).contains("The APKs are not there yet: building them.");
  }

  private static Path trainingClasspath(String printed) {
    Matcher argument = TRAINING.matcher(printed);
    assertThat(argument.find()).as(printed).isTrue();
    return Path.of(argument.group(1));
  }
}
