package dev.ember.converter.training.eval;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.encode.AnsweredPrompt;
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
import dev.ember.converter.training.text.Document;
import dev.ember.inference.chat.Message;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
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
  private @Nullable AnswerMarks first; // of the model that was judged first

  /**
   * What is asked; what is empty or null is left out.
   *
   * @param texts held-out texts and chats
   * @param preferences of which the held-out part is judged
   * @param reward scores the answers
   * @param questions to answer
   * @param sampling of the answers
   * @param mostTokens of an answer
   */
  public record Task(
      List<Document> texts,
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

  /** How many pieces of work one model is: documents, pairs and answers. */
  long pieces() {
    long answers = task.questions().stream().mapToLong(question -> question.turns().size()).sum();
    return task.texts().size() + pairs() + answers;
  }

  private int pairs() {
    Preferences preferences = task.preferences();
    return preferences == null ? 0 : preferences.heldOut().size();
  }

  /** Compares all that follow to a model that was judged before. */
  void compareWith(AnswerMarks marks) {
    first = marks;
  }

  /**
   * Judges a model; unless there is one already, it is the one that the others are compared to.
   *
   * @param done hears how many pieces are done
   */
  ModelJudgement judge(Path path, LongConsumer done) throws IOException {
    try (Checkpoint model = Checkpoint.open(path)) {
      Speaker speaker = new Speaker(model, new Gpt(model.parameters(), Precision.FLOAT32));
      List<JudgedText> texts = new ArrayList<>();
      for (Document document : task.texts()) {
        texts.add(JudgedText.of(model.encoder(), speaker.gpt(), document));
        done.accept(texts.size());
      }
      double pairAccuracy = pairAccuracy(speaker, done);
      long before = (long) texts.size() + pairs();
      List<Interview.Exchange> exchanges =
          new Interview(task.questions(), task.sampling(), task.mostTokens())
              .with(speaker, answers -> done.accept(before + answers));
      AnswerMarks marks = AnswerMarks.of(exchanges, rewards(exchanges));
      AnswerMarks others = first;
      first = others == null ? marks : others;
      return new ModelJudgement(
          path.toString(),
          texts,
          pairAccuracy,
          marks,
          others == null ? null : marks.against(others),
          exchanges);
    }
  }

  /** Token for token, so that a long answer is not worse for being long. */
  private double pairAccuracy(Speaker speaker, LongConsumer done) {
    Preferences preferences = task.preferences();
    if (preferences == null) {
      return Double.NaN;
    }
    AnswerLikelihood likelihood = new AnswerLikelihood(speaker.gpt());
    int context = speaker.gpt().config().context();
    PairTally tally = new PairTally();
    List<RankedBatch> batches =
        new RankedBatches(preferences, speaker.encoder(), context, 1, 0).heldOut();
    int judged = 0;
    for (RankedBatch batch : batches) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGradient = new NoGradGuard()) {
        double[] lengths =
            batch.answers().stream().mapToDouble(AnsweredPrompt::answerLength).toArray();
        Tensor sums = likelihood.ofAnswers(batch.answers()); // [A]
        Tensor means =
            sums.div(Tensor.create(lengths, lengths.length).to(sums.scalar_type())); // [A]
        tally.add(Floats.of(BradleyTerry.margins(means, batch.pairs())));
      }
      judged++;
      done.accept(task.texts().size() + (long) pairs() * judged / batches.size());
    }
    return tally.accuracy();
  }

  /** One to each answer; none without a reward model. */
  private List<Double> rewards(List<Interview.Exchange> exchanges) {
    RewardCheckpoint reward = task.reward();
    if (reward == null) {
      return List.of();
    }
    RewardModel model = reward.model(Precision.FLOAT32);
    return exchanges.stream()
        .map(exchange -> score(model, reward, exchange.asked(), exchange.answer()))
        .toList();
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
}
