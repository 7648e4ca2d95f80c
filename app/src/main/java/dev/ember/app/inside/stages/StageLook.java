package dev.ember.app.inside.stages;

import dev.ember.app.inside.lab.FreeHeap;
import dev.ember.app.inside.lab.LabFault;
import dev.ember.app.inside.lab.LabProgress;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LabTask;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.inside.tokens.TokenCutter;
import dev.ember.app.inside.tokens.TokenPiece;
import dev.ember.app.inside.why.TokenName;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.chat.ChatHistory;
import dev.ember.inference.chat.ContextWindow;
import dev.ember.inference.chat.FittedPrompt;
import dev.ember.inference.chat.Message;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Asks every stage of a model the same, the likeliest word each time. Inside thread. */
final class StageLook implements LabTask<List<StageAnswer>> {
  /** Enough to see whether it answers, goes on or repeats. */
  static final int MOST_TOKENS = 40;

  /** Of the prompt: a question is short, and its keys and values take memory. */
  static final int MOST_READ = 512;

  /** Of the heap that is free, what weights may take as floats. */
  private static final int HEAP_SHARE = 4;

  /** Where the bundles of other models lie that may be stages of this one. */
  interface OtherFiles {
    List<Path> all() throws IOException;
  }

  private final String prompt;
  private final OtherFiles others;

  /**
   * @param prompt empty only finds the stages
   */
  StageLook(String prompt, OtherFiles others) {
    this.prompt = prompt;
    this.others = others;
  }

  /** One stage at a time, of its weights a few rows at least: it need not fit into the heap. */
  @Override
  public long bytes(OpenModel own) throws IOException {
    long most = 0;
    if (!prompt.isEmpty()) {
      for (Stage stage : StageFamily.find(own, others.all())) {
        DecoderConfig config = stage.config();
        most = Math.max(most, ReferenceBackend.streamingBytes(config, mostTokens(config)));
      }
    }
    return most;
  }

  @Override
  public List<StageAnswer> run(OpenModel own, LabProgress progress) throws IOException, LabRefusal {
    List<Stage> stages = StageFamily.find(own, others.all());
    List<StageAnswer> answers = new ArrayList<>();
    for (Stage stage : stages) {
      if (prompt.isEmpty()) {
        answers.add(StageAnswer.unasked(stage));
      } else {
        Steps steps = new Steps(progress, answers.size(), stages.size());
        answers.add(answer(own, stage, steps));
      }
    }
    return answers;
  }

  private StageAnswer answer(OpenModel own, Stage stage, Steps steps)
      throws IOException, LabRefusal {
    if (stage.file() == null) {
      return answerOf(own, stage, steps);
    }
    try (OpenModel other = OpenModel.open(stage.file())) {
      return answerOf(other, stage, steps);
    }
  }

  private StageAnswer answerOf(OpenModel model, Stage stage, Steps steps)
      throws IOException, LabRefusal {
    List<Integer> ends = ends(model, stage.facts());
    StageEar ear = new StageEar(MOST_TOKENS, steps::at);
    steps.at(0);
    try (ReferenceBackend backend = backend(model);
        Decoder decoder = new Decoder(backend, model.tokenizer(), ends)) {
      int[] tokens =
          tokens(model, stage.facts(), Math.min(MOST_READ, decoder.capacity() - MOST_TOKENS));
      decoder.generate(
          tokens, new GenerationOptions(SamplingOptions.GREEDY, MOST_TOKENS, List.of()), ear);
      List<StageAnswer.Next> next = new ArrayList<>();
      for (StageEar.Heard heard : ear.opening()) {
        TokenName name =
            TokenName.of(model.tokenizer(), heard.token(), ends.contains(heard.token()));
        next.add(new StageAnswer.Next(name, heard.probability()));
      }
      List<TokenPiece> said = new TokenCutter(model.tokenizer()).pieces(ear.said());
      return new StageAnswer(stage.name(), stage.isOpen(), stage.facts(), said, next);
    }
  }

  /** What the cache of a stage comes to hold at most. */
  private static int mostTokens(DecoderConfig config) {
    return Math.min(config.context(), MOST_READ + MOST_TOKENS);
  }

  /**
   * Over weights that need not be dequantized anew for each token, where there is room for them.
   */
  private static ReferenceBackend backend(OpenModel model) throws IOException {
    long held = ReferenceBackend.heldBytes(model.config(), mostTokens(model.config()));
    return held <= FreeHeap.bytes() / HEAP_SHARE
        ? new ReferenceBackend(model.bundle())
        : ReferenceBackend.streaming(model.bundle());
  }

  /**
   * What ends an answer. A base writes none: the end of a turn is a token like any other of the
   * document that it goes on with.
   */
  private static List<Integer> ends(OpenModel model, StageFacts facts) {
    return facts.base() ? List.of() : model.manifest().stopTokens();
  }

  /** A model that was never tuned to answer gets the plain text, its end if it is too long. */
  private int[] tokens(OpenModel model, StageFacts facts, int most) throws IOException, LabRefusal {
    if (!facts.base()) {
      FittedPrompt asked =
          new ContextWindow(model.template(), model.tokenizer(), most)
              .fit(ChatHistory.of(List.of(Message.user(prompt))));
      if (!asked.fits()) {
        throw new LabRefusal(LabFault.TOO_LONG, asked.tokenCount(), most);
      }
      return asked.tokens();
    }
    int[] all = model.tokenizer().encodeFramed(prompt);
    return Arrays.copyOfRange(all, Math.max(0, all.length - most), all.length);
  }

  /** Where in all stages one stage is. */
  private record Steps(LabProgress progress, int stage, int stages) {
    void at(int token) {
      progress.step(stage * MOST_TOKENS + token, stages * MOST_TOKENS);
    }
  }
}
