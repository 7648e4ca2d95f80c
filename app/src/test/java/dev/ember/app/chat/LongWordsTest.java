package dev.ember.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.widget.EditText;
import androidx.test.core.app.ApplicationProvider;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What a field makes of a text that has no gap for thousands of characters. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class LongWordsTest {
  private static final String WORD = "YWJjZGVm+/".repeat(LongWords.MOST_CHARS / 10);

  private EditText field;

  @Before
  public void make() {
    field = new EditText(ApplicationProvider.getApplicationContext());
    LongWords.keepOutOf(field);
  }

  @Test
  public void text_base64_getsLineEndsAndLosesNothing() {
    field.setText(WORD + WORD + WORD + "end");
    assertThat(field.getText()).hasToString(WORD + "\n" + WORD + "\n" + WORD + "\nend");
    field.setText(field.getText().toString());
    assertThat(field.getText()).hasToString(WORD + "\n" + WORD + "\n" + WORD + "\nend");
  }

  @Test
  public void paste_intoWhatIsWritten_getsThemToo() {
    field.setText("See this: .");
    field.getText().insert("See this: ".length(), WORD + "!");
    assertThat(field.getText()).hasToString("See this: " + WORD + "\n!.");
  }

  @Test
  public void text_withGapsOrInChinese_staysAsItIs() {
    for (String text : new String[] {WORD, "A lamp. ".repeat(1_000), "小猫喝了牛奶".repeat(1_000)}) {
      field.setText(text);
      assertThat(field.getText()).hasToString(text);
    }
  }

  @Test
  public void text_pairsOfSurrogates_stayTogether() {
    String faces = "a" + "😀".repeat(LongWords.MOST_CHARS);
    field.setText(faces);
    String[] lines = field.getText().toString().split("\n");
    assertThat(String.join("", lines)).isEqualTo(faces);
    assertThat(lines[0]).endsWith("😀");
  }
}
