package dev.ember.converter.training.distil;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.loop.BatchShape;
import dev.ember.converter.training.loop.BatchSource;
import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.objective.Distillation;
import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.optim.LearningRate;
import dev.ember.converter.training.pretrain.DocumentTokens;
import dev.ember.converter.training.run.PrecisionChoice;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.run.RunSettings;
import dev.ember.converter.training.run.StageCommand;
import dev.ember.converter.training.run.StageRun;
import dev.ember.converter.training.run.StageWork;
import dev.ember.converter.training.run.TuningSchedule;
import dev.ember.converter.training.text.TextSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./ember distil}: with {@code --text} a student learns its teacher's distributions, with
 * {@code --prompts} the teacher writes chats that {@code ./ember sft} tunes any student on.
 */
@Command(
    name = "distil",
    description = {
      "A student learns from a teacher: with --student and --text the teacher's distributions over"
          + " the next token, with --prompts and --write from chats that the teacher writes,",
      "which ./ember sft CHATS learns, whatever the student's tokenizer."
    })
public final class DistilCommand extends StageCommand {
  private static final int STEPS = 1000;
  private static final double RATE = 5e-4;

  private static final List<String> OF_LEARNING =
      List.of(
          "--student",
          "--text",
          "--out",
          "--steps",
          "--rate",
          "--precision",
          "--temperature",
          "--teacher-share",
          "--rows",
          "--length");
  private static final List<String> OF_WRITING =
      List.of("--count", "--answer-tokens", "--warmth", "--most-nats");

  @Option(
      names = "--teacher",
      required = true,
      paramLabel = "MODEL",
      description = "any model that ember imports")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path teacher;

  @Option(names = "--student", paramLabel = "MODEL", description = "the model that learns")
  private @Nullable Path student;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "files and folders as of pretrain: .txt, .md, .jsonl, gzip of them")
  private List<Path> texts = new ArrayList<>();

  @Option(
      names = "--temperature",
      defaultValue = "1",
      description = "softens both distributions (default: ${DEFAULT-VALUE})")
  private double temperature = 1;

  @Option(
      names = "--teacher-share",
      defaultValue = "0.7",
      description = "weight of the teacher beside the text (default: ${DEFAULT-VALUE})")
  private double teacherShare = 0.7;

  @Option(
      names = "--rows",
      defaultValue = "8",
      description = "rows of a step (default: ${DEFAULT-VALUE})")
  private int rows = 8;

  @Option(
      names = "--length",
      defaultValue = "256",
      paramLabel = "TOKENS",
      description = "of a row (default: ${DEFAULT-VALUE})")
  private int length = 256;

  @Mixin private TuningSchedule schedule = new TuningSchedule();
  @Mixin private WritingArguments writing = new WritingArguments();

  @Override
  protected StageWork prepare() throws IOException {
    PrecisionChoice precision = run().precision();
    if (writing.isAsked()) {
      requireNoneOf(OF_LEARNING, "where the teacher writes (--write), for it trains no student,");
      writing.check();
      return new WritingRun(teacher, writing, run().seed(), run().fresh());
    }
    Path learner = student;
    if (learner == null || texts.isEmpty()) {
      throw new IllegalArgumentException(
          "expected --student and --text to learn, or --prompts and --write to write");
    }
    requireNoneOf(OF_WRITING, "where a student learns (--student)");
    LearningRate rates = schedule.schedule(STEPS, RATE);
    Distillation objective = new Distillation(temperature, teacherShare);
    BatchShape shape = new BatchShape(1, rows, length);
    shape.requireWithin(Checkpoint.design(learner).context());
    shape.requireWithin(Checkpoint.design(teacher).context());
    return stop -> learn(learner, new Plan(rates, objective, shape, precision), stop);
  }

  private record Plan(
      LearningRate rates, Distillation objective, BatchShape shape, PrecisionChoice precision) {}

  private boolean learn(Path learner, Plan plan, BooleanSupplier stop) throws IOException {
    RunFolder folder = run().folder("distil");
    RunSettings settings =
        new RunSettings("distil")
            .with("teacher", teacher)
            .reading("teacher", List.of(teacher))
            .with("student", learner)
            .reading("student", List.of(learner))
            .with("text", texts)
            .reading("text", TextSources.filesWithJudges(texts))
            .with("objective", plan.objective())
            .with("shape", plan.shape())
            .with("steps", plan.rates().steps())
            .with("rate", plan.rates().peak())
            .with("seed", run().seed());
    try (Checkpoint origin = Checkpoint.open(learner);
        Checkpoint master = Checkpoint.open(teacher)) {
      requireSameTokenizer(origin, master);
      DocumentTokens tokens = StudentTexts.read(texts, origin.encoder());
      settings.with("documents", tokens.documents()).with("tokens", tokens.tokens());
      try (StageRun stage = StageRun.open(folder, settings, run().fresh(), System.err)) {
        boolean complete = learn(stage, new Lesson(origin, master, tokens), plan, stop);
        origin.write(folder.model());
        return complete;
      }
    }
  }

  /** Who learns what from whom. */
  private record Lesson(Checkpoint student, Checkpoint teacher, DocumentTokens tokens) {}

  private boolean learn(StageRun stage, Lesson lesson, Plan plan, BooleanSupplier stop)
      throws IOException {
    Parameters parameters = lesson.student.parameters();
    BatchSource training = lesson.tokens.trainingBatches(plan.shape(), run().seed());
    List<Batch> judging = lesson.tokens.heldOutBatches(plan.shape());
    Function<Precision, Objective> objective =
        type ->
            new DistilObjective(
                new Gpt(parameters, type),
                new Gpt(lesson.teacher.parameters(), type),
                plan.objective(),
                training,
                judging);
    Precision precision = stage.precision(plan.precision(), parameters, objective);
    Stage work =
        new Stage(
            "distil",
            objective.apply(precision),
            plan.rates(),
            TuningSchedule.evaluateEvery(plan.rates()));
    try (AdamW optimizer = new AdamW(parameters, AdamW.Options.GPT3)) {
      return stage.execute(work, parameters, optimizer, stop);
    }
  }

  private static void requireSameTokenizer(Checkpoint student, Checkpoint teacher)
      throws IOException {
    int rows = student.parameters().config().vocabulary();
    int teachers = teacher.parameters().config().vocabulary();
    if (rows != teachers) {
      throw new IOException(
          String.format(
              "expected a teacher with the student's %d rows of the vocabulary but found %d; let"
                  + " the teacher write chats instead (--prompts, --write)",
              rows, teachers));
    }
    int own = student.tokenizer().vocabularySize();
    for (int id = 0; id < own; id++) {
      boolean same =
          id < teacher.tokenizer().vocabularySize()
              && Arrays.equals(student.tokenizer().bytes(id), teacher.tokenizer().bytes(id));
      if (!same) {
        throw new IOException(
            "expected teacher and student with one tokenizer but token "
                + id
                + " differs; let the teacher write chats instead (--prompts, --write)");
      }
    }
  }
}
