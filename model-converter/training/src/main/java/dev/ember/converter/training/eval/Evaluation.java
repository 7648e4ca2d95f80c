package dev.ember.converter.training.eval;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.encode.TokenizedText;
import dev.ember.converter.training.model.Floats;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.objective.BradleyTerry;
import dev.ember.converter.training.preference.PairTally;
import dev.ember.converter.training.preference.Preferences;
import dev.ember.converter.training.preference.RankedBatch;
import dev.ember.converter.training.preference.RankedBatches;
import dev.ember.converter.training.reward.RewardCheckpoint;
import dev.ember.converter.training.reward.RewardModel;
import dev.ember.converter.training.rollout.AnswerLikelihood;
import dev.ember.converter.training.rollout.Speaker;
import dev.ember.inference.chat.Message;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Judges models beside each other: how well they predict a text, whether they find better answers
 * likelier, what their own answers are worth. Every model answers the same questions with the same
 * seeds, and the first is what the others are compared to.
 */
public final class Evaluation {
  private final Task task;
  private final List<Double> firstRewards = new ArrayList<>();
  private final List<Integer> firstRules = new ArrayList<>();

  /**
   * What is asked; what is empty or null is left out.
   *
   * @param texts held-out documents
   * @param preferences of which the held-out part is judged
   * @param reward scores the answers
   * @param questions to answer
   * @param sampling of the answers
   * @param mostTokens of an answer
   */
  public record Task(
      List<String> texts,
      @Nullable Preferences preferences,
      @Nullable RewardCheckpoint reward,
      List<Question> questions,
      SamplingOptions sampling,
      int mostTokens) {
    public Task {
      texts = List.copyOf(texts);
      questions = List.copyOf(questions);
    }
  }

  public Evaluation(Task task) {
    this.task = task;
  }

  /** Judges a model; the first that is judged is the one that the others are compared to. */
  ModelJudgement judge(Path path) throws IOException {
    try (Checkpoint model = Checkpoint.open(path)) {
      Speaker speaker = new Speaker(model, new Gpt(model.parameters(), Precision.FLOAT32));
      TextLoss loss = textLoss(model, speaker.gpt());
      Answers answers = answer(speaker);
      boolean first = firstRules.isEmpty();
      WinTally byReward = new WinTally();
      WinTally byRules = new WinTally();
      for (int i = 0; i < answers.exchanges.size(); i++) {
        if (first) {
          firstRules.add(answers.rulesKept.get(i));
          firstRewards.add(answers.rewards.get(i));
        } else {
          byRules.add(answers.rulesKept.get(i), firstRules.get(i));
          if (task.reward() != null) {
            byReward.add(answers.rewards.get(i), firstRewards.get(i));
          }
        }
      }
      return new ModelJudgement(
          path.toString(),
          loss.loss(),
          loss.bitsPerByte(),
          pairAccuracy(speaker),
          answers.meanReward(),
          answers.rules(),
          byReward.rate(),
          byRules.rate(),
          byReward.margin(),
          answers.exchanges);
    }
  }

  private TextLoss textLoss(Checkpoint model, Gpt gpt) {
    TextLoss all = new TextLoss(0, 0, 0);
    for (String text : task.texts()) {
      TokenizedText tokens = model.encoder().plain(text);
      long bytes = text.getBytes(StandardCharsets.UTF_8).length;
      all = all.plus(TextLoss.of(gpt, tokens.tokens(), bytes));
    }
    return all;
  }

  /** Token for token, so that a long answer is not worse for being long. */
  private double pairAccuracy(Speaker speaker) {
    Preferences preferences = task.preferences();
    if (preferences == null) {
      return Double.NaN;
    }
    AnswerLikelihood likelihood = new AnswerLikelihood(speaker.gpt());
    int context = speaker.gpt().config().context();
    PairTally tally = new PairTally();
    for (RankedBatch batch :
        new RankedBatches(preferences, speaker.encoder(), context, 1, 0).heldOut()) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGradient = new NoGradGuard()) {
        double[] lengths =
            batch.answers().stream().mapToDouble(AnsweredPrompt::answerLength).toArray();
        Tensor sums = likelihood.ofAnswers(batch.answers()); // [A]
        Tensor means =
            sums.div(Tensor.create(lengths, lengths.length).to(sums.scalar_type())); // [A]
        tally.add(Floats.of(BradleyTerry.margins(means, batch.pairs())));
      }
    }
    return tally.accuracy();
  }

  private Answers answer(Speaker speaker) {
    Answers answers = new Answers();
    new Interview(task.questions(), task.sampling(), task.mostTokens())
        .with(speaker)
        .forEach(answers::add);
    RewardCheckpoint reward = task.reward();
    if (reward != null) {
      RewardModel model = reward.model(Precision.FLOAT32);
      for (Interview.Exchange exchange : answers.exchanges) {
        answers.rewards.add(score(model, reward, exchange.asked(), exchange.answer()));
      }
    } else {
      answers.exchanges.forEach(exchange -> answers.rewards.add(Double.NaN));
    }
    return answers;
  }

  /** The reward model reads text, so that models of any tokenizer can be compared. */
  private static double score(
      RewardModel model, RewardCheckpoint reward, List<Message> prompt, String answer) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      AnsweredPrompt tokens = reward.encoder().answered(prompt, answer);
      return Floats.of(model.scores(List.of(tokens)))[0];
    }
  }

  /** A model's answers to all questions. */
  private static final class Answers {
    private final List<Interview.Exchange> exchanges = new ArrayList<>();
    private final List<Double> rewards = new ArrayList<>();
    private final List<Integer> rulesKept = new ArrayList<>();
    private final Map<AnswerRule, Integer> kept = new EnumMap<>(AnswerRule.class);

    private void add(Interview.Exchange exchange) {
      int count = 0;
      for (AnswerRule rule : AnswerRule.values()) {
        boolean holds = rule.holds(exchange.answer(), exchange.stopped());
        kept.merge(rule, holds ? 1 : 0, Integer::sum);
        count += holds ? 1 : 0;
      }
      exchanges.add(exchange);
      rulesKept.add(count);
    }

    private Map<AnswerRule, Double> rules() {
      Map<AnswerRule, Double> shares = new EnumMap<>(AnswerRule.class);
      kept.forEach((rule, count) -> shares.put(rule, (double) count / exchanges.size()));
      return shares;
    }

    private double meanReward() {
      return rewards.stream().mapToDouble(reward -> reward).average().orElse(Double.NaN);
    }
  }
}
