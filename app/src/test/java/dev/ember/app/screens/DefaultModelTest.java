package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Activity;
import android.view.View;
import android.widget.TextView;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.library.ModelCard;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.testing.Awaited;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Which model new chats get, as it is chosen at the screen. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class DefaultModelTest {
  private static final String STORY = "story";
  private static final String NAME = "Story teller";

  @Rule public final WindowRule window = new WindowRule();

  private final ScreenRule screen = window.screen();

  @Before
  public void shelveAnother() {
    Awaited.on(screen.app().scope().executors().work(), this::add);
    window.click(R.id.nav_models);
  }

  private boolean add() {
    try {
      Path file = Files.createDirectories(library().incoming()).resolve("story.ember");
      Files.write(file, new byte[1]);
      library().add(file, named(ScriptedModel.card(STORY)));
      return true;
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private static ModelCard named(ModelCard card) {
    return new ModelCard(
        card.id(),
        NAME,
        card.bytes(),
        card.sha256(),
        card.architecture(),
        card.quantization(),
        card.shape(),
        card.parameters(),
        card.window(),
        card.memoryBytes(),
        card.licence(),
        card.origin(),
        card.originSha256(),
        card.addedMs());
  }

  @Test
  public void radio_tapped_isTheModelOfNewChatsFromThenOn() {
    long before = window.openKept("A draft").chatId();
    window.click(R.id.nav_models);
    assertThat(isDefault(NAME)).isFalse();
    row(window.get(), NAME).findViewById(R.id.model_default).performClick();
    screen.settle();

    assertThat(isDefault(NAME)).isTrue();
    assertThat(isDefault(ScriptedModel.NAME)).as("there is one").isFalse();
    assertThat(radio(NAME)).isNotEqualTo(radio(ScriptedModel.NAME));
    assertThat(modelOfANewChat()).isEqualTo(STORY);
    assertThat(library().modelOf(before)).as("who has not chosen goes along").isEqualTo(STORY);

    window.openAnew(); // with view models of its own
    window.click(R.id.nav_models);
    assertThat(isDefault(NAME)).isTrue();
    assertThat(modelOfANewChat()).isEqualTo(STORY);
  }

  @Test
  public void buttonOfItsPage_tapped_isTheSame() {
    row(window.get(), NAME).performClick();
    screen.settle();
    window.click(R.id.make_default);

    assertThat(window.find(R.id.make_default).isShown()).as("it is the default now").isFalse();
    assertThat(library().defaultId()).isEqualTo(STORY);
    assertThat(modelOfANewChat()).isEqualTo(STORY);
  }

  private String modelOfANewChat() {
    window.get().newChat();
    screen.settle();
    String model = library().modelOf(window.chat().chatId());
    window.click(R.id.nav_models);
    return model;
  }

  private boolean isDefault(String name) {
    return row(window.get(), name).findViewById(R.id.tag_default).isShown();
  }

  /** What is spoken of it, without the name. */
  private String radio(String name) {
    View radio = row(window.get(), name).findViewById(R.id.model_default);
    return String.valueOf(radio.getContentDescription()).replace(name, "");
  }

  private static View row(Activity activity, String name) {
    RecyclerView rows = activity.findViewById(R.id.models);
    for (int i = 0; i < rows.getChildCount(); i++) {
      TextView title = rows.getChildAt(i).findViewById(R.id.model_name);
      if (title != null && title.getText().toString().equals(name)) {
        return rows.getChildAt(i);
      }
    }
    throw new AssertionError("expected " + name + " in " + rows.getChildCount() + " rows");
  }

  private ModelLibrary library() {
    return screen.app().scope().shelf().library();
  }
}
