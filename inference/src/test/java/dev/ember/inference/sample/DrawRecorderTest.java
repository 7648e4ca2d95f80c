package dev.ember.inference.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.Test;

public final class DrawRecorderTest {
  private static final float NOISE = 1e-5f; // of float exponentials
  private static final int BIG_VOCABULARY = 150_000;

  /**
   * The window and what the JVM takes by the way; a thousandth of what a draw that is watched
   * takes.
   */
  private static final long MOST_BYTES_UNWATCHED = 4096;

  private static final float[] LOGITS = {
    (float) Math.log(0.1), (float) Math.log(0.4), (float) Math.log(0.2), (float) Math.log(0.3)
  };

  @Test
  public void draw_topP_showsRawAndFinalProbability() {
    Draw draw = draw(new SamplingOptions(1, 0, 0.65f, 0, 1, 0, 0), new TokenWindow(0), 3);
    assertThat(draw.candidates()).extracting(DrawCandidate::token).startsWith(1, 3, 2);
    assertCandidate(draw.candidates().get(0), 0.4f, 4 / 7f);
    assertCandidate(draw.candidates().get(1), 0.3f, 3 / 7f);
    assertCandidate(draw.candidates().get(2), 0.2f, 0);
    assertThat(draw.candidates()).extracting(DrawCandidate::rank).startsWith(1, 2, 3);
  }

