package dev.ember.converter.training.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public final class CountBarTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long nanos = -7; // a clock may begin anywhere

  @Test
  public void update_manyBytes_leavesTimeByWhatIsLeft() {
    long all = 40_000_000_000L;
    CountBar bar = new CountBar(out, true, "bytes", all, () -> nanos);
    bar.update(0);
    pass(60);
    bar.update(all / 4);
    assertThat(lastLine()).contains(" 25 %", "  3:00 left");
  }

  @Test
  public void update_goingOn_countsTheTimeOfWhatIsDoneNow() {
    CountBar bar = new CountBar(out, true, "bytes", 1000, () -> nanos);
    bar.update(900); // by an earlier call
    assertThat(lastLine()).contains(" 90 %", "  0:00 left");
    pass(10);
    bar.update(950);
    assertThat(lastLine()).contains(" 95 %", "  0:10 left");
  }

  private void pass(int seconds) {
    nanos += TimeUnit.SECONDS.toNanos(seconds);
  }

  private String lastLine() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    return text.substring(text.lastIndexOf("\r\033[K") + 4);
  }
}
