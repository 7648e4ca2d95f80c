package dev.ember.converter.training;

import dev.ember.converter.training.Preset.StagePlan;
import dev.ember.converter.training.corpus.ConversationSource;
import dev.ember.converter.training.corpus.Corpus;
import dev.ember.converter.training.corpus.CorpusUnit;
import dev.ember.converter.training.corpus.Expander;
import dev.ember.converter.training.encode.ConversationEncoder;
import dev.ember.converter.training.loop.BatchSource;
import dev.ember.converter.training.loop.DocumentSource;
import dev.ember.converter.training.loop.NextToken;
import dev.ember.converter.training.loop.PackedBatches;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.optim.LearningRate;
import dev.ember.converter.training.pretrain.PretrainingDocuments;
import dev.ember.converter.training.sft.TuningDocuments;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns a preset and a corpus into the stages of a run. */
final class StagePlanner {
  private static final String PRETRAIN = "pretrain";
  private static final String SFT = "sft";

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

  /** Pretraining, then instruction tuning, of one model. */
  List<Stage> stages(Gpt gpt) {
    return List.of(
        stage(
            gpt,
            PRETRAIN,
            preset.pretrain(),
            pretraining(corpus.training()),
            pretraining(corpus.heldOut())),
        stage(gpt, SFT, preset.sft(), tuning(corpus.training()), tuning(corpus.heldOut())));
  }

  private Stage stage(
      Gpt gpt, String name, StagePlan plan, DocumentSource training, DocumentSource heldOut) {
    BatchSource judges = batches(name, heldOut, plan, HELD_OUT_SEED);
    List<Batch> judged = new ArrayList<>();
    for (int step = 0; step < HELD_OUT_STEPS; step++) {
      judged.addAll(judges.batches(step));
    }
    LearningRate schedule =
        new LearningRate(
            plan.peakRate(), FLOOR * plan.peakRate(), plan.warmUpSteps(), plan.steps());
    NextToken objective = new NextToken(gpt, batches(name, training, plan, seed), judged);
    return new Stage(name, objective, schedule, plan.evaluateEvery());
  }

  private BatchSource batches(String name, DocumentSource documents, StagePlan plan, long ownSeed) {
    return new PackedBatches(name, documents, plan.shape(), encoder.endOfText(), ownSeed);
  }

  private DocumentSource pretraining(List<CorpusUnit> units) {
    ConversationSource stories =
        new ConversationSource(units, Map.of(Preset.STORIES, 1.0), Map.of(), expander(), 0);
    return new PretrainingDocuments(stories, conversations(units), preset.storyShare(), encoder);
  }

  private DocumentSource tuning(List<CorpusUnit> units) {
    return new TuningDocuments(conversations(units), encoder);
  }

  private ConversationSource conversations(List<CorpusUnit> units) {
    return new ConversationSource(
        units, preset.weights(), preset.boosts(), expander(), CHAIN_PROBABILITY);
  }

  private Expander expander() {
    return new Expander(corpus.slotLists());
  }
}
