package dev.ember.converter.training;

import dev.ember.converter.training.Preset.StagePlan;
import dev.ember.converter.training.corpus.ConversationSource;
import dev.ember.converter.training.corpus.Corpus;
import dev.ember.converter.training.corpus.CorpusUnit;
import dev.ember.converter.training.corpus.Expander;
import dev.ember.converter.training.encode.ConversationEncoder;
import dev.ember.converter.training.loop.BatchSource;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.optim.LearningRate;
import dev.ember.converter.training.pretrain.PretrainingBatches;
import dev.ember.converter.training.pretrain.TextSources;
import dev.ember.converter.training.sft.TuningBatches;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns a preset and a corpus into the stages of a run. */
final class StagePlanner {
  /** That another unit follows in a conversation: most are short, as in life, a few are long. */
  private static final double CHAIN_PROBABILITY = 0.4;

  /** Floor of the learning rate relative to its peak, as in GPT-3. */
  private static final double FLOOR = 0.1;

  private static final int HELD_OUT_STEPS = 2;

  /** Held-out batches are drawn with a seed of their own: the same for every run. */
  private static final long HELD_OUT_SEED = 20_26;

  private final Preset preset;
  private final Corpus corpus;
  private final ConversationEncoder encoder;
  private final long seed;

  StagePlanner(Preset preset, Corpus corpus, Tokenizer tokenizer, long seed) {
    this.preset = preset;
    this.corpus = corpus;
    this.encoder = new ConversationEncoder(tokenizer);
    this.seed = seed;
  }

  /** Pretraining, then instruction tuning. */
  List<Stage> stages() {
    StagePlan pretrain = preset.pretrain();
    StagePlan sft = preset.sft();
    return List.of(
        stage(
            "pretrain",
            pretrain,
            pretraining(corpus.training(), seed),
            pretraining(corpus.heldOut(), HELD_OUT_SEED)),
        stage(
            "sft", sft, tuning(corpus.training(), seed), tuning(corpus.heldOut(), HELD_OUT_SEED)));
  }

  private static Stage stage(
      String name, StagePlan plan, BatchSource training, BatchSource heldOut) {
    List<Batch> judged = new ArrayList<>();
    for (int step = 0; step < HELD_OUT_STEPS; step++) {
      judged.addAll(heldOut.batches(step));
    }
    LearningRate schedule =
        new LearningRate(
            plan.peakRate(), FLOOR * plan.peakRate(), plan.warmUpSteps(), plan.steps());
    return new Stage(name, training, judged, schedule, plan.evaluateEvery());
  }

  private PretrainingBatches pretraining(List<CorpusUnit> units, long ownSeed) {
    ConversationSource stories =
        new ConversationSource(units, Map.of(Preset.STORIES, 1.0), expander(), 0);
    TextSources sources = new TextSources(stories, conversations(units));
    return new PretrainingBatches(
        sources, preset.storyShare(), encoder, preset.pretrain().shape(), ownSeed);
  }

  private TuningBatches tuning(List<CorpusUnit> units, long ownSeed) {
    return new TuningBatches(conversations(units), encoder, preset.sft().shape(), ownSeed);
  }

  private ConversationSource conversations(List<CorpusUnit> units) {
    return new ConversationSource(units, preset.weights(), expander(), CHAIN_PROBABILITY);
  }

  private Expander expander() {
    return new Expander(corpus.slotLists());
  }
}
