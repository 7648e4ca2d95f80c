package dev.ember.converter.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public final class TrainerMainTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void sentence_exceptionsOfThePlatform_nameTheFileAndWhatIsWrongWithIt() {
    assertSentence(new NoSuchFileException("a"), "a: expected a file but found none");
    assertSentence(new AccessDeniedException("a"), "a: no permission");
    assertSentence(new FileAlreadyExistsException("a"), "a: exists already");
    assertSentence(new NotDirectoryException("a"), "a: not a folder");
    assertSentence(new DirectoryNotEmptyException("a"), "a: folder is not empty");
    assertSentence(new FileSystemLoopException("a"), "a: cannot access");
    assertSentence(new FileSystemException("a", null, "No space left"), "a: No space left");
    assertSentence(new MalformedInputException(1), "expected UTF-8 but found other bytes");
    assertSentence(new IOException("a: expected b but found c"), "a: expected b but found c");
  }

  @Test
  public void failure_aFilesFaultWithinAnother_isOneSentence() throws Exception {
    StringWriter errors = new StringWriter();
    CommandLine trainer = TrainerMain.commandLine().setErr(new PrintWriter(errors, true));
    Exception failure = new UncheckedIOException(new NoSuchFileException("a"));

    int code =
        trainer.getExecutionExceptionHandler().handleExecutionException(failure, trainer, null);

    assertThat(code).isEqualTo(1);
    assertThat(errors.toString().strip()).isEqualTo("ember: a: expected a file but found none");
  }

  @Test
  public void failure_debug_printsWhereItHappened() throws IOException {
    StringWriter errors = new StringWriter();
    CommandLine trainer = TrainerMain.commandLine().setErr(new PrintWriter(errors, true));

    String empty = temporary.newFile("empty.txt").getPath();
    int code = trainer.execute("tokenizer", "--debug", empty);

    assertThat(code).isEqualTo(1);
    assertThat(errors.toString()).startsWith("tokenizer: ").contains("\tat dev.ember.converter");
  }

  @Test
  public void option_unknown_suggestsTheOneThatWasMeant() {
    StringWriter errors = new StringWriter();
    CommandLine trainer = TrainerMain.commandLine().setErr(new PrintWriter(errors, true));

    int code = trainer.execute("tokenizer", "a.txt", "--vocabulry", "300");

    assertThat(code).isEqualTo(2);
    assertThat(errors.toString()).contains("--vocabulry").contains("--vocabulary");
  }

  @Test
  public void failure_ofMemory_isOneSentenceThatNamesWhatNeedsLess() throws Exception {
    StringWriter errors = new StringWriter();
    CommandLine sft = requireNonNull(TrainerMain.commandLine().getSubcommands().get("sft"));
    sft.setErr(new PrintWriter(errors, true));
    Exception libtorch =
        new RuntimeException(
            "[enforce fail at alloc_cpu.cpp:117] err == 0. DefaultCPUAllocator: can't allocate"
                + " memory: you tried to allocate 4096 bytes. Error code 12\nframe #0: ...");
    Exception wrapped = new IllegalStateException("a part failed", new OutOfMemoryError("heap"));

    for (Exception failure : new Exception[] {libtorch, wrapped}) {
      assertThat(sft.getExecutionExceptionHandler().handleExecutionException(failure, sft, null))
          .isEqualTo(1);
    }

    assertThat(errors.toString().lines())
        .containsExactly(
            "sft: expected memory enough for a step but found none left for 4096 bytes more; less"
                + " of --rows, --length needs less, and more of --accumulate makes up for it",
            "sft: expected memory enough for a step but found none left; less of --rows, --length"
                + " needs less, and more of --accumulate makes up for it");
  }

  @Test
  public void execute_anErrorOfMemory_isOneSentenceToo() {
    StringWriter errors = new StringWriter();
    CommandLine trainer = TrainerMain.commandLine().addSubcommand("hungry", new Hungry());
    trainer
        .setExecutionStrategy(trainer.getExecutionStrategy())
        .setExecutionExceptionHandler(trainer.getExecutionExceptionHandler())
        .setErr(new PrintWriter(errors, true));

    assertThat(trainer.execute("hungry")).isEqualTo(1);

    assertThat(errors.toString().strip())
        .startsWith("hungry: expected room in the Java heap but found all of its ")
        .contains("EMBER_JAVA_OPTS=-Xmx")
        .doesNotContain("\n");
  }

  @CommandLine.Command(name = "hungry")
  private static final class Hungry implements Runnable {
    @Override
    public void run() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Test
  public void heard_standardOutputRefuses_isNoSuccess() {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(errors, true, UTF_8);
    PrintStream full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw new IOException("No space left on device");
              }
            },
            false,
            UTF_8);
    assertThat(TrainerMain.heard(0, full, err)).as("nothing was printed").isZero();
    full.println("a number");

    assertThat(TrainerMain.heard(0, full, err)).isEqualTo(1);
    assertThat(TrainerMain.heard(130, full, err)).isEqualTo(130);
    assertThat(errors.toString(UTF_8).strip())
        .isEqualTo("ember: standard output could not be written");
  }

  private static void assertSentence(IOException failure, String sentence) {
    assertThat(TrainerMain.sentence(failure)).isEqualTo(sentence);
  }
}
