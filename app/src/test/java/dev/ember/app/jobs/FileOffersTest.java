package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.net.Uri;
import android.provider.DocumentsContract;
import androidx.test.core.app.ApplicationProvider;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class FileOffersTest {
  private final FileOffers offers = new FileOffers(ApplicationProvider.getApplicationContext());

  @Test
  public void title_noNameIsGiven_isTheEndOfTheAddress() {
    assertThat(offers.title(Uri.parse("content://nobody/files/tiny%0A.gguf")))
        .isEqualTo("tiny.gguf");
  }

  @Test
  public void title_nothingToNameItBy_isInWords() {
    assertThat(offers.title(Uri.parse("content://nobody"))).isEqualTo("Unnamed model");
  }

  @Test
  public void folderName_ofControlCharacters_isInWords() {
    Uri tree = DocumentsContract.buildTreeDocumentUri("nobody", "\u0001/\u0002\u202e");
    assertThat(offers.folderName(tree)).isEqualTo("/");
    Uri nameless = DocumentsContract.buildTreeDocumentUri("nobody", "\u0002\u202e");
    assertThat(offers.folderName(nameless)).isEqualTo("Unnamed model");
  }

  @Test
  @Config(qualifiers = "zh-rCN")
  public void title_nothingToNameItBy_isInTheLanguageOfThePhone() {
    assertThat(offers.title(Uri.parse("content://nobody"))).isEqualTo("未命名的模型");
  }
}
