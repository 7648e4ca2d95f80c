package dev.ember.converter.training.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.Test;

public final class InterruptionTest {
  private static final int NOTICES = 10;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  public void await_aRunThatNeverEnds_isToldWhatToKillItCostsAndThenGivenUp() {
    Interruption interruption = interruption(0);
    assertThat(interruption.requested()).isFalse();

    interruption.await();

    assertThat(interruption.requested()).isTrue();
    assertThat(said.toString(UTF_8).strip())
        .startsWith("Stopping behind the step in work.")
        .contains("To kill process " + ProcessHandle.current().pid() + " loses what came after")
        .endsWith("The run did not stop within 0 s.")
        .hasLineCount(NOTICES + 2);
  }

  @Test(timeout = 10_000)
  public void await_aRunThatTakesLonger_endsWithIt() throws InterruptedException {
    Interruption interruption = interruption(3600);
    Thread shutdown = new Thread(interruption::await);
    shutdown.start();
    while (!interruption.requested()) {
      Thread.onSpinWait();
    }

    interruption.close();

    shutdown.join();
    assertThat(said.toString(UTF_8)).doesNotContain("did not stop");
  }

  private Interruption interruption(long noticeSeconds) {
    return new Interruption(new PrintStream(said, true, UTF_8), noticeSeconds);
  }
}
