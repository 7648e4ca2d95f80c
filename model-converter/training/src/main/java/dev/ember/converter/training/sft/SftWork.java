package dev.ember.converter.training.sft;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.loop.BatchShape;
import dev.ember.converter.training.loop.BatchSource;
import dev.ember.converter.training.loop.NextToken;
import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Dropout;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.LoraWeights;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.Weights;
import dev.ember.converter.training.optim.Optimizer;
import dev.ember.converter.training.pretrain.DocumentTokens;
import dev.ember.converter.training.run.RunArguments;
import dev.ember.converter.training.run.RunCard;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.run.RunSettings;
import dev.ember.converter.training.run.ScheduleArguments;
import dev.ember.converter.training.run.StageRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tuning, from a model and chats to a folder with another model. */
final class SftWork {
  static final String LORA_RANK = "lora-rank";
  static final String LORA_ALPHA = "lora-alpha";
  static final String TEXT_LOSS = "textLoss";

  private static final int HELD_OUT_BATCHES = 8;

  /** Held-out batches are the same for every run. */
  private static final long HELD_OUT_SEED = 20_26;

  private final RunArguments arguments;
  private final ScheduleArguments schedule;
  private final RunSettings settings;
  private final Manner manner;

  /**
   * How it is tuned.
   *
   * @param loraRank of the adapters that learn instead of the weights; 0 for none
   * @param mix part of the rows that are plain text
   * @param dropout of values, while learning
   */
  record Manner(int loraRank, double mix, Dropout dropout) {}

  SftWork(RunArguments arguments, ScheduleArguments schedule, RunSettings settings, Manner manner) {
    this.arguments = arguments;
    this.schedule = schedule;
    this.settings = settings;
    this.manner = manner;
  }

  /** Tunes, and leaves a model that is usable though it may be incomplete. */
  boolean execute(Checkpoint model, ChatTokens chats, DocumentTokens texts, BooleanSupplier stop)
      throws IOException {
    settings.with("chats", chats.training().size()).with("texts", texts.documents());
    Parameters parameters = model.parameters();
    if (manner.loraRank == 0) {
      boolean complete = tune(parameters, parameters, new Data(model, chats, texts), stop);
      leave(model, parameters);
      return complete;
    }
    double alpha = Double.parseDouble(settings.values().getOrDefault(LORA_ALPHA, "0"));
    try (LoraWeights lora =
        LoraWeights.random(parameters, manner.loraRank, alpha, arguments.seed())) {
      boolean complete = tune(lora, lora.adapters(), new Data(model, chats, texts), stop);
      try (Parameters merged = lora.merged()) {
        leave(model, merged);
      }
      return complete;
    }
  }

  private void leave(Checkpoint model, Parameters tuned) throws IOException {
    if (!arguments.peers().leads()) {
      return;
    }
    RunFolder folder = arguments.folder(settings.stage());
    model.write(folder.model(), tuned);
    RunCard.write(folder, settings, tuned);
    TuningReport.write(folder);
    System.err.printf("The model lies in %s.%n", folder.model());
  }

  /**
   * @param weights that compute
   * @param learned those of them that learn
   */
  private boolean tune(Weights weights, Parameters learned, Data data, BooleanSupplier stop)
      throws IOException {
    RunFolder folder = arguments.folder(settings.stage());
    try (StageRun run =
        StageRun.open(folder, settings, arguments.fresh(), System.err, arguments.peers())) {
      BatchSource training = data.training();
      List<Batch> chats = data.heldOutChats();
      List<Batch> texts = data.heldOutTexts();
      Function<Precision, Objective> objective =
          type ->
              new NextToken(new Gpt(weights, type), training, chats)
                  .alsoJudgedBy(TEXT_LOSS, texts)
                  .dropping(manner.dropout, arguments.seed());
      Precision precision = run.precision(arguments.precision(), learned, objective);
      tell(run, learned, precision, data);
      Stage stage =
          new Stage(
              settings.stage(),
              objective.apply(precision),
              schedule.schedule(),
              schedule.evaluateEvery());
      try (Optimizer optimizer = schedule.optimizer(learned, precision)) {
        return run.execute(stage, learned, optimizer, stop);
      }
    }
  }

  private void tell(StageRun run, Parameters learned, Precision precision, Data data) {
    run.out()
        .printf(
            Locale.ROOT,
            "%,d chats and %,d texts; %,d chats are held out%s%s. %,d weights learn, %s on %d"
                + " threads.%n",
            data.chats.training().size(),
            data.texts.documents(),
            data.chats.heldOut().size(),
            cut(data.chats, data.shape().length()),
            leftOut(data.chats, data.shape().length()),
            learned.trainable(),
            precision.name().toLowerCase(Locale.ROOT),
            arguments.threads());
  }

  /** Who is not told would take a model that never saw the ends of its chats for a dull one. */
  private static String cut(ChatTokens chats, int length) {
    long longer =
        Stream.concat(chats.training().stream(), chats.heldOut().stream())
            .filter(chat -> chat.positions() > length)
            .count();
    return longer == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; %,d chats lose what is behind the %,d tokens of a row (--length)",
            longer,
            length);
  }

  private static String leftOut(ChatTokens chats, int length) {
    return chats.unscored() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; %,d chats are left out, for their answers lie behind the %,d tokens of a row, the"
                + " first in %s",
            chats.unscored(),
            length,
            chats.firstUnscored());
  }

  /** Chats and texts as batches. */
  private final class Data {
    private final Checkpoint model;
    private final ChatTokens chats;
    private final DocumentTokens texts;

    private Data(Checkpoint model, ChatTokens chats, DocumentTokens texts) {
      this.model = model;
      this.chats = chats;
      this.texts = texts;
    }

    private BatchShape shape() {
      return schedule.tuningShape(model.parameters().config().context());
    }

    private BatchSource training() {
      BatchShape shape = shape();
      BatchShape row = new BatchShape(1, 1, shape.length());
      BatchSource rows =
          texts.documents() == 0 ? null : texts.trainingBatches(row, arguments.seed());
      return new TuningBatches(
          chats.training(),
          TuningBatches.plan(chats.training(), shape, arguments.seed()),
          shape,
          model.encoder().endOfText(),
          rows,
          manner.mix);
    }

    private List<Batch> heldOutChats() {
      if (chats.heldOut().isEmpty()) {
        return List.of();
      }
      BatchShape shape = oneBatch();
      RowPlan plan = TuningBatches.plan(chats.heldOut(), shape, HELD_OUT_SEED);
      int padding = model.encoder().endOfText();
      TuningBatches source = new TuningBatches(chats.heldOut(), plan, shape, padding, null, 0);
      List<Batch> batches = new ArrayList<>();
      long whole = Math.max(1, plan.rowsOfFirstEpoch() / shape.rows());
      for (int step = 0; step < Math.min(HELD_OUT_BATCHES, whole); step++) {
        batches.addAll(source.batches(step));
      }
      return batches;
    }

    private List<Batch> heldOutTexts() {
      return texts.heldOutBatches(oneBatch());
    }

    private BatchShape oneBatch() {
      return new BatchShape(1, shape().rows(), shape().length());
    }
  }
}
