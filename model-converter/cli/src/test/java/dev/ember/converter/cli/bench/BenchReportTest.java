package dev.ember.converter.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class BenchReportTest {

  @Test
  public void table_wholeAnswer_isTheFirstTokenAndAStepForEachOther() {
    BenchReport report = new BenchReport();
    report.add(new Figures(new Protocol(40, 61), 2, 900, 50, 1, 1, 300, 100, 24, 0));

    assertThat(report.table())
        .contains("| 40/61 | 2 | 900 | 50.0 | 300.0 | 1500 | 100.0 | 24 | 0 |");
  }
}
