package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.cli.Tool.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The bench at its shortest. */
public final class BenchCommandTest {
  private static final String[] SHORTEST = {"--threads", "1", "--protocol", "8/4", "--rounds", "1"};

  @ClassRule public static final TemporaryFolder folder = new TemporaryFolder();

  private static Path model; // a copy, beside which its packed weights come to lie
  private static Path measured;

  @BeforeClass
  public static void measure() throws IOException {
    model = folder.getRoot().toPath().resolve("tiny.ember");
    Files.copy(TestModel.FILE, model);
    measured = folder.getRoot().toPath().resolve("measured.json");
    Run run = bench("--json", measured.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  public void measured_saysLoadAndWhatIsResident() throws IOException {
    JsonObject report = JsonParser.parseString(Files.readString(measured)).getAsJsonObject();
    assertThat(report.get("load ms, 1 threads, median of 5").getAsDouble()).isPositive();
    assertThat(report.has("resident MB")).isEqualTo(Files.isReadable(Path.of("/proc/self/status")));
  }

  @Test
  public void against_baselineThatIsFarSlower_passesWithATable() throws IOException {
    Run run = bench("--against", baseline(0.001, 0.001).toString());

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).contains("Nothing fell behind the baseline.");
  }

  @Test
  public void against_baselineThatIsFarFaster_failsByName() throws IOException {
    Run run = bench("--against", baseline(0.001, 1000).toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("| decode | 0.00 |", "1 of 4 fell behind");
  }

  @Test
  public void against_noSuchFile_failsBeforeItMeasures() {
    Run run = bench("--against", "nowhere.json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no such file: nowhere.json");
  }

  @Test
  public void options_outOfRange_areWrongUsage() {
    for (String option : new String[] {"--rounds", "--threads"}) {
      Run run = Tool.withoutEngine().run("bench", model.toString(), option, "0");
      assertThat(run.exitCode()).as(option).isEqualTo(2);
      assertThat(run.err()).contains("expected " + option + " of at least 1 but found 0");
    }
  }

  @Test
  public void roofline_hasARowForWhatFits() {
    Run run = bench("--roofline", "--protocol", "100000/4");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().skip(2)).singleElement().asString().startsWith("| 8/4 | 1 | ");
    assertThat(run.err()).contains("100000/4 does not fit the context; left out.");
  }

  @Test(timeout = 60_000)
  public void host_emptyText_isRefused() throws IOException {
    Path text = folder.newFile().toPath();
    Run run = bench("--host", text.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(text + ": expected a text to measure on but found nothing");
  }

  /**
   * What was measured, but for speeds, and for four tokens, too few to count what one allocates.
   */
  private static Path baseline(double prefillFactor, double decodeFactor) throws IOException {
    JsonObject report = JsonParser.parseString(Files.readString(measured)).getAsJsonObject();
    JsonObject row = report.getAsJsonArray("figures").get(0).getAsJsonObject();
    scale(row, "prefillTokensPerGigaproduct", prefillFactor);
    scale(row, "decodeTokensPerGigaproduct", decodeFactor);
    row.addProperty("bytesPerToken", 1_000_000);
    Path file = folder.newFile().toPath();
    Files.writeString(file, report.toString());
    return file;
  }

  private static void scale(JsonObject row, String field, double factor) {
    row.addProperty(field, row.get(field).getAsDouble() * factor);
  }

  private static Run bench(String... more) {
    String[] arguments = new String[2 + SHORTEST.length + more.length];
    arguments[0] = "bench";
    arguments[1] = model.toString();
    System.arraycopy(SHORTEST, 0, arguments, 2, SHORTEST.length);
    System.arraycopy(more, 0, arguments, 2 + SHORTEST.length, more.length);
    return Tool.withoutEngine().run(arguments);
  }
}
