package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.Tool.Run;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.BundleFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.Test;
import picocli.CommandLine;

public final class EmberCommandTest {
  /** What the trainer does in a process of its own; it has its own help. */
  private static final List<String> TRAINERS =
      List.of(
          "corpus",
          "tokenizer",
          "pretrain",
          "sft",
          "reward",
          "rlhf",
          "dpo",
          "distil",
          "eval",
          "compare",
          "report",
          "checkpoint");

  private static final List<String> PIPELINE =
      List.of(
          "train",
          "export",
          "pull",
          "import",
          "inspect",
          "verify",
          "chat",
          "generate",
          "explain",
          "attention",
          "neighbours",
          "replay",
          "tokenize",
          "render",
          "logits",
          "perplexity",
          "apk",
          "bench");

  @Test
  public void help_listsCommandsInPipelineOrderOneLineEach() {
    Run run = Tool.withoutEngine().run("--help");

    assertThat(run.exitCode()).isZero();
    List<String> listed =
        run.out()
            .lines()
            .filter(line -> line.matches("  [a-z]+ .*"))
            .map(line -> line.strip().split(" ", 2)[0])
            .filter(word -> !word.equals("help"))
            .filter(word -> word.matches("[a-z]+"))
            .toList();
    List<String> expected = new ArrayList<>(PIPELINE);
    expected.addAll(1, TRAINERS); // behind train
    assertThat(listed).isEqualTo(expected);
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    String commands = run.out().substring(run.out().indexOf("  train "), run.out().indexOf("Exit"));
    assertThat(commands).doesNotContain(":\n"); // a sentence that goes on elsewhere
  }

  @Test
  public void help_ofEachCommand_succeeds() {
    for (String command : PIPELINE) {
      Run run = Tool.withoutEngine().run(command, "--help");
      assertThat(run.exitCode()).as(command).isZero();
      assertThat(run.out()).startsWith("Usage: ember " + command);
    }
  }

  @Test
  public void version_tellsTheToolAndItsRuntime() {
    Run run = Tool.withoutEngine().run("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern(Pattern.compile("^ember \\d+\\.\\d+\\.\\d+"))
        .containsPattern("TensorFlow Lite 2\\.\\d+")
        .contains("Java " + System.getProperty("java.version"));
  }

  @Test
  public void run_noCommand_isWrongUsage() {
    assertWrongUsage(Tool.withoutEngine().run(), "which command? ember --help lists them");
  }

  @Test
  public void run_unknownCommand_isWrongUsage() {
    assertWrongUsage(Tool.withoutEngine().run("chta"), "'chta'");
  }

  @Test
  public void run_unknownOption_isWrongUsageAndNamesTheCommand() {
    assertWrongUsage(Tool.withoutEngine().run("chat", "--trheads", "2"), "'--trheads'");
  }

  @Test
  public void run_misspelledCommand_namesTheNearest() {
    Run run = Tool.withoutEngine().run("genrate", "--prompt", "Hello");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "ember: 'genrate' is no command; did you mean generate?\nTry ember --help\n");
  }

  @Test
  public void run_wordNearNoCommand_suggestsNone() {
    assertThat(Tool.withoutEngine().run("banana").err())
        .isEqualToNormalizingNewlines("ember: 'banana' is no command\nTry ember --help\n");
  }

  @Test
  public void run_misspelledRequiredOption_isNotMerelyMissing() {
    for (String typed : List.of("--promt", "--promt=Hello")) {
      Run run = Tool.withoutEngine().run("generate", typed, "Hello");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .isEqualToNormalizingNewlines(
              "ember: '"
                  + typed
                  + "' is no option; did you mean --prompt?\nTry ember generate --help\n");
    }
  }

  @Test
  public void run_misspelledOption_namesTheNearest() {
    assertWrongUsage(Tool.withoutEngine().run("chat", "--trheads", "2"), "did you mean --threads?");
  }

  @Test
  public void run_requiredOptionLeftOut_isMissing() {
    assertWrongUsage(Tool.withoutEngine().run("generate"), "Missing required option");
  }

  @Test
  public void run_wordTooMany_isNamed() {
    assertWrongUsage(
        Tool.withoutEngine().run("inspect", "a.ember", "b.ember"),
        "'b.ember' is one argument too many");
  }

  @Test
  public void chat_noThreads_isWrongUsage() {
    assertWrongUsage(Tool.withoutEngine().run("chat", "--threads", "0"), "at least 1 but found 0");
  }

  @Test
  public void failure_ofTheFile_isOneLine() {
    BundleFormatException failure =
        new BundleFormatException("a.ember", "manifest.json", 12, "a version", "nothing");

    Run run = failing(failure).run("chat", "a.ember");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "ember: a.ember, manifest.json, offset 12: expected a version but found nothing\n");
  }

  @Test
  public void failure_noSuchFile_saysSo() {
    Run run = failing(new NoSuchFileException("a.ember")).run("chat", "a.ember");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualToNormalizingNewlines("ember: no such file: a.ember\n");
  }

  @Test
  public void failure_ofTheRuntime_isOneLine() {
    Tool tool =
        Tool.withEngine(
            (model, backend) -> {
              throw new BackendException("tflite", "load", "out of memory");
            });

    Run run = tool.run("chat");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines("ember: tflite: load failed: out of memory\n");
  }

  @Test
  public void failure_unexpected_asksForAReport() {
    Tool tool =
        Tool.withEngine(
            (model, backend) -> {
              throw new IllegalStateException("broken");
            });

    Run run = tool.run("chat");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("mistake in ember").contains("broken").hasLineCount(1);
  }

  @Test
  public void failure_stacktraceAskedFor_showsWhere() {
    Tool tool = failing(new IOException("broken"));

    assertThat(tool.run("chat").err()).doesNotContain("\tat ");
    assertThat(tool.run("--stacktrace", "chat").err()).contains("\tat ");
    assertThat(tool.run("chat", "--debug").err()).contains("\tat ");
  }

  @Test
  public void heard_standardOutputRefuses_isNoSuccess() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int from, int count) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    StringWriter errors = new StringWriter();
    CommandLine tool =
        Tool.commandLine().setOut(new PrintWriter(full)).setErr(new PrintWriter(errors));

    assertThat(EmberCommand.heard(0, tool)).as("nothing was printed").isZero();
    assertThat(EmberCommand.heard(tool.execute("--version"), tool)).isEqualTo(1);
    assertThat(EmberCommand.heard(2, tool)).isEqualTo(2);
    tool.getErr().flush();
    assertThat(errors.toString().strip()).isEqualTo("ember: standard output could not be written");
  }

  private static Tool failing(IOException failure) {
    return Tool.withEngine(
        (model, backend) -> {
          throw failure;
        });
  }

  private static void assertWrongUsage(Run run, String sentence) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("ember: ").contains(sentence).doesNotContain("\tat ");
  }
}
