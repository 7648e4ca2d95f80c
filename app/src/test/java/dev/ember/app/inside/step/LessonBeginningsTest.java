package dev.ember.app.inside.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import dev.ember.app.engine.ShippedModel;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.sample.DrawCandidate;
import dev.ember.inference.sample.DrawRecorder;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The beginnings that two lessons hand to "One token at a time", on the model that ships. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class LessonBeginningsTest {
  private static final int CANDIDATES = 4;

  /** A reader who draws on sees about as many. */
  private static final int STEPS = 12;

  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
  private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}");

  @Rule public final TemporaryFolder files = new TemporaryFolder();

  @Test
  public void likeliestWords_areOfTheSameLanguage() throws IOException {
    assertThat(likeliest(R.string.lesson_next_word_try_text)).noneMatch(HAN.asPredicate());
    assertThat(likeliest(R.string.lesson_temperature_try_text)).noneMatch(HAN.asPredicate());
  }

  @Test
  @Config(qualifiers = "zh-rCN")
  public void likeliestWords_inChinese_areOfTheSameLanguage() throws IOException {
    assertThat(likeliest(R.string.lesson_next_word_try_text)).noneMatch(LATIN.asPredicate());
    assertThat(likeliest(R.string.lesson_temperature_try_text)).noneMatch(LATIN.asPredicate());
  }

  /** The candidates of each step, where the likeliest is taken. */
  private List<String> likeliest(int beginning) throws IOException {
    String text = ApplicationProvider.getApplicationContext().getString(beginning);
    List<String> words = new ArrayList<>();
    try (Engine engine = ShippedModel.copiedTo(files.newFolder().toPath()).open();
        KvCache cache = engine.backend().newCache()) {
      int[] tokens = engine.tokenizer().encodeFramed(text);
      float[] logits = new float[engine.backend().config().vocabulary()];
      for (int token : tokens) {
        engine.backend().decode(token, cache, logits);
      }
      for (int step = 0; step < STEPS; step++) {
        List<DrawCandidate> candidates =
            DrawRecorder.draw(logits, tokens, SamplingOptions.GREEDY, CANDIDATES).candidates();
        for (DrawCandidate candidate : candidates) {
          if (engine.manifest().stopTokens().contains(candidate.token())) {
            continue; // no word: the screen names it
          }
          words.add(new String(engine.tokenizer().bytes(candidate.token()), UTF_8));
        }
        int taken = candidates.get(0).token();
        if (engine.manifest().stopTokens().contains(taken)) {
          break;
        }
        engine.backend().decode(taken, cache, logits);
      }
    }
    return words;
  }
}
