package dev.ember.converter.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.Test;

public final class BenchReportTest {

  @Test
  public void resident_isAFactInMillionsOfBytesWhereTheSystemSays() {
    BenchReport report = new BenchReport();
    report.resident(OptionalLong.empty());
    assertThat(report.table()).doesNotContain("resident");
    assertThat(report.json()).doesNotContain("resident");
    report.resident(OptionalLong.of(123_456_789));
    assertThat(report.table()).contains("resident MB: 123.5\n");
    assertThat(report.json()).contains("\"resident MB\": 123.5");
  }

  @Test
  public void table_wholeAnswer_isTheFirstTokenAndAStepForEachOther() {
    BenchReport report = new BenchReport();
    report.add(new Figures(new Protocol(40, 61), 2, 900, 50, 1, 1, 300, 100, 24, 0));

    assertThat(report.table())
        .contains("| 40/61 | 2 | 900 | 50.0 | 300.0 | 1500 | 100.0 | 24 | 0 |");
  }
}
