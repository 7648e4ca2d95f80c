package dev.ember.app.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.content.Intent;
import androidx.test.core.app.ApplicationProvider;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
// From Android 14 on a tile asks the service that shows it, which these tests have not.
@Config(application = Application.class, sdk = 26)
public final class NewChatTileTest {

  @Test
  public void tile_tapped_opensANewChat() {
    Robolectric.setupService(NewChatTile.class).onClick();

    Application app = ApplicationProvider.getApplicationContext();
    Intent started = shadowOf(app).getNextStartedActivity();
    assertThat(started.getComponent().getClassName()).isEqualTo(MainActivity.class.getName());
    assertThat(Arrival.of(started)).isInstanceOf(Arrival.NewChat.class);
  }
}
