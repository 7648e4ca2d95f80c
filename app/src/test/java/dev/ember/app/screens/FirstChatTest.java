package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.content.Context;
import android.content.res.Configuration;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import dev.ember.app.engine.BuiltInModel;
import dev.ember.app.engine.ShippedModel;
import dev.ember.app.markdown.MarkdownView;
import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import dev.ember.inference.chat.Message;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What a person meets first, on the model that ships. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35)
public final class FirstChatTest {
  private static final int[] PROMPTS = {
    R.string.prompt_story, R.string.prompt_word, R.string.prompt_not, R.string.prompt_hello
  };

  /** An answer that goes on for so long has lost its way. */
  private static final int MOST_TOKENS = 400;

  private static final long SEED = 7;
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

  @Rule public final TemporaryFolder files = new TemporaryFolder();
  @Rule public final ScreenRule screen = new ScreenRule();

  private BuiltInModel shipped;

  @Before
  public void giveTheModelThatShips() throws IOException {
    shipped = ShippedModel.copiedTo(files.newFolder().toPath());
    screen.app().model(shipped);
  }

  @Test
  public void suggestion_tapped_isAnsweredByTheModelThatShips() throws IOException {
    screen.launchForTheFirstTime();
    screen.with(
        activity ->
            ((ViewGroup) activity.findViewById(R.id.suggestions)).getChildAt(0).performClick());
    screen.settle();

    MarkdownView answer = screen.read(activity -> activity.findViewById(R.id.answer));
    assertThat(answer.growing()).isFalse();
    assertThat(answer.source()).isNotBlank();
    String name = shipped.bundle().manifest().name();
    assertThat(screen.<TextView>read(activity -> activity.findViewById(R.id.model)).getText())
        .asString()
        .isEqualTo(name + " · CPU");
  }

  @Test
  public void everySuggestion_isAnsweredToItsEndInItsLanguage() throws IOException {
    try (Engine engine = shipped.open()) {
      GenerationOptions options =
          new GenerationOptions(
              engine.manifest().sampling().withSeed(SEED), MOST_TOKENS, List.of());
      for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
        for (int prompt : PROMPTS) {
          String asked = words(language, prompt);
          try (Conversation conversation = engine.newConversation()) {
            GenerationResult answer =
                conversation.generate(List.of(Message.user(asked)), options, delta -> {});
            assertThat(answer.text()).as(asked).isNotBlank();
            assertThat(answer.reason()).as(asked).isEqualTo(FinishReason.STOP);
            assertThat(HAN.matcher(answer.text()).find())
                .as("%s: Chinese in %s", asked, answer.text())
                .isEqualTo(HAN.matcher(asked).find());
          }
        }
      }
    }
  }

  private static String words(Locale language, int id) {
    Context context = ApplicationProvider.getApplicationContext();
    Configuration screens = new Configuration(context.getResources().getConfiguration());
    screens.setLocale(language);
    return context.createConfigurationContext(screens).getString(id);
  }
}
