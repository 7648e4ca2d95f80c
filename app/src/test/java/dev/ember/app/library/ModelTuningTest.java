package dev.ember.app.library;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.Context;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.ModelTuning;
import dev.ember.inference.bundle.LoadPlan;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ModelTuningTest {
  private static final int WINDOW = 1024;
  private static final int NARROW = 256;
  private static final long MEMORY = 20_000_000;

  /** Keys and values of two layers, two heads of six numbers, four bytes each. */
  private static final long BYTES_OF_A_TOKEN = 2 * 2 * 2 * 6 * 4;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Application context = ApplicationProvider.getApplicationContext();
  private final AppExecutors executors = new AppExecutors();

  @After
  public void end() {
    executors.shutdown();
  }

  @Test
  public void window_unset_isTheModelsOwn() {
    assertThat(ModelTuning.NONE.window(WINDOW)).isEqualTo(WINDOW);
    assertThat(new ModelTuning(256, null).window(WINDOW)).isEqualTo(256);
    assertThat(new ModelTuning(4096, null).window(WINDOW)).isEqualTo(WINDOW);
  }

  @Test
  public void tuning_set_isKeptPerModelAndTakenBack() {
    library().tune("a", new ModelTuning(256, 2));
    library().tune("b", new ModelTuning(null, 3));
    assertThat(library().tuningOf("a")).isEqualTo(new ModelTuning(256, 2));
    assertThat(library().tuningOf("b")).isEqualTo(new ModelTuning(null, 3));
    assertThat(library().tuningOf("c")).isEqualTo(ModelTuning.NONE);

    library().tune("a", ModelTuning.NONE);
    assertThat(library().tuningOf("a")).isEqualTo(ModelTuning.NONE);
    library().delete("b");
    assertThat(library().tuningOf("b")).isEqualTo(ModelTuning.NONE);
  }

  @Test
  public void memory_smallerWindow_needsLessByItsCache() {
    assertThat(LibraryModels.neededBytes(manifest(), ModelTuning.NONE)).isEqualTo(MEMORY);
    assertThat(LibraryModels.neededBytes(manifest(), new ModelTuning(WINDOW / 2, null)))
        .isEqualTo(MEMORY - WINDOW / 2 * BYTES_OF_A_TOKEN);
  }

  @Test
  public void window_halved_needsLessAndEndsAtOneToken() {
    assertThat(new ModelTuning(null, 3).halved(WINDOW)).isEqualTo(new ModelTuning(WINDOW / 2, 3));
    assertThat(new ModelTuning(1, null).halved(WINDOW)).isEqualTo(new ModelTuning(1, null));
    assertThat(LibraryModels.leastBytes(manifest(), ModelTuning.NONE.halved(WINDOW)))
        .isLessThan(LibraryModels.leastBytes(manifest(), ModelTuning.NONE));
  }

  @Test
  public void memory_partsOfACard_addUpToWhatIsNeeded() {
    Manifest manifest = manifest();
    ModelCard card = ModelCard.of(manifest, MEMORY / 2, "", new ModelCard.Arrival("", "", 0));
    for (ModelTuning tuning : List.of(ModelTuning.NONE, new ModelTuning(NARROW, null))) {
      ModelCard.Memory parts = card.memory(tuning.window(WINDOW));
      assertThat(parts.weights()).isEqualTo(MEMORY / 2);
      assertThat(parts.chat()).isEqualTo(tuning.window(WINDOW) * BYTES_OF_A_TOKEN);
      assertThat(parts.work()).isPositive();
      assertThat(parts.sum()).isEqualTo(LibraryModels.neededBytes(manifest, tuning));
    }
  }

  @Test
  public void memory_partsOfALoad_addUpToTheSumThatIsAskedAbout() {
    Manifest manifest = manifest();
    for (long file : new long[] {1, MEMORY / 2, 2 * MEMORY}) { // the last: more than it may take
      for (int window = WINDOW; window > 0; window /= 2) {
        ModelTuning tuning = new ModelTuning(window, null);
        LoadRisk.Parts parts = LibraryModels.leastParts(manifest, file, tuning);
        assertThat(parts.sum()).isEqualTo(LibraryModels.leastBytes(manifest, tuning));
        assertThat(List.of(parts.weights(), parts.chat(), parts.work()))
            .allMatch(bytes -> bytes >= 0);
      }
    }
    LoadRisk.Parts parts = LibraryModels.leastParts(manifest, MEMORY / 2, ModelTuning.NONE);
    assertThat(parts.weights()).isEqualTo(MEMORY / 2);
    assertThat(parts.chat()).isEqualTo(WINDOW * BYTES_OF_A_TOKEN);
  }

  @Test
  public void card_writtenAndRead_isTheSame() throws IOException {
    ModelCard card =
        ModelCard.of(manifest(), 9, "", new ModelCard.Arrival("a.gguf", "ab".repeat(32), 7));
    assertThat(ModelCardJson.read(ModelCardJson.write(card))).isEqualTo(card);
  }

  @Test
  public void memory_backForMoreThanIsSeen_isKnownOnlyThen() {
    Manifest whole =
        manifest(
            new Manifest.Signature("decode", 1, NARROW),
            new Manifest.Signature("decode_c", 1, WINDOW));
    long needed = LoadPlan.whole(whole).neededBytes();
    assertThat(LibraryModels.fitsMore(whole, NARROW, needed)).isTrue();
    assertThat(LibraryModels.fitsMore(whole, NARROW, needed - 1)).isFalse();
    assertThat(LibraryModels.fitsMore(whole, NARROW, 0)).isFalse();
    assertThat(LibraryModels.fitsMore(whole, WINDOW, Long.MAX_VALUE)).isFalse();
  }

  private ModelLibrary library() {
    return new ModelLibrary(
        folder.getRoot().toPath(),
        context.getSharedPreferences("models", Context.MODE_PRIVATE),
        executors);
  }

  private static Manifest manifest(Manifest.Signature... signatures) {
    DecoderConfig config =
        DecoderConfig.llama(300, WINDOW)
            .hidden(20)
            .layers(2)
            .heads(4, 2)
            .headSize(6)
            .feedForward(28)
            .tied(true)
            .build();
    return new Manifest(
        Manifest.FORMAT_VERSION,
        "Small",
        "llama",
        config,
        "float32",
        List.of(signatures),
        List.of(),
        "",
        "<|im_end|>",
        List.of(3),
        new SamplingOptions(0.7f, 40, 0.92f, 0.05f, 1.1f, 64, 0),
        MEMORY,
        Map.of(),
        List.of());
  }
}
