package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.Tool.Run;
import java.nio.file.Path;
import org.junit.Test;

public final class FailureReportTest {
  private static final Path HOME = Path.of(System.getProperty("ember.home"));

  @Test
  public void heap_full_isOneLineThatSaysHowItGetsLarger() {
    Run run = failing("Java heap space", "chat");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err())
        .startsWith("ember: expected room in the Java heap but found all of its ")
        .contains("EMBER_JAVA_OPTS=-Xmx");
  }

  @Test
  public void heap_full_debugSaysWhereItWas() {
    assertThat(failing("Java heap space", "chat", "--debug").err()).contains("\tat ");
  }

  @Test
  public void memory_otherThanTheHeap_isOneLineToo() {
    assertThat(failing("unable to create native thread", "chat").err())
        .isEqualTo(
            "ember: expected memory enough but found none left: unable to create native thread"
                + System.lineSeparator());
  }

  private static Run failing(String shortage, String... arguments) {
    return Tool.with(
            (model, backend) -> {
              throw new OutOfMemoryError(shortage);
            },
            HOME)
        .run(arguments);
  }
}
