package dev.ember.app.inside.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import android.app.Application;
import android.content.Context;
import android.view.ContextThemeWrapper;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import dev.ember.app.inside.lab.CardTexts;
import dev.ember.app.inside.lab.LabFault;
import dev.ember.app.inside.lab.LabLook;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.inside.why.TokenName;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.Awaited;
import dev.ember.app.testing.RunnableBundle;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class StageLookTest {
  /** Both sides are float32 sums in the same order but for the softmax. */
  private static final double ROUNDING = 1e-5;

  @Rule public final AppRule app = new AppRule();
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private String prompt = "Hello";

  @Test
  public void run_baseAndTuned_standInOrderWithWhatTheyCost() throws IOException {
    Path base =
        bundle(Map.of("stage", "pretrain", "checkpoint", "a", "trainingSteps", "70", "data", "t"));
    Path tuned = bundle(Map.of("stage", "sft", "checkpoint", "b", "parent", "a"));
    Path stranger = bundle(Map.of("stage", "sft", "checkpoint", "z", "parent", "y"));

    List<StageAnswer> answers = ask(tuned, List.of(stranger, base));

    assertThat(answers)
        .extracting(answer -> answer.facts().stage())
        .containsExactly("pretrain", "sft");
    assertThat(answers.get(0).facts().cost().steps()).isEqualTo(70);
    assertThat(answers.get(0).facts().data().files()).isEqualTo("t");
  }

  @Test
  public void run_modelThatSaysNothing_showsTheStagesThatThereAreAndSkipsWhatIsDamaged()
      throws IOException {
    Path silent = bundle(Map.of());
    Path base = bundle(Map.of("stage", "pretrain", "checkpoint", "a"));
    Path twin = bundle(Map.of("stage", "pretrain", "checkpoint", "a"));
    Path tuned = bundle(Map.of("stage", "rlhf", "checkpoint", "b", "parent", "a"));
    Path damaged = temporary.newFile().toPath();
    Path gone = temporary.getRoot().toPath().resolve("gone.ember");

    assertThat(ask(silent, List.of(tuned, damaged, gone, base, twin)))
        .extracting(answer -> answer.facts().stage())
        .containsExactly("pretrain", "rlhf");
  }

  @Test
  public void run_withoutAQuestion_findsTheStagesAndAsksNone() throws IOException {
    Path base = bundle(Map.of("stage", "pretrain", "checkpoint", "a", "trainingTokens", "many"));
    Path tuned = bundle(Map.of("stage", "dpo", "checkpoint", "b", "parent", "a"));
    prompt = "";

    List<StageAnswer> answers = ask(base, List.of(tuned));

    assertThat(answers).hasSize(2).noneMatch(StageAnswer::asked);
    assertThat(answers.get(0).facts().cost().tokens()).isZero();
  }

  @Test
  public void bytes_areThoseOfAFewRowsAndTheCache_andNoneWhileNobodyAsks() throws IOException {
    Path base = bundle(Map.of("stage", "pretrain", "checkpoint", "a"));
    try (OpenModel model = OpenModel.open(base)) {
      assertThat(new StageLook("Hello", List::of).bytes(model))
          .isEqualTo(ReferenceBackend.streamingBytes(model.config(), model.config().context()));
      assertThat(new StageLook("", List::of).bytes(model)).isZero();
    }
  }

  @Test
  public void run_longerThanTheWindow_isRefusedWithBothNumbers() throws IOException {
    Path tuned = bundle(Map.of("stage", "sft", "checkpoint", "b", "parent", "a"));
    prompt = "word ".repeat(100);

    LabState<List<StageAnswer>> end = look(tuned, List.of());

    assertThat(end).isInstanceOf(LabState.Failed.class);
    LabState.Failed<List<StageAnswer>> refused = (LabState.Failed<List<StageAnswer>>) end;
    assertThat(refused.fault()).isEqualTo(LabFault.TOO_LONG);
    assertThat(refused.needed()).isGreaterThan(refused.available());
    assertThat(refused.available()).isPositive();
  }

  @Test
  public void run_base_readsThePlainTextAndItsCandidatesAreTheModels() throws IOException {
    Path base = bundle(Map.of("stage", "pretrain", "checkpoint", "a"));
    StageAnswer answer = ask(base, List.of()).get(0);
    try (OpenModel model = OpenModel.open(base);
        ReferenceBackend backend = new ReferenceBackend(model.bundle());
        KvCache cache = backend.newCache()) {
      int[] tokens = model.tokenizer().encode("Hello");
      float[] logits = new float[backend.config().vocabulary()]; // [V]
      for (int token : tokens) {
        backend.decode(token, cache, logits);
      }
      double sum = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (float logit : logits) {
        sum += Math.exp(logit);
        most = Math.max(most, logit);
      }
      assertThat(answer.next()).hasSizeGreaterThanOrEqualTo(4);
      assertThat((double) answer.next().get(0).probability())
          .isCloseTo(Math.exp(most) / sum, within(ROUNDING));
    }
  }

  @Test
  public void run_tunedThatEndsAtOnce_saysSoAndABaseGoesOn() throws IOException {
    Map<String, String> base = Map.of("stage", "pretrain", "checkpoint", "a");
    Map<String, String> tuned = Map.of("stage", "sft", "checkpoint", "a");
    int first = ask(bundle(base), List.of()).get(0).said().get(0).id();
    int answered = ask(bundle(tuned), List.of()).get(0).said().get(0).id();

    StageAnswer goesOn = ask(bundle(base, first), List.of()).get(0);
    StageAnswer ends = ask(bundle(tuned, answered), List.of()).get(0);

    assertThat(goesOn.said()).hasSize(StageLook.MOST_TOKENS);
    assertThat(goesOn.said().get(0).id()).isEqualTo(first);
    assertThat(goesOn.next().get(0).token().kind()).isNotEqualTo(TokenName.Kind.END);
    assertThat(ends.said()).isEmpty();
    assertThat(ends.next().get(0).token().kind()).isEqualTo(TokenName.Kind.END);
    assertThat(shown(ends)).isEqualTo("It ended at once, without a word.");
    assertThat(shown(goesOn)).isNotBlank().isNotEqualTo(shown(ends));
  }

  @Test
  public void card_piecesThatASpaceAloneTellsApart_showIt() {
    TokenName word = new TokenName(TokenName.Kind.TEXT, "Fr");
    TokenName behindSpace = new TokenName(TokenName.Kind.TEXT, " Fr");
    StageFacts facts = StageFacts.of(Map.of(), new CardTexts(List.of()));
    StageAnswer answer =
        new StageAnswer(
            "any",
            true,
            facts,
            List.of(),
            List.of(new StageAnswer.Next(word, 0.4f), new StageAnswer.Next(behindSpace, 0.3f)));

    ViewGroup rows = card(answer).findViewById(R.id.stage_next);
    assertThat(text(rows.getChildAt(0), R.id.stage_token)).isEqualTo("Fr");
    assertThat(text(rows.getChildAt(1), R.id.stage_token)).isEqualTo("·Fr");
    assertThat(rows.getChildAt(1).getContentDescription().toString())
        .isNotEqualTo(rows.getChildAt(0).getContentDescription().toString())
        .contains("space");
  }

  /** What its card shows as the answer. */
  private static String shown(StageAnswer answer) {
    return text(card(answer), R.id.stage_answer);
  }

  private static String text(View in, int id) {
    return in.<TextView>findViewById(id).getText().toString();
  }

  private static ViewGroup card(StageAnswer answer) {
    Context themed =
        new ContextThemeWrapper(ApplicationProvider.getApplicationContext(), R.style.Theme_Ember);
    LinearLayout place = new LinearLayout(themed);
    new StageCards(place, LayoutInflater.from(themed)).show(List.of(answer));
    return place;
  }

  private Path bundle(Map<String, String> provenance, int end) throws IOException {
    Path file = temporary.newFolder().toPath().resolve("stage.ember");
    return RunnableBundle.write(file, provenance, List.of(end));
  }

  private Path bundle(Map<String, String> provenance) throws IOException {
    return RunnableBundle.write(temporary.newFolder().toPath().resolve("stage.ember"), provenance);
  }

  private List<StageAnswer> ask(Path own, List<Path> others) {
    LabState<List<StageAnswer>> end = look(own, others);
    assertThat(end).isInstanceOf(LabState.Done.class);
    return ((LabState.Done<List<StageAnswer>>) end).result();
  }

  private LabState<List<StageAnswer>> look(Path own, List<Path> others) {
    LabLook<List<StageAnswer>> look = app.scope().lab().newLook();
    look.begin(
        ModelLibrary.BUILT_IN,
        "any",
        (model, progress) -> {
          try (OpenModel stage = OpenModel.open(own)) {
            return new StageLook(prompt, () -> others).run(stage, progress);
          }
        });
    Awaited.barrier(app.scope().executors().inside());
    app.settle();
    return Objects.requireNonNull(look.state().getValue(), "state");
  }
}
