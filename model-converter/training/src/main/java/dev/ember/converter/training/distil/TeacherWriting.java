package dev.ember.converter.training.distil;

import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.model.Floats;
import dev.ember.converter.training.rollout.AnswerLikelihood;
import dev.ember.converter.training.rollout.BatchedSampler;
import dev.ember.converter.training.rollout.SampledAnswer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/** Has a teacher answer prompts, many at once. */
public final class TeacherWriting {
  private final BatchedSampler sampler;
  private final AnswerLikelihood likelihood;
  private final Tokenizer tokenizer;

  /**
   * @param sampler writes as the teacher
   * @param likelihood of the teacher
   */
  public TeacherWriting(BatchedSampler sampler, AnswerLikelihood likelihood, Tokenizer tokenizer) {
    this.sampler = sampler;
    this.likelihood = likelihood;
    this.tokenizer = tokenizer;
  }

  /** One answer to each prompt, in their order. */
  public List<TeacherAnswer> write(List<int[]> prompts, long[] seeds) {
    List<SampledAnswer> sampled = sampler.sample(prompts, seeds);
    List<AnsweredPrompt> answers = sampled.stream().map(SampledAnswer::answer).toList();
    double[] nats = nats(answers);
    List<TeacherAnswer> written = new ArrayList<>();
    for (int i = 0; i < nats.length; i++) {
      int[] tokens = answers.get(i).answer();
      boolean stopped = sampled.get(i).stopped();
      int[] words = stopped ? Arrays.copyOf(tokens, tokens.length - 1) : tokens;
      written.add(
          new TeacherAnswer(
              tokenizer.decode(words, words.length), stopped, nats[i] / tokens.length));
    }
    return written;
  }

  private double[] nats(List<AnsweredPrompt> answers) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      float[] sums = Floats.of(likelihood.ofAnswers(answers)); // [A]
      double[] nats = new double[sums.length];
      Arrays.setAll(nats, i -> -sums[i]);
      return nats;
    }
  }
}
