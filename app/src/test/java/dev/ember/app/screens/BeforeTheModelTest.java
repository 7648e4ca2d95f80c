package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.os.Bundle;
import android.os.Parcel;
import android.view.View;
import android.widget.EditText;
import androidx.fragment.app.DialogFragment;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentActivity;
import androidx.lifecycle.ViewModelProvider;
import androidx.test.platform.app.InstrumentationRegistry;
import com.google.android.material.button.MaterialButton;
import com.google.android.material.chip.Chip;
import dev.ember.app.R;
import dev.ember.app.chat.ChatState;
import dev.ember.app.chat.ChatViewModel;
import dev.ember.app.chat.SamplingSheet;
import dev.ember.app.chat.SystemPromptSheet;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.DefaultsEntity;
import dev.ember.app.data.ModelKey;
import dev.ember.app.data.SystemPrompt;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.FakeBackend;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Sheets that set how a model answers, opened while it is still being loaded. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class BeforeTheModelTest {
  /** A tenth of what the system takes of an app. */
  private static final int SMALL_STATE_BYTES = 100_000;

  private static final String OF_ALL = "For all.";
  private static final String OF_MODEL = "For the model.";
  private static final ModelKey MODEL = new ModelKey("", ScriptedModel.NAME);

  @Rule public final ScreenRule screen = new ScreenRule();

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch loaded = new CountDownLatch(1);

  @Before
  public void openAChatWhoseModelIsStillLoaded() {
    screen.app().model(this::slowly);
    screen.stored(
        chats -> {
          chats.setDefaults(
              new DefaultsEntity(DefaultsEntity.ALL, SystemPrompt.of(OF_ALL), null, null));
          chats.setDefaults(
              new DefaultsEntity(MODEL.scope(), SystemPrompt.of(OF_MODEL), null, null));
          return true;
        });
    screen.launch();
    screen.with(activity -> activity.findViewById(R.id.empty_new_chat).performClick());
    screen.settleAround(() -> begun.getCount() == 0);
  }

  private Engine slowly() throws IOException {
    begun.countDown();
    try {
      loaded.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the model", e);
    }
    return ScriptedModel.engine(new FakeBackend(ScriptedModel.config()));
  }

  @Test
  public void systemPrompt_savedUntouchedOnceTheModelIsThere_changesNothing() {
    open(new SystemPromptSheet());
    assertThat(enabled(R.id.scope_model)).isFalse();
    load();

    tap(R.id.system_prompt_save);

    assertThat(prompt(MODEL)).isEqualTo(OF_MODEL);
    assertThat(prompt(null)).isEqualTo(OF_ALL);
  }

  @Test
  public void systemPrompt_ofTheModel_canBeSetOnceItIsThere() {
    open(new SystemPromptSheet());
    load();
    assertThat(enabled(R.id.scope_model)).isTrue();
    tap(R.id.scope_model);
    EditText field = screen.dialog().findViewById(R.id.system_prompt_field);
    assertThat(field.getText()).hasToString(OF_MODEL);
    screen.with(activity -> field.setText("Another."));

    tap(R.id.system_prompt_save);

    assertThat(prompt(MODEL)).isEqualTo("Another.");
    assertThat(prompt(null)).isEqualTo(OF_ALL);
  }

  @Test
  public void systemPrompt_longOneInTwoScopes_isASmallStateAndStaysInANewWindow() {
    String given = "Given to all. ".repeat(4_900);
    String typed = "Typed for the chat. ".repeat(4_900);
    screen.stored(
        chats -> {
          chats.setDefaults(
              new DefaultsEntity(DefaultsEntity.ALL, SystemPrompt.of(given), null, null));
          return true;
        });
    load();
    open(new SystemPromptSheet());
    screen.with(activity -> systemPromptField().setText(typed));
    tap(R.id.scope_all);

    Bundle state = new Bundle();
    screen.with(
        activity ->
            InstrumentationRegistry.getInstrumentation()
                .callActivityOnSaveInstanceState(activity, state));
    assertThat(bytes(state)).isLessThan(SMALL_STATE_BYTES);
    screen.scenario().recreate();
    screen.settle();
    assertThat(systemPromptField().getText()).hasToString(given.trim());
    tap(R.id.scope_chat);
    assertThat(systemPromptField().getText()).hasToString(typed);
    tap(R.id.system_prompt_save);
    assertThat(settings().systemPrompt()).isEqualTo(SystemPrompt.of(typed));
    assertThat(prompt(null)).isEqualTo(given.trim());
  }

  private EditText systemPromptField() {
    return screen.dialog().findViewById(R.id.system_prompt_field);
  }

  private static int bytes(Bundle state) {
    Parcel parcel = Parcel.obtain();
    try {
      parcel.writeBundle(state);
      return parcel.dataSize();
    } finally {
      parcel.recycle();
    }
  }

  @Test
  public void systemPrompt_noneForTheChatAndForTheModel_isWhatHolds() {
    open(new SystemPromptSheet());
    load();
    assertThat(settings().systemPromptFor(MODEL)).isEqualTo(OF_MODEL);
    tap(R.id.prompt_none);
    tap(R.id.scope_model);
    assertThat(checked(R.id.prompt_none)).as("the model has its own").isFalse();
    tap(R.id.prompt_none);
    tap(R.id.scope_all);
    assertThat(screen.dialog().findViewById(R.id.prompt_none).getVisibility()).isEqualTo(View.GONE);
    tap(R.id.system_prompt_save);
    assertThat(settings().systemPrompt()).isEqualTo(SystemPrompt.NONE);
    assertThat(settings().systemPromptFor(MODEL)).isEmpty();
    assertThat(settings().general().systemPromptFor(MODEL)).isEmpty();
    assertThat(settings().general().systemPromptFor(new ModelKey("another", ScriptedModel.NAME)))
        .isEqualTo(OF_ALL);

    open(new SystemPromptSheet());
    assertThat(checked(R.id.prompt_none)).isTrue();
    tap(R.id.prompt_none);
    assertThat(checked(R.id.prompt_none)).isFalse();
    tap(R.id.prompt_none);
    EditText field = screen.dialog().findViewById(R.id.system_prompt_field);
    screen.with(activity -> field.setText("After all."));
    assertThat(checked(R.id.prompt_none)).as("something is written").isFalse();
    tap(R.id.system_prompt_save);
    assertThat(settings().systemPromptFor(MODEL)).isEqualTo("After all.");
  }

  @Test
  public void systemPrompt_takenBackForTheChatFromBesideTheOthers_isWhatIsSaved() {
    open(new SystemPromptSheet());
    load();
    EditText field = screen.dialog().findViewById(R.id.system_prompt_field);
    screen.with(activity -> field.setText("Mine."));
    tap(R.id.prompt_none);
    tap(R.id.scope_all);
    tap(com.google.android.material.R.id.snackbar_action);

    tap(R.id.system_prompt_save);

    assertThat(settings().systemPrompt()).isEqualTo(SystemPrompt.of("Mine."));
    assertThat(prompt(null)).isEqualTo(OF_ALL);
  }

  private boolean checked(int id) {
    return screen.dialog().<Chip>findViewById(id).isChecked();
  }

  @Test
  public void scopes_chosenOne_hasASignAndNoOtherHas() {
    load();
    open(new SamplingSheet());
    assertThat(signed()).containsExactly(R.id.scope_chat);
    tap(R.id.scope_all);
    assertThat(signed()).containsExactly(R.id.scope_all);
  }

  private List<Integer> signed() {
    return Stream.of(R.id.scope_chat, R.id.scope_model, R.id.scope_all)
        .filter(id -> screen.dialog().<MaterialButton>findViewById(id).getIcon() != null)
        .collect(Collectors.toList());
  }

  @Test
  public void sampling_ofMoreThanTheChat_waitsForTheModel() {
    open(new SamplingSheet());
    assertThat(enabled(R.id.scope_chat)).isTrue();
    assertThat(enabled(R.id.scope_model)).isFalse();
    assertThat(enabled(R.id.scope_all)).isFalse();

    load();

    assertThat(enabled(R.id.scope_model)).isTrue();
    assertThat(enabled(R.id.scope_all)).isTrue();
    tap(R.id.scope_all);
    tap(R.id.preset_lively);
    AnswerSettings settings = settings();
    assertThat(settings.sampling()).as("the chat's own").isNull();
    assertThat(settings.defaultsOf(null).sampling()).isNotNull();
  }

  private void open(DialogFragment sheet) {
    screen.with(activity -> sheet.show(chat(activity).getChildFragmentManager(), null));
    screen.redraw();
  }

  private void load() {
    loaded.countDown();
    screen.settle();
  }

  private void tap(int id) {
    View button = screen.dialog().findViewById(id);
    screen.with(activity -> button.performClick());
    screen.settle();
  }

  private boolean enabled(int id) {
    return screen.dialog().findViewById(id).isEnabled();
  }

  private String prompt(@Nullable ModelKey model) {
    return settings().defaultsOf(model).systemPrompt().text();
  }

  private AnswerSettings settings() {
    return settings(screen);
  }

  /** What the chat on a screen goes by. */
  static AnswerSettings settings(ScreenRule screen) {
    return screen.read(
        activity ->
            ((ChatState)
                    Objects.requireNonNull(
                        new ViewModelProvider(chat(activity))
                            .get(ChatViewModel.class)
                            .state()
                            .getValue()))
                .settings());
  }

  static Fragment chat(android.app.Activity activity) {
    return Objects.requireNonNull(
        ((FragmentActivity) activity).getSupportFragmentManager().findFragmentById(R.id.screen));
  }
}
