package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.Tool.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the tool says and does where memory is short. */
public final class FreeMemoryTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final List<String> notes = new ArrayList<>();

  @Test
  public void bytes_meminfo_isWhatIsAvailable() throws IOException {
    Path meminfo = folder.newFile().toPath();
    Files.writeString(meminfo, "MemTotal:  24 kB\nMemFree: 3 kB\nMemAvailable:   17 kB\n");

    assertThat(new FreeMemory(meminfo).bytes()).isEqualTo(17 * 1024);
  }

  @Test
  public void bytes_noSuchFile_isMoreThanAnythingNeeds() {
    Path nowhere = folder.getRoot().toPath().resolve("meminfo");

    assertThat(new FreeMemory(nowhere).bytes()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  public void generate_enoughMemory_saysNothing() {
    assertThat(generate(Long.MAX_VALUE).exitCode()).isZero();
    assertThat(notes).isEmpty();
  }

  @Test
  public void generate_noMemory_isRefusedInOneSentence() {
    Run run = generate(1_000_000);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("ember: ")
        .contains("expected", "MB of free memory", "but found 1.00 MB")
        .hasLineCount(1);
  }

  @Test
  public void generate_littleMemory_answersInASmallerContextAndSaysSo() {
    Run run = generate(leastBytes());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isNotBlank();
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).contains("not enough free memory", "one token at a time");
  }

  /** What the refusal says that it takes, rounded up. */
  private long leastBytes() {
    String megabytes = generate(0).err().replaceAll("(?s).*expected ([0-9.]+) MB.*", "$1");
    return (long) ((Double.parseDouble(megabytes) + 0.01) * 1e6);
  }

  private Run generate(long freeBytes) {
    return Tool.withEngine(new ModelEngines(() -> freeBytes, notes::add))
        .run(
            "generate",
            TestModel.FILE.toString(),
            "--prompt",
            "Hello",
            "--max-tokens",
            "4",
            "--temperature",
            "0");
  }
}
