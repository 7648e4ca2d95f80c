package dev.ember.converter.training.pretrain;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.checkpoint.NewModel;
import dev.ember.converter.training.loop.BatchShape;
import dev.ember.converter.training.model.ComputeDevice;
import dev.ember.converter.training.model.Dropout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.SinusoidalTable;
import dev.ember.converter.training.run.RunSettings;
import dev.ember.converter.training.run.ScheduleArguments;
import dev.ember.converter.training.run.StageCommand;
import dev.ember.converter.training.run.StageWork;
import dev.ember.converter.training.text.HeldOut;
import dev.ember.converter.training.text.TextSources;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ember pretrain}: next-token prediction on texts and chats. */
@Command(
    name = "pretrain",
    description = "Learns to predict the next token, at every position of texts and chats.",
    footer = {
      "",
      "A model as in the paper of 2017:  --positions sinusoidal --norm layer --activation gelu"
          + " --bias",
      "One as GPT-2:                     --positions learned --norm layer --activation gelu --bias",
      "One as Llama, the default:        --positions rotary --norm rms --activation swiglu"
    })
public final class PretrainCommand extends StageCommand {
  static final String STAGE = "pretrain";

  @CommandLine.Parameters(
      arity = "1..*",
      paramLabel = "TEXT",
      description =
          "files and folders: .txt, .md, .jsonl, gzip of them; what a folder of corpus expand"
              + " holds out judges")
  private List<Path> sources = new ArrayList<>();

  @Option(
      names = "--tokenizer",
      paramLabel = "PATH",
      description = "of ember tokenizer: its folder or file (default: runs/tokenizer)")
  private Path tokenizer = Path.of("runs/tokenizer");

  @Option(
      names = "--from",
      paramLabel = "MODEL",
      description = "go on from a model, with its design and tokenizer")
  private @Nullable Path from;

  @Option(
      names = "--held-out",
      paramLabel = "N",
      defaultValue = "" + HeldOut.USUAL,
      description =
          "one document of N judges and is not learned; 0 for none (default: ${DEFAULT-VALUE})")
  private int heldOut = HeldOut.USUAL;

  @Option(
      names = "--held-out-text",
      paramLabel = "TEXT",
      description = "files and folders that judge and are not learned")
  private List<Path> heldOutTexts = new ArrayList<>();

  @Option(names = "--dropout", defaultValue = "0", description = "share of values (default: 0)")
  private double dropout;

  @Mixin private DesignArguments design = new DesignArguments();
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
    Checkpoint model = run().placed(model());
    BatchShape shape = schedule.pretrainingShape(model.parameters().config().context());
    RunSettings settings =
        new RunSettings(STAGE)
            .with("sources", sources)
            .reading("sources", TextSources.of(sources).files())
            .with("from", from == null ? "nothing" : from)
            .with("held-out", heldOut)
            .with("held-out-text", heldOutTexts)
            .with("dropout", dropout)
            .withNew("device", run().device().word(), ComputeDevice.CPU.word())
            .with("seed", run().seed());
    if (from == null) {
      design.describe(settings);
      settings
          .withNew("tokenizer", tokenizer, tokenizer)
          .reading("tokenizer", List.of(NewModel.tokenizerFile(tokenizer)));
    } else {
      settings.reading("from", List.of(from));
    }
    TextSources judges = TextSources.judges(sources, heldOutTexts);
    if (!judges.files().isEmpty()) {
      settings.reading("held-out-text", judges.files());
    }
    schedule.describe(settings, shape);
    PretrainWork work = new PretrainWork(run(), schedule, settings, shape, drop);
    return stop -> {
      try (model) {
        DocumentTokens tokens = new DocumentTokens(model.encoder());
        tokens.read(sources, split);
        tokens.readHeldOut(judges);
        if (tokens.documents() == 0) {
          throw new IOException(
              sources + ": expected documents to learn from but found only what is held out");
        }
        return work.execute(model, tokens, stop);
      }
    };
  }

  private void requireOptionsOfEffect() {
    requireRatesOfEffect(schedule);
    if (from != null) {
      requireNoneOf(List.of("--tokenizer"), "with --from, whose tokenizer it keeps,");
      requireNoneOf(DesignArguments.NAMES, "with --from, whose design it keeps,");
    } else if (!design.rotary()) {
      requireNoneOf(List.of("--theta"), "without --positions rotary");
    }
  }

  private Checkpoint model() throws IOException {
    if (from != null) {
      return Checkpoint.open(from);
    }
    NewModel fresh = NewModel.withTokenizer(tokenizer);
    DecoderConfig config = design.config(fresh.tokenizer().vocabularySize());
    Parameters parameters = Parameters.random(config, run().seed());
    if (design.sinusoidal()) {
      SinusoidalTable.fill(parameters);
    }
    return fresh.with(parameters);
  }
}
