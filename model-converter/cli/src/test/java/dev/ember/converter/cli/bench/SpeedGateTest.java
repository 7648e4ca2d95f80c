package dev.ember.converter.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class SpeedGateTest {
  private static final Figures ROW = row(900, 45, 24, 0);
  private static final BenchRecord BASELINE = record(ROW);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void compare_sameRun_passes() throws IOException {
    SpeedGate gate = SpeedGate.compare(BASELINE, BASELINE);

    assertThat(gate.passed()).isTrue();
    assertThat(gate.report()).contains("| 256/64 | 1 | decode | 1.00 | 0.70 | holds |");
  }

  @Test
  public void compare_decodeBeyondTheTolerance_failsByName() throws IOException {
    SpeedGate gate = against(record(row(900, 31, 24, 0)));

    assertThat(gate.passed()).isFalse();
    assertThat(gate.report())
        .contains("| decode | 0.69 | 0.70 | FELL BEHIND |", "1 of 4 fell behind");
  }

  @Test
  public void compare_prefillBeyondTheTolerance_fails() throws IOException {
    assertThat(against(record(row(700, 45, 24, 0))).passed()).isFalse();
  }

  @Test
  public void compare_speedsWithinTheTolerances_passes() throws IOException {
    assertThat(against(record(row(750, 33, 24, 0))).passed()).isTrue();
  }

  @Test
  public void compare_oneTokenMoreReadForASecondTurn_fails() throws IOException {
    assertThat(against(record(row(900, 45, 25, 0))).passed()).isFalse();
  }

  @Test
  public void compare_allocationForEachToken_fails() throws IOException {
    assertThat(against(record(row(900, 45, 24, 4))).passed()).isTrue();
    assertThat(against(record(row(900, 45, 24, 24))).passed()).isFalse();
  }

  @Test
  public void compare_otherModelOrMissingRow_isRefused() {
    BenchRecord other = new BenchRecord("B, int8, context 512", List.of(ROW));
    assertThatThrownBy(() -> against(other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected a baseline of B");
    assertThatThrownBy(() -> against(record()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("256/64 with 1 threads");
  }

  @Test
  public void read_whatAReportWrites_givesItBack() throws IOException {
    Path file = folder.newFile("baseline.json").toPath();
    Files.writeString(file, report(ROW).json());

    BenchRecord found = BenchRecord.read(file);

    assertThat(found.model()).isEqualTo("A, int8, context 512");
    assertThat(found.figures()).containsExactly(ROW);
  }

  @Test
  public void read_rateOfNothing_isRefusedByFileAndField() throws IOException {
    Path file = folder.newFile("baseline.json").toPath();
    Files.writeString(file, report(row(0, 45, 24, 0)).json());

    assertThatThrownBy(() -> BenchRecord.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + ": $.figures[0].prefillTokensPerSecond: expected a number above 0"
                + " but found 0.0");
  }

  @Test
  public void read_whatIsNoProtocol_isRefusedByFileAndField() throws IOException {
    Path file = folder.newFile("baseline.json").toPath();
    for (String none : new String[] {"256", "256/0", "-1/64", "256/64/8", "256/x", ""}) {
      Files.writeString(file, report(ROW).json().replace("256/64", none));

      assertThatThrownBy(() -> BenchRecord.read(file))
          .isInstanceOf(IOException.class)
          .hasMessage(
              file
                  + ": $.figures[0].protocol: expected tokens of prompt and answer like 256/64"
                  + " but found \""
                  + none
                  + "\"");
    }
  }

  @Test
  public void yardstick_measured_isPositive() {
    assertThat(new Yardstick().productsPerSecond()).isPositive();
  }

  private static SpeedGate against(BenchRecord run) throws IOException {
    return SpeedGate.compare(BASELINE, run);
  }

  private static BenchReport report(Figures row) {
    BenchReport report = new BenchReport();
    report.fact("model", "A");
    report.fact("quantization", "int8");
    report.fact("context", 512);
    report.add(row);
    return report;
  }

  private static BenchRecord record(Figures... rows) {
    return new BenchRecord("A, int8, context 512", List.of(rows));
  }

  private static Figures row(double prefill, double decode, int turn, double bytes) {
    return new Figures(
        new Protocol(256, 64), 1, prefill, decode, prefill, decode, 300, 100, turn, bytes);
  }
}
