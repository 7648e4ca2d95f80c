package dev.ember.converter.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.checkpoint.CanonicalWeights;
import dev.ember.converter.training.encode.SpecialTokens;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.tokenizer.BpeTrainer;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.List;
import org.junit.Test;

public final class ProbeReportTest {

  @Test
  public void markdown_everyTurn_isAnsweredOnItsOwnLine() {
    Tokenizer tokenizer =
        BpeTrainer.train(
            List.of("hello"),
            259,
            List.of(
                SpecialTokens.END_OF_TEXT, SpecialTokens.START_OF_TURN, SpecialTokens.END_OF_TURN));
    DecoderConfig config =
        DecoderConfig.llama(259, 400)
            .hidden(8)
            .layers(1)
            .heads(2, 1)
            .headSize(4)
            .feedForward(8)
            .ropeTheta(100)
            .tied(true)
            .build();
    try (Parameters parameters = Parameters.random(config, 1);
        ReferenceBackend backend = new ReferenceBackend(CanonicalWeights.of(parameters))) {
      String report = new ProbeReport(backend, tokenizer).markdown(List.of("hi | bye", "hello"));
      assertThat(report.lines())
          .filteredOn(line -> line.startsWith("- "))
          .hasSize(3)
          .satisfiesExactly(
              line -> assertThat(line).startsWith("- **hi** "),
              line -> assertThat(line).startsWith("- **bye** "),
              line -> assertThat(line).startsWith("- **hello** "));
    }
  }

  @Test
  public void probes_are_atLeastForty_someOfSeveralTurns() throws IOException {
    List<String> probes = ProbeReport.probes();
    assertThat(probes.size()).isGreaterThanOrEqualTo(40);
    assertThat(probes).anyMatch(probe -> probe.contains(" | "));
  }
}
