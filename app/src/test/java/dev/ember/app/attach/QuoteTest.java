package dev.ember.app.attach;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.res.Resources;
import androidx.test.core.app.ApplicationProvider;
import java.util.Collections;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class QuoteTest {
  private final Resources words = ApplicationProvider.getApplicationContext().getResources();

  @Test
  public void of_wholeFile_standsBehindTheQuestion() {
    assertThat(Quote.of("What is this?", whole("Lamp.JAVA", "class Lamp {}\n"), words))
        .isEqualTo("What is this?\n\nLamp.JAVA:\n```java\nclass Lamp {}\n```");
  }

  @Test
  public void of_noQuestion_isTheFileAlone() {
    assertThat(Quote.of("  ", whole("notes", "oil"), words)).isEqualTo("notes:\n```\noil\n```");
  }

  @Test
  public void of_cutFile_saysSoInThePrompt() {
    String text = Quote.of("", new AttachState.Attached("a.csv", "1,2\n", 5_310), words);
    assertThat(text).endsWith("```\n[Cut here: the first 4 of 5,310 characters]");
  }

  @Test
  public void of_textWithFences_cannotCloseItsOwn() {
    String text = Quote.of("", whole("README.md", "```\ncode\n```\n"), words);
    assertThat(text).isEqualTo("README.md:\n````md\n```\ncode\n```\n````");
  }

  @Test
  public void shortened_longQuotation_showsItsFirstLines() {
    String file = String.join("\n", Collections.nCopies(40, "line"));
    String question = Quote.of("Count them.", whole("a.txt", file), words);
    assertThat(Quote.shortened(question, words))
        .isEqualTo("Count them.\n\na.txt:\nline\nline\nline\nline\n… 36 more lines");
  }

  @Test
  public void shortened_shortQuotationOrNone_isAsItIs() {
    assertThat(Quote.shortened("Count them.", words)).isEqualTo("Count them.");
    String question = Quote.of("", whole("a.txt", "one\ntwo"), words);
    assertThat(Quote.shortened(question, words)).isEqualTo(question);
  }

  private static AttachState.Attached whole(String name, String text) {
    return new AttachState.Attached(name, text, text.length());
  }
}
