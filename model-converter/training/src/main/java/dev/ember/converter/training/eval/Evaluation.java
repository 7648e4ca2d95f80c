package dev.ember.converter.training.eval;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.encode.AnswerEncoder;
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
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
   * @param interview what is to be answered
   * @param sampling how, and how often
   * @param seed of the first round of answers
   */
  record Task(
      List<Document> texts,
      @Nullable Preferences preferences,
      @Nullable RewardCheckpoint reward,
      Interview interview,
      SamplingArguments sampling,
      long seed) {
    Task {
      texts = List.copyOf(texts);
    }
  }

  Evaluation(Task task) {
    this.task = task;
  }

  /** How many pieces of work one model is: documents, pairs and answers. */
  long pieces() {
    return task.texts().size() + pairs() + task.sampling().rounds() * task.interview().turns();
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
   * @return nothing if it was told to stop
   * @throws IOException also if a question does not fit into the model's window, or the model's own
   *     sampling is greedy where several seeds are asked for
   */
  Optional<ModelJudgement> judge(Path path, LongConsumer done, BooleanSupplier stop)
      throws IOException {
    try (Checkpoint model = Checkpoint.openToJudge(path)) {
      Speaker speaker = new Speaker(model, new Gpt(model.parameters(), Precision.FLOAT32));
      task.interview().requireRoom(speaker, path);
      List<SamplingOptions> samplings =
          task.sampling().rounds(path, model.chat().sampling(), task.seed());
      List<JudgedText> texts = new ArrayList<>();
      for (Document document : task.texts()) {
        if (stop.getAsBoolean()) {
          return Optional.empty();
        }
        texts.add(JudgedText.of(model.encoder(), speaker.gpt(), document));
        done.accept(texts.size());
      }
      double pairAccuracy = pairAccuracy(speaker, done, stop);
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      long before = (long) texts.size() + pairs();
      Optional<List<Interview.Round>> rounds =
          task.interview().with(speaker, samplings, answers -> done.accept(before + answers), stop);
      return rounds.isEmpty()
          ? Optional.empty()
          : Optional.of(judgement(path, texts, pairAccuracy, rounds.get()));
    }
  }

  private ModelJudgement judgement(
      Path path, List<JudgedText> texts, double pairAccuracy, List<Interview.Round> rounds)
      throws IOException {
    List<Interview.Exchange> exchanges =
        rounds.stream().flatMap(round -> round.exchanges().stream()).toList();
    AnswerMarks marks = AnswerMarks.of(exchanges, rewards(exchanges));
    AnswerMarks others = first;
    first = others == null ? marks : others;
    return new ModelJudgement(
        path.toString(),
        texts,
        pairAccuracy,
        marks,
        others == null ? null : marks.against(others),
        rounds);
  }

  /**
   * Token for token, so that a long answer is not worse for being long; of those up to the stop.
   */
  private double pairAccuracy(Speaker speaker, LongConsumer done, BooleanSupplier stop) {
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
      if (stop.getAsBoolean()) {
        break;
      }
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

  /**
   * One to each answer; none without a reward model, which reads text, so that models of any
   * tokenizer can be compared.
   */
  private List<Double> rewards(List<Interview.Exchange> exchanges) throws IOException {
    RewardCheckpoint reward = task.reward();
    if (reward == null) {
      return List.of();
    }
    AnswerEncoder encoder = reward.encoder();
    RewardModel model = reward.model(Precision.FLOAT32);
    List<Double> scores = new ArrayList<>();
    for (Interview.Exchange exchange : exchanges) {
      String answer = exchange.answer();
      List<Message> chat =
          task.interview()
              .readBy(
                  exchange,
                  some -> encoder.answered(some, answer).tokens().length,
                  reward.context());
      scores.add(score(model, encoder.answered(chat, answer)));
    }
    return scores;
  }

  private static double score(RewardModel model, AnsweredPrompt tokens) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      return Floats.of(model.scores(List.of(tokens)))[0];
    }
  }
}
