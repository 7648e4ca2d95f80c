package dev.ember.app.inside.attention;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import androidx.lifecycle.SavedStateHandle;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.screens.ScriptedApp;
import java.util.HashMap;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35)
public final class AttentionModelTest {
  private final Application app = ApplicationProvider.getApplicationContext();

  @Test
  public void choice_afterTheProcessDied_isAsItWas() {
    SavedStateHandle saved = new SavedStateHandle();
    AttentionModel model = new AttentionModel(app, saved);
    assertThat(model.tab()).isEqualTo(AttentionTab.MAP);
    assertThat(model.choice()).isEqualTo(AttentionChoice.FIRST);

    model.open(AttentionTab.LENS);
    model.choose(new AttentionChoice(3, 1, 4));
    Map<String, Object> kept = new HashMap<>();
    saved.keys().forEach(key -> kept.put(key, saved.get(key)));

    AttentionModel next = new AttentionModel(app, new SavedStateHandle(kept));
    assertThat(next.tab()).isEqualTo(AttentionTab.LENS);
    assertThat(next.choice()).isEqualTo(new AttentionChoice(3, 1, 4));
  }
}
