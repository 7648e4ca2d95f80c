package dev.ember.app.inside.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.os.Looper;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.inside.lab.FakeModels;
import dev.ember.app.inside.lab.Lab;
import dev.ember.app.inside.lab.LabFault;
import dev.ember.app.inside.lab.LabLook;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.lab.LabTask;
import dev.ember.app.testing.Awaited;
import dev.ember.inference.backend.reference.LayerObserver;
import dev.ember.inference.observe.AttentionMap;
import dev.ember.inference.observe.LayerNorms;
import dev.ember.inference.observe.ObservationRequest;
import java.io.IOException;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** {@link AttentionLook} and {@link LensLook} of a model with random weights, a token a byte. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class AttentionLookTest {
  private static final String TEXT = "Hello";

  /** No more work than this is done at once: so a single place is asked. */
  private static final long NO_WORK = 0;

  private static final float ROUNDING = 1e-5f;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final AppExecutors executors = new AppExecutors();
  private Lab lab;

  @Before
  public void makeLab() throws IOException {
    FakeModels models = new FakeModels(folder.newFolder().toPath());
    lab = new Lab(executors, models, models::freeBytes, System::nanoTime);
  }

  @After
  public void shutDown() {
    lab.close();
    executors.shutdown();
  }

  private <R> LabState<R> state(LabTask<R> task) {
    LabLook<R> look = lab.newLook();
    look.begin("any", task, task);
    Awaited.barrier(executors.inside());
    shadowOf(Looper.getMainLooper()).idle();
    return look.state().getValue();
  }

  private <R> R look(LabTask<R> task) {
    return ((LabState.Done<R>) state(task)).result();
  }

  private LensLook lens(int place, long mostWork) {
    return look((model, progress) -> LensLook.at(TEXT, place, model, progress, mostWork));
  }

  @Test
  public void lens_atOnePlaceAlone_saysWhatItSaysAmongAll() {
    LensLook all = lens(0, Long.MAX_VALUE);
    for (int place = 0; place < TEXT.length(); place++) {
      LensLook one = lens(place, NO_WORK);
      assertThat(one.covers(place)).isTrue();
      assertThat(one.covers((place + 1) % TEXT.length())).isFalse();
      assertThat(all.covers(place)).isTrue();
      for (int layers = 0; layers <= all.layers(); layers++) {
        assertThat(one.words(place, layers)).isEqualTo(all.words(place, layers));
      }
    }
  }

  @Test
  public void lens_words_areTheLikeliestFirstAndSettleWhereTheyStayTheAnswer() {
    LensLook lens = lens(0, Long.MAX_VALUE);
    for (int place = 0; place < lens.tokens(); place++) {
      int answer = lens.answer(place).token();
      int settled = lens.settledAfter(place);
      for (int layers = 0; layers <= lens.layers(); layers++) {
        List<LensWord> words = lens.words(place, layers);
        assertThat(words).hasSize(LensLook.CANDIDATES);
        assertThat(words.get(0).probability()).isGreaterThanOrEqualTo(words.get(1).probability());
        if (layers >= settled) {
          assertThat(words.get(0).token()).isEqualTo(answer);
        }
      }
      if (settled > 0) {
        assertThat(lens.words(place, settled - 1).get(0).token()).isNotEqualTo(answer);
      }
    }
  }

  @Test
  public void lens_mostAdded_isTheLayerWhoseBlocksAreLongestBesideTheStream() {
    LayerNorms norms =
        look(
            (model, progress) ->
                model
                    .microscope()
                    .look(
                        model.tokenizer().encodeFramed(TEXT),
                        ObservationRequest.lens(List.of(0), 1),
                        progress)
                    .norms());
    LensLook lens = lens(0, Long.MAX_VALUE);
    for (int place = 0; place < lens.tokens(); place++) {
      LensLook.Added most = lens.mostAdded(place);
      for (int layer = 0; layer < norms.layers(); layer++) {
        float attention = norms.contribution(LayerObserver.Block.ATTENTION, layer, place);
        float alone = norms.contribution(LayerObserver.Block.FEED_FORWARD, layer, place);
        float share = (attention + alone) / norms.stream(layer, place);
        assertThat(share).isLessThanOrEqualTo(most.attention() + most.feedForward() + ROUNDING);
        if (layer == most.layer() - 1) {
          assertThat(most.attention()).isEqualTo(attention / norms.stream(layer, place));
          assertThat(most.feedForward()).isEqualTo(alone / norms.stream(layer, place));
        }
      }
    }
  }

  @Test
  public void lens_beyondTheText_isAtItsLastToken() {
    LensLook lens = lens(Integer.MAX_VALUE, NO_WORK);
    assertThat(lens.covers(Integer.MAX_VALUE)).isTrue();
    assertThat(lens.within(Integer.MAX_VALUE)).isEqualTo(TEXT.length() - 1);
    assertThat(lens.upTo(1)).isEqualTo("He");
  }

  @Test
  public void glances_ofARow_areTheStrongestFirstAndNoneLiesBehindIt() {
    AttentionLook seen = look((model, progress) -> AttentionLook.at(TEXT, model, progress));
    assertThat(seen.labels()).containsExactly("H", "e", "l", "l", "o");
    AttentionMap map = seen.map(new AttentionChoice(0, 0, 3));
    List<Glance> glances = seen.glances(map, 3, TEXT.length());
    assertThat(glances).hasSize(4);
    for (int i = 1; i < glances.size(); i++) {
      assertThat(glances.get(i).weight()).isLessThanOrEqualTo(glances.get(i - 1).weight());
      assertThat(glances.get(i).token()).isLessThanOrEqualTo(3);
    }
    assertThat(map.weight(3, 4)).isZero();
  }

  @Test
  public void text_withACharacterOfTwoTokens_namesEachPart() {
    AttentionLook seen = look((model, progress) -> AttentionLook.at("é", model, progress));
    assertThat(seen.labels()).containsExactly("é 1/2", "é 2/2");
  }

  @Test
  public void text_tooLong_isRefusedWithBothNumbers() {
    String text = "a".repeat(10 * ReadText.MOST_TOKENS);
    LabState<?> state = state((model, progress) -> AttentionLook.at(text, model, progress));
    LabState.Failed<?> failed = (LabState.Failed<?>) state;
    assertThat(failed.fault()).isEqualTo(LabFault.TOO_LONG);
    assertThat(failed.needed()).isEqualTo(text.length());
    assertThat(failed.available()).isBetween(1L, (long) ReadText.MOST_TOKENS);
  }
}