  @Test
  public void sample_nobodyLooks_copiesAndSumsNothing() {
    float[] logits = new float[BIG_VOCABULARY];
    Random random = new Random(5);
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) random.nextGaussian();
    }
    DrawRecorder recorder = new DrawRecorder();
    Sampler sampler =
        Sampler.of(new SamplingOptions(0.8f, 40, 0.95f, 0.05f, 1.1f, 64, 3), recorder);
    recorder.want(3); // looked at once, and no more
    long watched = allocatedBytes(sampler, logits);
    recorder.want(0);
    allocatedBytes(sampler, logits);
    assertThat(watched).isGreaterThan((long) BIG_VOCABULARY * Float.BYTES); // a copy of the logits
    assertThat(allocatedBytes(sampler, logits)).isLessThan(MOST_BYTES_UNWATCHED);
  }

  private static long allocatedBytes(Sampler sampler, float[] logits) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    TokenWindow recent = new TokenWindow(64);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 5; i++) {
      recent.add(sampler.sample(logits, recent));
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  public void draw_everyStep_showsWhatItLeaves() {
    TokenWindow recent = new TokenWindow(1);
    recent.add(3);
    float penalty = 2; // doubles log(0.3), so that it weighs 0.09
    Draw draw = draw(new SamplingOptions(0.5f, 3, 0.75f, 0.2f, penalty, 1, 0), recent, 4);
    DrawCandidate likeliest = draw.candidates().get(0);
    float penalised = 0.1f + 0.4f + 0.2f + 0.09f;
    assertThat(likeliest.probability(SamplingStep.LOGITS)).isCloseTo(0.4f, within(NOISE));
    assertThat(likeliest.probability(SamplingStep.PENALTY))
        .isCloseTo(0.4f / penalised, within(NOISE));
    // the three best are 0.4, 0.2 and 0.1
    assertThat(likeliest.probability(SamplingStep.TOP_K)).isCloseTo(0.4f / 0.7f, within(NOISE));
    // squared: 0.16, 0.04 and 0.01
    assertThat(likeliest.probability(SamplingStep.TEMPERATURE))
        .isCloseTo(0.16f / 0.21f, within(NOISE));
    // 0.01 is less than a fifth of 0.16
    assertThat(likeliest.probability(SamplingStep.MIN_P)).isCloseTo(0.8f, within(NOISE));
    assertThat(likeliest.probability(SamplingStep.TOP_P)).isCloseTo(1, within(NOISE));
    DrawCandidate penalisedToken = draw.candidates().get(1);
    assertThat(penalisedToken.token()).isEqualTo(3);
    assertThat(penalisedToken.probability(SamplingStep.TOP_K)).isZero();
  }

  @Test
  public void draw_greedyWithPenalty_givesAllToTheChosen() {
    TokenWindow recent = new TokenWindow(1);
    recent.add(1);
    Draw draw = draw(new SamplingOptions(0, 0, 1, 0, 2, 1, 0), recent, 99);
    assertThat(draw.candidates()).hasSize(4);
    assertCandidate(draw.candidates().get(0), 0.4f, 0); // the likeliest, but said before
    assertCandidate(draw.candidates().get(1), 0.3f, 1);
    assertThat(draw.drawn().token()).isEqualTo(3);
  }

  @Test
  public void draw_greedy_losesTheOthersToTheTemperatureAndNotBefore() {
    for (DrawCandidate other : draw(SamplingOptions.GREEDY, new TokenWindow(0), 4).candidates()) {
      assertThat(other.probability(SamplingStep.TOP_K))
          .isCloseTo(other.rawProbability(), within(NOISE));
      assertThat(other.probability(SamplingStep.TEMPERATURE)).isEqualTo(other.token() == 1 ? 1 : 0);
    }
  }

  @Test
  public void draw_windowLongerThanAnyText_penalisesTheWholeText() {
    int[] before = {1, 3, 1};
    SamplingOptions all = new SamplingOptions(0, 0, 1, 0, 2, Integer.MAX_VALUE, 0);
    SamplingOptions three = new SamplingOptions(0, 0, 1, 0, 2, before.length, 0);
    assertThat(DrawRecorder.draw(LOGITS, before, all, 4))
        .isEqualTo(DrawRecorder.draw(LOGITS, before, three, 4));
    assertThat(DrawRecorder.draw(LOGITS, before, all, 4).token()).isEqualTo(2);
  }

  @Test
  public void draw_unlikelyToken_isNamedBehindTheLikeliest() {
    SamplingOptions flat = new SamplingOptions(2, 0, 1, 0, 1, 0, 4);
    DrawRecorder recorder = new DrawRecorder();
    recorder.want(1);
    Sampler sampler = Sampler.of(flat, recorder);
    Draw draw = recorder.draw(sampler.sample(LOGITS, new TokenWindow(0)));
    while (draw.token() == 1) {
      draw = recorder.draw(sampler.sample(LOGITS, new TokenWindow(0)));
    }
    assertThat(draw.candidates()).hasSize(2);
    assertThat(draw.drawn().rank()).isGreaterThan(1);
  }

  @Test
  public void sample_watched_drawsTheSameTokens() {
    Random random = new Random(8);
    SamplingOptions options = new SamplingOptions(1.2f, 20, 0.9f, 0.02f, 1.1f, 4, 77);
    DrawRecorder recorder = new DrawRecorder();
    recorder.want(5);
    Sampler watched = Sampler.of(options, recorder);
    Sampler alone = Sampler.of(options);
    TokenWindow recent = new TokenWindow(4);
    for (int step = 0; step < 100; step++) {
      float[] logits = new float[50];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) (3 * random.nextGaussian());
      }
      int token = watched.sample(logits, recent);
      assertThat(alone.sample(logits, recent)).isEqualTo(token);
      assertThat(recorder.draw(token).drawn().finalProbability()).isPositive();
      recent.add(token);
    }
  }

  @Test
  public void draw_dice_fallIntoTheDrawnToken() {
    for (int seed = 0; seed < 50; seed++) {
      Draw draw = draw(new SamplingOptions(0.8f, 3, 0.95f, 0, 1, 0, seed), new TokenWindow(0), 4);
      Dice dice = Objects.requireNonNull(draw.dice(), "dice");
      assertThat(dice.value()).isBetween(dice.from(), dice.to());
      assertThat((float) (dice.to() - dice.from()))
          .isCloseTo(draw.drawn().finalProbability(), within(NOISE));
    }
  }

  @Test
  public void draw_candidates_lieAsInTheDrawWhateverIsCut() {
    Random random = new Random(9);
    float[] logits = new float[200];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (3 * random.nextGaussian());
    }
    for (int seed = 0; seed < 200; seed++) {
      for (SamplingOptions options :
          List.of(
              new SamplingOptions(1, 0, 1, 0, 1, 0, seed), // by token
              new SamplingOptions(1.3f, 0, 1, 0.01f, 1.2f, 4, seed),
              new SamplingOptions(0.8f, 40, 1, 0, 1.2f, 4, seed), // the best first
              new SamplingOptions(0.8f, 0, 0.95f, 0, 1.2f, 4, seed))) {
        requireOrder(DrawRecorder.draw(logits, new int[] {3, 7, 19, 3}, options, logits.length));
      }
    }
  }

  private static void requireOrder(Draw draw) {
    Dice dice = Objects.requireNonNull(draw.dice(), "dice");
    assertThat(draw.drawn().start()).isEqualTo(dice.from());
    List<DrawCandidate> left = new ArrayList<>(draw.candidates());
    left.removeIf(candidate -> candidate.finalProbability() == 0);
    left.sort(Comparator.comparingDouble(DrawCandidate::start));
    double end = 0;
    for (DrawCandidate candidate : left) {
      assertThat(candidate.start()).isCloseTo(end, within((double) NOISE));
      end = candidate.start() + candidate.finalProbability();
      if (candidate.token() != draw.token()) {
        assertThat(dice.value() >= candidate.start() && dice.value() < end - NOISE).isFalse();
      }
    }
    assertThat(end).isCloseTo(1, within((double) NOISE));
  }

  @Test
  public void draw_greedy_throwsNoDiceAndTheLikeliestIsAll() {
    Draw draw = draw(SamplingOptions.GREEDY, new TokenWindow(0), 2);
    assertThat(draw.dice()).isNull();
    assertThat(draw.drawn().start()).isZero();
    assertThat(draw.drawn().finalProbability()).isEqualTo(1);
  }

  @Test
  public void draw_logits_equalADirectSoftmax() {
    Random random = new Random(5);
    float[] logits = new float[300];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (4 * random.nextGaussian());
    }
    SamplingOptions options = new SamplingOptions(0.6f, 0, 1, 0, 1, 0, 3);
    Draw draw = DrawRecorder.draw(logits, new int[] {1, 2}, options, logits.length);
    for (DrawCandidate candidate : draw.candidates()) {
      assertThat(candidate.rawProbability())
          .isCloseTo(softmax(logits, 1, candidate.token()), within(NOISE));
      assertThat(candidate.finalProbability())
          .isCloseTo(softmax(logits, options.temperature(), candidate.token()), within(NOISE));
    }
  }

  private static float softmax(float[] logits, double temperature, int token) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp((logit - logits[token]) / temperature);
    }
    return (float) (1 / sum);
  }

  @Test
  public void draw_notWanted_throws() {
    assertThatThrownBy(() -> new DrawRecorder().draw(0)).isInstanceOf(IllegalStateException.class);
  }

  private static Draw draw(SamplingOptions options, TokenWindow recent, int wanted) {
    DrawRecorder recorder = new DrawRecorder();
    recorder.want(wanted);
    return recorder.draw(Sampler.of(options, recorder).sample(LOGITS, recent));
  }

  private static void assertCandidate(DrawCandidate candidate, float raw, float last) {
    assertThat(candidate.rawProbability()).isCloseTo(raw, within(NOISE));
    assertThat(candidate.finalProbability()).isCloseTo(last, within(NOISE));
  }
}
