package dev.ember.converter.training.rlhf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.encode.SpecialTokens;
import dev.ember.converter.training.preference.StageSteps;
import dev.ember.converter.training.preference.TinyWorld;
import dev.ember.converter.training.rollout.SampledAnswer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

public final class RoundCollectorTest {
  /** Scores and values are read in float32. */
  private static final double ROUNDING = 1e-5;

  /** Of a reward model that was trained for long: its scores drift apart without bound. */
  private static final float SCALE = 20;

  private static final double RATE = 0.003;

  @Test
  public void collect_answerThatRanIntoTheLimit_isScoredAtTheMarkThatEndsAnswers()
      throws IOException {
    try (PpoWorld world = new PpoWorld(10)) {
      RoundCollector collector =
          new RoundCollector(world.models(), world.judges(world.zero), PpoWorld.OPTIONS);
      AnsweredPrompt whole = TinyWorld.batches(3).step(0).get(0).answers().get(0);
      int[] tokens = whole.tokens();
      AnsweredPrompt cut =
          new AnsweredPrompt(Arrays.copyOf(tokens, tokens.length - 1), whole.promptLength());
      Round stopped = collector.collect(List.of(new SampledAnswer(whole, true)), 0);
      Round limited = collector.collect(List.of(new SampledAnswer(cut, false)), 0);
      assertThat(limited.reward()).isEqualTo(stopped.reward()).isNotZero();
    }
  }

  @Test
  public void collect_answerThatAnotherTokenStopped_isScoredAtTheMarkThatEndsAnswers()
      throws IOException {
    try (PpoWorld world = new PpoWorld(10)) {
      Judges judges = world.judges(world.zero);
      RoundCollector collector = new RoundCollector(world.models(), judges, PpoWorld.OPTIONS);
      AnsweredPrompt marked = TinyWorld.batches(3).step(0).get(0).answers().get(0);
      int[] tokens = marked.tokens().clone();
      assertThat(tokens).endsWith(judges.endMark());
      int endOfText = SpecialTokens.of(TinyWorld.TOKENIZER).endOfTextId();
      tokens[tokens.length - 1] = endOfText;
      AnsweredPrompt other = new AnsweredPrompt(tokens, marked.promptLength());
      Round expected = collector.collect(List.of(new SampledAnswer(marked, true)), 0);
      Round round = collector.collect(List.of(new SampledAnswer(other, true)), 0);
      assertThat(round.reward()).isEqualTo(expected.reward()).isNotZero();
      assertThat(round.answerTokens()).isEqualTo(expected.answerTokens());
      assertThat(round.experiences().get(0).answer().tokens())
          .as("learned from is what was sampled")
          .endsWith(endOfText);
    }
  }

  @Test
  public void collect_anyZeroOfTheRewardModel_paysNoTokenForBeingThere() throws IOException {
    // Values of zero, no price of divergence, and no look ahead: an advantage is a token's reward.
    PpoOptions plain = new PpoOptions(8, 2, 2, 6, 0.2, 0.1, 1, 0, 0, 6, 200, 0);
    try (PpoWorld world = new PpoWorld(0)) {
      List<SampledAnswer> answers = PpoWorld.kindAnswers(3);
      for (double zero : new double[] {-1, 1}) {
        Round round =
            new RoundCollector(world.models(), world.judges(zero), plain).collect(answers, 0);
        for (Experience one : round.experiences()) {
          double[] advantages = Experience.advantages(List.of(one));
          int last = advantages.length - 1;
          assertThat(Arrays.copyOf(advantages, last)).containsOnly(0);
          assertThat(Math.signum(advantages[last])).isEqualTo(-zero);
        }
      }
    }
  }

  @Test
  public void collect_scoresOfAnyScale_teachTheSame() throws IOException {
    // The penalty has a scale of its own, and divergence costs nothing where nothing has moved.
    PpoOptions plain = new PpoOptions(8, 2, 2, 6, 0.2, 0.1, 1, 0.95, 0.05, 6, 200, 0);
    double[][] advantages = new double[2][];
    double[] valueLoss = new double[2];
    float[] scales = {1, SCALE};
    for (int i = 0; i < scales.length; i++) {
      try (PpoWorld world = new PpoWorld(10, scales[i])) {
        Round round =
            new RoundCollector(world.models(), world.judges(world.zero), plain)
                .collect(PpoWorld.kindAnswers(3), 0);
        assertThat(Math.abs(round.reward())).isPositive();
        advantages[i] = Experience.advantages(round.experiences());
        valueLoss[i] =
            StageSteps.run(world.objective(plain), world.parameters, 1, RATE)
                .measured(0, "valueLoss");
      }
    }
    assertThat(advantages[0]).isNotEqualTo(new double[advantages[0].length]);
    assertThat(advantages[1]).containsExactly(advantages[0], within(ROUNDING));
    assertThat(valueLoss[1]).isPositive().isCloseTo(valueLoss[0], within(ROUNDING));
  }

  @Test
  public void collect_secondRound_hasTheUnitOfTheFirst() throws IOException {
    try (PpoWorld world = new PpoWorld(10)) {
      Judges judges = world.judges(world.zero);
      RoundCollector collector = new RoundCollector(world.models(), judges, PpoWorld.OPTIONS);
      collector.collect(PpoWorld.kindAnswers(3), 0);
      Double unit = collector.rewardUnit();
      RoundCollector later = new RoundCollector(world.models(), judges, PpoWorld.OPTIONS);
      later.restoreRewardUnit(unit);
      List<SampledAnswer> others = PpoWorld.kindAnswers(4);
      assertThat(Experience.advantages(collector.collect(others, 0).experiences()))
          .isEqualTo(Experience.advantages(later.collect(others, 0).experiences()));
      assertThat(collector.rewardUnit()).isEqualTo(unit);
      RoundCollector begun = new RoundCollector(world.models(), judges, PpoWorld.OPTIONS);
      begun.collect(others, 0);
      assertThat(begun.rewardUnit()).as("of a run that began there").isNotEqualTo(unit);
    }
  }

  @Test
  public void collect_roundWithoutAReward_leavesTheUnitToTheNext() throws IOException {
    try (PpoWorld world = new PpoWorld(0)) {
      RoundCollector collector =
          new RoundCollector(world.models(), world.judges(0), PpoWorld.OPTIONS);
      collector.collect(PpoWorld.kindAnswers(3), 0);
      assertThat(collector.rewardUnit()).isNull();
    }
  }
}
