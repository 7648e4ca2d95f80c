package dev.ember.converter.training.sft;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.loop.BatchShape;
import dev.ember.converter.training.model.ComputeDevice;
import dev.ember.converter.training.model.Dropout;
import dev.ember.converter.training.pretrain.DocumentTokens;
import dev.ember.converter.training.run.RunSettings;
import dev.ember.converter.training.run.ScheduleArguments;
import dev.ember.converter.training.run.StageCommand;
import dev.ember.converter.training.run.StageWork;
import dev.ember.converter.training.text.HeldOut;
import dev.ember.converter.training.text.TextSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ember sft}: instruction tuning of any model. */
@Command(
    name = "sft",
    description = "Tunes a model on chats: the loss is on what the assistant writes alone.",
    footer = {
      "",
      "Chats are JSON Lines: user and assistant; turns; OpenAI's messages; Alpaca's instruction,",
      "input and output. The report, training/report.md, has the loss on held-out chats and on",
      "held-out text before and after."
    })
public final class SftCommand extends StageCommand {
  static final String STAGE = "sft";

  @Parameters(
      arity = "1..*",
      paramLabel = "CHATS",
      description = "files and folders: .jsonl, gzip of them")
  private List<Path> sources = new ArrayList<>();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "MODEL",
      description = "the model to tune: a run's folder, a Hugging Face folder, a GGUF")
  private Path from = Path.of("");

  @Option(
      names = "--freeze",
      split = ",",
      paramLabel = "WHAT",
      description = "leave as they are: embeddings, or so many layers from the first")
  private List<String> freeze = new ArrayList<>();

  @Option(
      names = "--lora-rank",
      paramLabel = "R",
      defaultValue = "0",
      description = "learn two thin matrices beside each; merged in the result (default: 0, off)")
  private int loraRank;

  @Option(
      names = "--lora-alpha",
      defaultValue = "0",
      description = "their product is multiplied by alpha / R (default: twice R)")
  private double loraAlpha;

  @Option(
      names = "--mix-text",
      paramLabel = "TEXT",
      description = "texts as of pretraining, against forgetting; a part of them judges")
  private List<Path> mixTexts = new ArrayList<>();

  @Option(
      names = "--mix",
      paramLabel = "SHARE",
      defaultValue = "0.25",
      description = "part of the rows that are such text (default: 0.25); 0: it only judges")
  private double mix = 0.25;

  @Option(
      names = "--held-out",
      paramLabel = "N",
      defaultValue = "" + HeldOut.USUAL,
      description =
          "one chat (or text) of N judges and is not learned, as pretrain has it; 0: none"
              + " (default: ${DEFAULT-VALUE})")
  private int heldOut = HeldOut.USUAL;

  @Option(
      names = "--held-out-chats",
      paramLabel = "CHATS",
      description = "files and folders of chats that judge and are not learned")
  private List<Path> heldOutChats = new ArrayList<>();

  @Option(names = "--dropout", defaultValue = "0", description = "share of values (default: 0)")
  private double dropout;

  @Mixin private ScheduleArguments schedule = new ScheduleArguments();

  @Override
  protected boolean trainsTogether() {
    return true;
  }

  @Override
  protected StageWork prepare() throws IOException {
    HeldOut split = new HeldOut(heldOut);
    Dropout drop = new Dropout(dropout);
    schedule.schedule();
    requireOptionsOfEffect();
    run().requireBatchesForAll(schedule.accumulate());
    if (loraRank < 0 || (loraRank > 0 && !freeze.isEmpty())) {
      throw new IllegalArgumentException(
          "expected either --lora-rank of at least 1, or --freeze, but found rank "
              + loraRank
              + " and "
              + freeze);
    }
    if (!(mix >= 0 && mix < 1)) {
      throw new IllegalArgumentException(
          "expected --mix of at least 0 and below 1 but found " + mix);
    }
    Checkpoint model = run().placed(Checkpoint.open(from));
    model.parameters().freeze(new FreezeArgument(freeze, model.parameters().config())::holds);
    BatchShape shape = schedule.tuningShape(model.parameters().config().context());
    TextSources judges = TextSources.judges(sources, heldOutChats);
    SftWork work =
        new SftWork(
            run(), schedule, settings(shape, judges), new SftWork.Manner(loraRank, mix, drop));
    return stop -> {
      try (model) {
        ChatTokens chats = new ChatTokens(model.encoder(), shape.length());
        chats.read(sources, split);
        chats.readHeldOut(judges);
        if (chats.training().isEmpty()) {
          throw new IOException(nothingToLearn(chats, shape));
        }
        DocumentTokens texts = new DocumentTokens(model.encoder());
        if (!mixTexts.isEmpty()) {
          texts.read(mixTexts, split);
          texts.readHeldOut(TextSources.judges(mixTexts, List.of()));
        }
        return work.execute(model, chats, texts, stop);
      }
    };
  }

  private void requireOptionsOfEffect() {
    requireRatesOfEffect(schedule);
    if (loraRank == 0) {
      requireNoneOf(List.of("--lora-alpha"), "without --lora-rank");
    }
    if (mixTexts.isEmpty()) {
      requireNoneOf(List.of("--mix"), "without --mix-text");
    }
  }

  private String nothingToLearn(ChatTokens chats, BatchShape shape) {
    String none =
        String.format(
            "%s: expected chats to learn from but found none beside %d that are held out",
            sources, chats.heldOut().size());
    return chats.unscored() == 0
        ? none
        : String.format(
            "%s and %d whose answers lie behind the %d tokens of a row (--length), the first in %s",
            none, chats.unscored(), shape.length(), chats.firstUnscored());
  }

  private RunSettings settings(BatchShape shape, TextSources judges) throws IOException {
    RunSettings settings =
        new RunSettings(STAGE)
            .with("sources", sources)
            .reading("sources", TextSources.of(sources).files())
            .with("from", from)
            .reading("from", List.of(from))
            .with("freeze", freeze)
            .with(SftWork.LORA_RANK, loraRank)
            .with(SftWork.LORA_ALPHA, loraAlpha > 0 ? loraAlpha : 2.0 * loraRank)
            .with("mix-text", mixTexts)
            .with("mix", mix)
            .withNew("dropout", dropout, 0.0)
            .withNew("device", run().device().word(), ComputeDevice.CPU.word())
            .with("held-out", heldOut)
            .with("held-out-chats", heldOutChats)
            .with("seed", run().seed());
    if (!mixTexts.isEmpty()) {
      settings.reading("mix-text", TextSources.filesWithJudges(mixTexts));
    }
    if (!judges.files().isEmpty()) {
      settings.reading("held-out-chats", judges.files());
    }
    schedule.describe(settings, shape);
    return settings;
  }
}
