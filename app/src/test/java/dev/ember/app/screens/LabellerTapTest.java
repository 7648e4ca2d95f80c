package dev.ember.app.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import android.view.View;
import android.widget.EditText;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * From a tap to the file that {@code ./ember reward} takes: the training module's {@code
 * LabelledOnAPhoneTest} learns from the very bytes that are asserted here.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class LabellerTapTest {
  private static final Path FILE =
      Path.of("../model-converter/training/src/test/resources/labelled-on-a-phone.jsonl");

  private static final List<String> THINGS =
      List.of("dog", "sun", "tea", "book", "bread", "hat", "bird", "ship");

  @Rule public final ScreenRule screen = new ScreenRule();

  @Before
  public void openLabeller() {
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    backend.script(new Speaker());
    screen.app().model(() -> ScriptedModel.engine(backend));
    screen.launch();
    screen.with(
        activity -> ((MainActivity) activity).openInside(InsideScreen.LABELLER, InsideText.NONE));
    screen.settle();
  }

  @Test
  public void taps_shared_areTheFileThatTrainingTakes() throws IOException {
    for (int i = 0; i < THINGS.size(); i++) {
      write("Tell me of the " + THINGS.get(i));
      boolean kindFirst = text(R.id.labeller_first).startsWith("Yes");
      if (i == 0) { // a slip of the thumb
        screen.click(kindFirst ? R.id.labeller_second_better : R.id.labeller_first_better);
        screen.click(R.id.labeller_undo);
        assertThat(field()).isEqualTo("Tell me of the dog");
      }
      screen.click(kindFirst ? R.id.labeller_first_better : R.id.labeller_second_better);
    }
    write("Tell me of the rain");
    screen.click(R.id.labeller_equal);
    screen.click(R.id.labeller_skip);
    assertThat(text(R.id.labeller_count)).contains("9 choices").contains("1 of them equal");

    screen.click(R.id.labeller_share);
    Path shared =
        screen.app().getCacheDir().toPath().resolve("shared").resolve("ember-pairs.jsonl");
    assertThat(new String(Files.readAllBytes(shared), UTF_8))
        .isEqualTo(new String(Files.readAllBytes(FILE), UTF_8));
  }

  @Test
  public void oneThingToSay_isSaidAndNothingCanBeChosen() {
    write("Say the same");
    assertThat(text(R.id.labeller_status)).contains("the same with other dice").contains("Same.");
    assertThat(shown(R.id.labeller_verdicts)).isFalse();
  }

  @Test
  public void storage_refusing_keepsBothAnswersAndSaysSo() {
    write("Tell me of the dog");
    String first = text(R.id.labeller_first);
    screen
        .app()
        .execute(
            "CREATE TRIGGER full BEFORE INSERT ON choices BEGIN SELECT RAISE(ABORT, 'full'); END");
    screen.click(R.id.labeller_first_better);
    assertThat(text(R.id.labeller_status)).startsWith("Not kept");
    assertThat(text(R.id.labeller_first)).isEqualTo(first);
    screen.app().execute("DROP TRIGGER full");
    screen.click(R.id.labeller_first_better);
    assertThat(text(R.id.labeller_count)).isEqualTo("1 choice");
  }

  @Test
  public void prompt_changed_leavesNothingToChooseFrom() {
    write("Tell me of the dog");
    assertThat(shown(R.id.labeller_verdicts)).isTrue();
    type("Tell me of the sun");
    assertThat(shown(R.id.labeller_verdicts)).isFalse();
    assertThat(shown(R.id.labeller_write)).isTrue();
  }

  private void write(String prompt) {
    type(prompt);
    screen.click(R.id.labeller_write);
  }

  private void type(String prompt) {
    screen.with(activity -> ((EditText) activity.findViewById(R.id.inside_field)).setText(prompt));
    screen.settle();
  }

  private String field() {
    return text(R.id.inside_field);
  }

  private String text(int id) {
    return screen.read(activity -> ((TextView) activity.findViewById(id)).getText().toString());
  }

  private boolean shown(int id) {
    return screen.read(activity -> activity.findViewById(id).getVisibility() == View.VISIBLE);
  }

  /** Speaks kindly of a thing once and then not, or the other way round. */
  private static final class Speaker implements ToIntFunction<int[]> {
    private final Map<String, Integer> asked = new HashMap<>();
    private byte @Nullable [] answer;
    private int given;

    @Override
    public int applyAsInt(int[] tokens) {
      byte[] now = answer;
      if (now == null) {
        now = answerTo(prompt(tokens)).getBytes(UTF_8);
        answer = now;
        given = 0;
      }
      if (given == now.length) {
        answer = null;
        return SmallTokenizer.IM_END;
      }
      return now[given++];
    }

    private static String prompt(int[] tokens) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      for (int token : tokens) {
        if (token < 256) {
          text.write(token);
        }
      }
      return new String(text.toByteArray(), UTF_8);
    }

    private String answerTo(String prompt) {
      int times = asked.merge(prompt, 1, Integer::sum);
      if (prompt.contains("Say the same")) {
        return "Same.";
      }
      for (int i = 0; i < THINGS.size(); i++) {
        if (prompt.contains("Tell me of the " + THINGS.get(i))) {
          boolean kind = (times + i) % 2 == 0;
          return kind ? "Yes, the " + THINGS.get(i) : "No, go away";
        }
      }
      return "Word " + times;
    }
  }
}
