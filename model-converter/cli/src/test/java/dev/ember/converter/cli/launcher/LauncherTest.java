package dev.ember.converter.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.launcher.LauncherRun.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class LauncherTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @SuppressWarnings("NullAway.Init") // set before each test
  private FakeCheckout checkout;

  @Before
  public void layOut() throws IOException {
    Path launcher = Path.of(System.getProperty("ember.home"), "ember");
    checkout = new FakeCheckout(folder.getRoot().toPath(), launcher);
  }

  @Test
  public void run_firstTime_buildsAndShowsProgressOnStandardErrorAlone() throws Exception {
    Outcome run = checkout.run("chat");

    assertThat(run.exitCode()).isZero();
    assertThat(checkout.mavenCalls()).hasSize(1);
    assertThat(checkout.mavenCalls().get(0)).contains("compile -Dember.part=cli");
    assertThat(run.err()).contains("First start").contains("step 3 of 6: Ember inference");
    assertThat(run.out()).startsWith("argument <");
  }

  @Test
  public void run_nothingChanged_buildsNothing() throws Exception {
    checkout.run("chat");

    Outcome run = checkout.run("chat");

    assertThat(checkout.mavenCalls()).hasSize(1);
    assertThat(run.err()).isEmpty();
  }

  @Test
  public void run_sourceChanged_buildsAgain() throws Exception {
    checkout.run("chat");
    checkout.age();
    Files.writeString(checkout.source(), "class A { int a; }");

    checkout.run("chat");

    assertThat(checkout.mavenCalls()).hasSize(2);
  }

  @Test
  public void run_sourceDeleted_buildsAgain() throws Exception {
    checkout.run("chat");
    checkout.age();
    Files.delete(checkout.source());

    checkout.run("chat");

    assertThat(checkout.mavenCalls()).hasSize(2);
  }

  @Test
  public void run_pomChanged_buildsAgain() throws Exception {
    checkout.run("chat");
    checkout.age();
    Files.writeString(checkout.root().resolve("pom.xml"), "<project></project>");

    checkout.run("chat");

    assertThat(checkout.mavenCalls()).hasSize(2);
  }

  @Test
  public void run_testOfNoInterestChanged_buildsNothing() throws Exception {
    Path test = checkout.root().resolve("inference/src/test/java/ATest.java");
    Files.createDirectories(test.getParent());
    checkout.run("chat");
    checkout.age();
    Files.writeString(test, "class ATest {}");

    checkout.run("chat");

    assertThat(checkout.mavenCalls()).hasSize(1);
  }

  @Test
  public void run_classPathEntryGone_buildsAgain() throws Exception {
    checkout.run("chat");
    Files.delete(folder.getRoot().toPath().resolve("notes/classes"));

    checkout.run("chat");

    assertThat(checkout.mavenCalls()).hasSize(2);
  }

  @Test
  public void run_checkoutMoved_buildsAgain() throws Exception {
    checkout.run("chat");
    Path moved = folder.getRoot().toPath().resolve("moved");
    Files.move(checkout.root(), moved);

    Outcome run = checkout.run(moved.resolve("ember"), Map.of(), "", "chat");

    assertThat(checkout.mavenCalls()).hasSize(2);
    assertThat(run.out()).contains("argument <-Dember.home=" + real(moved) + ">");
  }

  @Test
  public void run_throughSymlinks_findsItsCheckout() throws Exception {
    Path bin = Files.createDirectories(folder.getRoot().toPath().resolve("bin"));
    Files.createSymbolicLink(bin.resolve("first"), Path.of("../my ember/ember"));
    Files.createSymbolicLink(bin.resolve("second"), bin.resolve("first"));

    Outcome run = checkout.run(bin.resolve("second"), Map.of(), "", "chat");

    assertThat(run.out()).contains("argument <-Dember.home=" + real(checkout.root()) + ">");
  }

  @Test
  public void run_anyArguments_passesThemUnchanged() throws Exception {
    Outcome run = checkout.run("generate", "a b", "", "*", "$HOME", "\"'");

    assertThat(run.out())
        .contains(
            """
            EmberCommand>
            argument <generate>
            argument <a b>
            argument <>
            argument <*>
            argument <$HOME>
            argument <"'>
            """);
  }

  @Test
  public void run_standardInput_belongsToTheCommandNotToMaven() throws Exception {
    Outcome run = checkout.run(checkout.root().resolve("ember"), Map.of(), "hi", "chat");

    assertThat(run.out()).contains("stdin <hi>");
    assertThat(checkout.mavenInput()).isEmpty();
  }

  @Test
  public void run_buildFails_showsTheEndOfTheLogAndTriesAgainNextTime() throws Exception {
    checkout.letMavenFail();

    Outcome failed = checkout.run("chat");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .contains("[ERROR] cannot find symbol")
        .contains("ember: building the command line failed")
        .contains("model-converter/classpath/target/cli.log");

    checkout.letMavenSucceed();
    Outcome built = checkout.run("chat");
    assertThat(built.exitCode()).isZero();
    assertThat(built.err()).doesNotContain("stopped");
  }

  @Test
  public void run_noJava_saysWhatToInstall() throws Exception {
    checkout.uninstall("java");

    assertFailsWith("Java was not found. Install a JDK 17 or newer");
  }

  @Test
  public void run_java11_saysWhichIsNeeded() throws Exception {
    checkout.installJava("11.0.2");

    assertFailsWith("is Java 11, but Ember needs a JDK 17 or newer");
  }

  @Test
  public void run_java8_readsItsOldVersionNumber() throws Exception {
    checkout.installJava("1.8.0_402");

    assertFailsWith("is Java 8, but Ember needs a JDK 17 or newer");
  }

  @Test
  public void run_javaHomeWithoutJava_namesIt() throws Exception {
    Outcome run =
        checkout.run(checkout.root().resolve("ember"), Map.of("JAVA_HOME", "/nowhere"), "", "chat");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("JAVA_HOME is '/nowhere', but there is no bin/java in it");
  }

  @Test
  public void run_noMaven_saysWhatToInstall() throws Exception {
    checkout.uninstall("mvn");

    assertFailsWith("Maven was not found, and the command line must be built first");
  }

  @Test
  public void run_noCompiler_asksForAJdk() throws Exception {
    checkout.uninstall("javac");

    assertFailsWith("is a Java runtime without a compiler");
  }

  @Test
  public void run_chat_leavesTheTrainerUnbuilt() throws Exception {
    checkout.run("chat");

    assertThat(checkout.mavenCalls()).noneMatch(call -> call.contains("training"));
  }

  @Test
  public void run_train_buildsTheTrainerToo() throws Exception {
    checkout.run("--stacktrace", "train", "--preset", "tiny");

    assertThat(checkout.mavenCalls()).hasSize(2);
    assertThat(checkout.mavenCalls().get(1)).contains("-Dember.part=training");
  }

  @Test
  public void run_helpOfTrain_leavesTheTrainerUnbuilt() throws Exception {
    checkout.run("train", "--help");

    assertThat(checkout.mavenCalls()).hasSize(1);
  }

  @Test
  public void run_apk_buildsMissingApksOnce() throws Exception {
    checkout.run("apk");
    checkout.run("apk");

    assertThat(checkout.mavenCalls()).hasSize(2);
    assertThat(checkout.mavenCalls().get(1))
        .contains("package -DskipTests -Dapk.skip=false -pl app -am");
  }

  @Test
  public void run_java25_allowsNativeAndUnsafeAccessQuietly() throws Exception {
    checkout.installJava("25.0.3");

    assertThat(checkout.run("chat").out())
        .contains("argument <--enable-native-access=ALL-UNNAMED>")
        .contains("argument <--sun-misc-unsafe-memory-access=allow>");
  }

  @Test
  public void run_java17_getsNoFlagThatItDoesNotKnow() throws Exception {
    assertThat(checkout.run("chat").out()).doesNotContain("sun-misc-unsafe");
  }

  @Test
  public void run_extraFlags_reachJavaOneByOne() throws Exception {
    Outcome run =
        checkout.run(
            checkout.root().resolve("ember"), Map.of("EMBER_JAVA_OPTS", "-Xmx4g -ea"), "", "chat");

    assertThat(run.out()).contains("argument <-Xmx4g>\nargument <-ea>\n");
  }

  /** By it what a chat has outgrown goes back to the system. */
  @Test
  public void run_chat_setsTheSizeThatTheCLibraryGivesBack() throws Exception {
    assertThat(checkout.run("chat").out()).contains("threshold <131072>");

    Map<String, String> own = Map.of("MALLOC_MMAP_THRESHOLD_", "65536");
    Outcome run = checkout.run(checkout.root().resolve("ember"), own, "", "chat");
    assertThat(run.out()).contains("threshold <65536>");
  }

  private void assertFailsWith(String sentence) throws Exception {
    Outcome run = checkout.run("chat");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("ember: ").contains(sentence);
  }

  private static Path real(Path path) throws IOException {
    return path.toRealPath();
  }
}
