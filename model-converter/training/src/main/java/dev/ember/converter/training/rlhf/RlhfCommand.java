package dev.ember.converter.training.rlhf;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.optim.LearningRate;
import dev.ember.converter.training.preference.PreferenceReader;
import dev.ember.converter.training.preference.PromptEntry;
import dev.ember.converter.training.preference.PromptReader;
import dev.ember.converter.training.reward.RewardCheckpoint;
import dev.ember.converter.training.rollout.AnswerLikelihood;
import dev.ember.converter.training.rollout.BatchedSampler;
import dev.ember.converter.training.rollout.Speaker;
import dev.ember.converter.training.run.PrecisionChoice;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.run.RunSettings;
import dev.ember.converter.training.run.StageCommand;
import dev.ember.converter.training.run.StageRun;
import dev.ember.converter.training.run.StageWork;
import dev.ember.converter.training.run.TuningSchedule;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./ember rlhf}: a tuned model learns to please a reward model, on a leash. */
@Command(
    name = "rlhf",
    description = "Tunes a model against a reward model (PPO), held near where it began.")
public final class RlhfCommand extends StageCommand {
  private static final int STEPS = 400;
  private static final double RATE = 3e-5;

  /** What is learned from is what was sampled: no filter, temperature 1. */
  private static final SamplingOptions PURE = new SamplingOptions(1, 0, 1, 0, 1, 0, 0);

  /** No decay: the divergence holds the policy. */
  private static final AdamW.Options OPTIMIZER = new AdamW.Options(0.9, 0.95, 1e-8, 0, 1.0);

  @Option(
      names = "--from",
      required = true,
      paramLabel = "MODEL",
      description = "the model to tune, which it is held near to")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path from;

  @Option(
      names = "--reward",
      required = true,
      paramLabel = "RUN",
      description = "what ./ember reward left")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path reward;

  @Option(
      names = "--prompts",
      required = true,
      paramLabel = "FILE",
      description =
          "what users say: text, a chat a line, or a file of ranked answers, of which those are"
              + " left out that ./ember reward holds out")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path prompts;

  @Mixin private PpoArguments ppo = new PpoArguments();
  @Mixin private TuningSchedule schedule = new TuningSchedule();

  private boolean endedEarly;

  @Override
  protected StageWork prepare() {
    LearningRate rates = schedule.schedule(STEPS, RATE);
    PpoOptions options = ppo.options();
    PrecisionChoice precision = run().precision();
    return stop -> work(rates, options, precision, stop);
  }

  private boolean work(
      LearningRate rates, PpoOptions options, PrecisionChoice choice, BooleanSupplier stop)
      throws IOException {
    RunFolder folder = run().folder("rlhf");
    List<PromptEntry> entries = PromptReader.readToLearn(prompts);
    RunSettings settings =
        new RunSettings("rlhf")
            .with("from", from)
            .reading("from", List.of(from))
            .with("reward", reward)
            .reading("reward", RewardCheckpoint.filesOf(reward))
            .with("prompts", prompts)
            .reading("prompts", PreferenceReader.filesOf(prompts))
            .with("options", options)
            .with("steps", rates.steps())
            .with("rate", rates.peak())
            .with("seed", run().seed());
    try (Checkpoint origin = Checkpoint.open(from);
        RewardCheckpoint judge = RewardCheckpoint.open(reward);
        StageRun stage = StageRun.open(folder, settings, run().fresh(), System.err);
        Parameters parameters = ActorCritic.begin(origin.parameters(), judge.parameters());
        AdamW optimizer = new AdamW(parameters, OPTIMIZER)) {
      judge.requireTokenizerOf(origin);
      judge.requireDesignOf(origin);
      if (!judge.isCentred()) {
        stage
            .out()
            .printf(
                "%s was made before the zero of its scores was kept, so length is paid for: its"
                    + " ember reward command again, then --fresh here.%n",
                reward);
      }
      Precision precision =
          stage.precision(
              choice, origin.parameters(), type -> example(origin, type, entries, options));
      ActorCritic models = new ActorCritic(parameters, precision, judge.zero());
      Speaker speaker = new Speaker(origin, models.policy());
      BatchedSampler sampler = speaker.sampler(PURE, options.mostTokens());
      PromptSource source =
          new PromptSource(
              random ->
                  speaker
                      .encoder()
                      .prompt(entries.get(random.nextInt(entries.size())).draw(random)),
              sampler.longestPrompt() - 1); // for the mark that the reward model reads
      Judges judges =
          new Judges(
              new AnswerLikelihood(new Gpt(origin.parameters(), precision)),
              judge.model(precision),
              speaker.endMark());
      PpoObjective objective =
          new PpoObjective(
              models, judges, source, sampler, new PpoObjective.PpoPlan(options, run().seed()));
      boolean complete =
          stage.execute(
              new Stage("rlhf", objective, rates, rates.steps()), parameters, optimizer, stop);
      endedEarly = objective.endsEarly() != null;
      origin.write(folder.model(), parameters);
      return complete;
    }
  }

  @Override
  protected int exitCode() {
    return endedEarly ? ENDED_EARLY : super.exitCode();
  }

  /** What is timed: as many answers as a step has, each a prompt answered by its own tokens. */
  private static Objective example(
      Checkpoint origin, Precision type, List<PromptEntry> entries, PpoOptions options) {
    Gpt gpt = new Gpt(origin.parameters(), type);
    int[] prompt =
        new Speaker(origin, gpt).encoder().prompt(entries.get(0).draw(new SplittableRandom(0)));
    return new TimedAnswers(
        gpt, new AnsweredPrompt(prompt, 1), options.answers() / options.minibatches());
  }
}
