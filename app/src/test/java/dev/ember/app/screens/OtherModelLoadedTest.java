package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.view.View;
import android.widget.EditText;
import android.widget.RadioGroup;
import android.widget.TextView;
import androidx.fragment.app.DialogFragment;
import dev.ember.app.R;
import dev.ember.app.chat.SamplingSheet;
import dev.ember.app.chat.SystemPromptSheet;
import dev.ember.app.chat.WindowSheet;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.DefaultsEntity;
import dev.ember.app.data.ModelKey;
import dev.ember.app.data.SystemPrompt;
import dev.ember.app.data.WhenFull;
import dev.ember.app.scope.AppScope;
import dev.ember.app.testing.IdleStudy;
import dev.ember.inference.backend.FakeBackend;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * A chat on the screen while the engine has another model, of the same name: what is set for "this
 * model" is the chat's own.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class OtherModelLoadedTest {
  private static final ModelKey OWN = new ModelKey("", ScriptedModel.NAME);
  private static final ModelKey OTHER = new ModelKey("other", ScriptedModel.NAME);

  @Rule public final ScreenRule screen = new ScreenRule();

  @Before
  public void openAChatAndLoadAnother() {
    screen.app().model(() -> ScriptedModel.engine(new FakeBackend(ScriptedModel.config())));
    screen.stored(
        chats -> {
          chats.setDefaults(
              new DefaultsEntity(OTHER.scope(), SystemPrompt.of("Other."), null, WhenFull.STOP));
          return true;
        });
    screen.launch();
    screen.with(activity -> activity.findViewById(R.id.empty_new_chat).performClick());
    screen.settle();
    screen.with(activity -> AppScope.of(activity).engine().study("other", new IdleStudy()));
    screen.settle();
  }

  @Test
  public void topBar_saysTheChatsModel_andThatItIsNotLoaded() {
    String words =
        screen.read(activity -> activity.<TextView>findViewById(R.id.model).getText().toString());

    assertThat(words).isEqualTo("Ember Small · not loaded");
  }

  @Test
  public void sampling_ofThisModel_isThatOfTheChat() {
    open(new SamplingSheet());
    tap(R.id.scope_model);
    tap(R.id.preset_lively);

    assertThat(settings().samplingFor(OWN)).isNotNull();
    assertThat(settings().samplingFor(OTHER)).isNull();
  }

  @Test
  public void systemPrompt_ofThisModel_isThatOfTheChat() {
    open(new SystemPromptSheet());
    tap(R.id.scope_model);
    EditText field = screen.dialog().findViewById(R.id.system_prompt_field);
    assertThat(field.getText()).hasToString("");
    screen.with(activity -> field.setText("Own."));
    tap(R.id.system_prompt_save);

    assertThat(settings().systemPromptFor(OWN)).isEqualTo("Own.");
    assertThat(settings().systemPromptFor(OTHER)).isEqualTo("Other.");
  }

  @Test
  public void window_whenFull_isWhatHoldsForTheChatsModel() {
    open(new WindowSheet());

    RadioGroup choice = screen.dialog().findViewById(R.id.when_full);
    assertThat(choice.getCheckedRadioButtonId()).isEqualTo(R.id.when_full_drop);
  }

  private void open(DialogFragment sheet) {
    screen.with(
        activity -> sheet.show(BeforeTheModelTest.chat(activity).getChildFragmentManager(), null));
    screen.redraw();
  }

  private void tap(int id) {
    View button = screen.dialog().findViewById(id);
    screen.with(activity -> button.performClick());
    screen.settle();
  }

  private AnswerSettings settings() {
    return BeforeTheModelTest.settings(screen);
  }
}
