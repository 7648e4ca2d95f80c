package dev.ember.app.inside.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.app.data.AnswerTrace;
import dev.ember.app.engine.AnswerLook;
import dev.ember.app.engine.ModelState;
import dev.ember.app.inside.ImportedModel;
import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.replay.Replay;
import dev.ember.inference.replay.ReplayRecorder;
import dev.ember.inference.sample.SamplingOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link DrawLook} over an answer that an imported model has written. */
public final class WhyCheck {
  private static final String ID = "imported";
  private static final int LONGEST = 12;

  /** Of float exponentials: the logits are the very ones. */
  private static final float NOISE = 1e-5f;

  private WhyCheck() {}

  /** Every token of an answer with dice. */
  public static void run(ImportedModel imported) {
    Engine engine = imported.engine();
    try (Conversation conversation = engine.newConversation()) {
      List<float[]> logits = new ArrayList<>();
      AnswerTrace trace = answer(imported, conversation, logits);
      assertThat(trace.tokens()).isEqualTo(LONGEST);
      AnswerLook.Sight sight = new AnswerLook.Sight(engine, conversation, ID, () -> false);
      for (int i = 0; i < trace.tokens(); i++) {
        Hearer heard = new Hearer();
        new DrawLook(trace, i, heard).look(sight);
        Explained explained = Objects.requireNonNull(heard.draw, "draw of token " + i);
        assertThat(explained.agrees()).as("the draw of token " + i).isTrue();
        assertThat(explained.sameBackend()).isTrue();
        for (Candidate candidate : explained.candidates()) {
          assertThat(candidate.raw())
              .isCloseTo(ImportedModel.softmax(logits.get(i), candidate.token()), within(NOISE));
        }
      }
    }
  }

  private static AnswerTrace answer(
      ImportedModel imported, Conversation conversation, List<float[]> logits) {
    int[] prompt = ImportedModel.ints(imported.expected("chat-one").getAsJsonArray("ids"));
    SamplingOptions sampling = new SamplingOptions(0.8f, 40, 0.95f, 0, 1.1f, 64, 7);
    GenerationOptions options = new GenerationOptions(sampling, LONGEST, List.of());
    ReplayRecorder recorder = new ReplayRecorder(new Keeper(logits));
    Replay replay =
        recorder.replay(
            ID,
            imported.engine().backend().description(),
            prompt,
            options,
            conversation.generate(prompt, options, recorder));
    List<Integer> ends = Collections.nCopies(replay.answer().size(), 0);
    return new AnswerTrace(0, 0, replay, ends, List.of(), false);
  }

  /** Keeps the logits that each token is drawn from. */
  private record Keeper(List<float[]> logits) implements GenerationListener {
    @Override
    public void onLogits(float[] values) {
      logits.add(values.clone());
    }

    @Override
    public void onText(String delta) {}
  }

  private static final class Hearer implements DrawLook.Listener {
    private @Nullable Explained draw;

    @Override
    public void explained(Explained heard) {
      draw = heard;
    }

    @Override
    public void later() {}

    @Override
    public void otherModel() {}

    @Override
    public void failed(ModelState.Failed why) {
      throw new AssertionError(why.detail());
    }
  }
}
