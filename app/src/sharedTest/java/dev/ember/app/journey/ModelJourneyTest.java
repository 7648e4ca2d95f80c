package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

@RunWith(AndroidJUnit4.class)
public final class ModelJourneyTest {
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void models_firstStart_listTheBuiltInOneAsDefault() {
    app.click(withId(R.id.nav_models));
    app.see(allOf(withId(R.id.model_name), withText(BuiltIn.name())));
    app.see(withId(R.id.tag_default));
    app.see(withId(R.id.tag_built_in));
    app.see(allOf(withId(R.id.storage_free), withText(containsString("free"))));

    app.click(withId(R.id.nav_chats));
    app.see(withId(R.id.empty_title));
  }

  @Test
  public void details_opened_tellWhatTheModelIsAndStartAChatWithIt() {
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.model_row));
    app.see(allOf(withId(R.id.page_title), withText(BuiltIn.name())));
    app.see(allOf(withId(R.id.fact_value), withText("llama")));
    app.rotate();
    app.see(allOf(withId(R.id.page_title), withText(BuiltIn.name())));

    app.scrollAndClick(withId(R.id.new_chat_with));
    app.see(withId(R.id.field));
  }

  @Test
  public void speed_afterAnAnswer_isShownAsMeasuredHere() {
    app.newChat();
    app.send("Tell me a story about a lamp that can talk.");
    app.watchAnswer();
    app.back();
    app.click(withId(R.id.nav_models));
    app.see(allOf(withId(R.id.tag_speed), withText(containsString("tokens/s"))));
  }

  @Test
  public void modelChip_inAChat_offersAnother() {
    app.newChat();
    app.click(withId(R.id.title_block));
    app.seeInDialog(withText(R.string.choose_model_body));
    app.clickInDialog(withText(BuiltIn.name()));
    app.see(withId(R.id.field));
  }
}
