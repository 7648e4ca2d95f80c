package dev.ember.inference.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.Test;

public final class CandidateReportTest {
  private static final float NOISE = 1e-5f; // of float exponentials
  private static final float[] LOGITS = {
    (float) Math.log(0.1), (float) Math.log(0.4), (float) Math.log(0.2), (float) Math.log(0.3)
  };

  @Test
  public void of_topP_showsRawAndFinalProbability() {
    SamplingOptions options = new SamplingOptions(1, 0, 0.65f, 0, 1, 0, 0);
    List<Candidate> report = CandidateReport.of(options, LOGITS, new TokenWindow(0), 3);
    assertThat(report).extracting(Candidate::token).containsExactly(1, 3, 2);
    assertCandidate(report.get(0), 0.4f, 4 / 7f);
    assertCandidate(report.get(1), 0.3f, 3 / 7f);
    assertCandidate(report.get(2), 0.2f, 0);
  }

  @Test
  public void of_greedyWithPenalty_givesAllToTheChosen() {
    TokenWindow recent = new TokenWindow(1);
    recent.add(1);
    SamplingOptions options = new SamplingOptions(0, 0, 1, 0, 2, 1, 0);
    List<Candidate> report = CandidateReport.of(options, LOGITS, recent, 99);
    assertThat(report).hasSize(4);
    assertCandidate(report.get(0), 0.4f, 0); // the likeliest, but said before
    assertCandidate(report.get(1), 0.3f, 1);
  }

  private static void assertCandidate(Candidate candidate, float raw, float finalProbability) {
    assertThat(candidate.rawProbability()).isCloseTo(raw, within(NOISE));
    assertThat(candidate.finalProbability()).isCloseTo(finalProbability, within(NOISE));
  }
}
