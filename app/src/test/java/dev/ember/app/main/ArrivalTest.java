package dev.ember.app.main;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.Intent;
import android.net.Uri;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class ArrivalTest {
  private static final Uri OFFERED = Uri.parse("content://files/1");

  @Test
  public void file_offeredByItsOwner_isTaken() {
    assertThat(Arrival.of(new Intent(Intent.ACTION_VIEW, OFFERED)))
        .isEqualTo(new Arrival.File(OFFERED));
    assertThat(Arrival.of(new Intent(Intent.ACTION_SEND).putExtra(Intent.EXTRA_STREAM, OFFERED)))
        .isEqualTo(new Arrival.File(OFFERED));
  }

  @Test
  public void file_ofAnyOtherScheme_isNot() {
    for (String uri : new String[] {"file:///etc/passwd", "https://example.org/m", "ember:x"}) {
      assertThat(Arrival.of(new Intent(Intent.ACTION_VIEW, Uri.parse(uri))))
          .isEqualTo(new Arrival.NotOffered());
    }
    assertThat(Arrival.of(new Intent(Intent.ACTION_VIEW))).isEqualTo(new Arrival.NotOffered());
  }

  @Test
  public void text_longerThanAnyWindow_isCut() {
    String text = "x".repeat(Arrival.MOST_CHARS + 1);
    Arrival.NewChat chat =
        (Arrival.NewChat)
            Arrival.of(new Intent(Intent.ACTION_SEND).putExtra(Intent.EXTRA_TEXT, text));
    assertThat(chat.text()).hasSize(Arrival.MOST_CHARS);
  }

  @Test
  public void text_ofAnotherType_isNoText() {
    assertThat(Arrival.of(new Intent(Intent.ACTION_SEND).putExtra(Intent.EXTRA_TEXT, 7)))
        .isEqualTo(new Arrival.NewChat(""));
  }

  @Test
  public void unknownAction_isNothingBesideTheApp() {
    assertThat(Arrival.of(new Intent("com.example.DELETE_ALL"))).isEqualTo(new Arrival.Home());
    assertThat(Arrival.of(null)).isEqualTo(new Arrival.Home());
  }
}
