package dev.ember.app.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Activity;
import android.app.Application;
import android.content.ClipData;
import android.content.ClipboardManager;
import android.widget.FrameLayout;
import dev.ember.app.R;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class CodeBlockViewTest {
  private final Activity activity = activity();

  private static Activity activity() {
    Activity activity = Robolectric.buildActivity(Activity.class).get();
    activity.setTheme(R.style.Theme_Ember);
    return activity;
  }

  @Test
  public void copy_ofCodeThatHasGrown_isAllOfItWithoutItsFences() {
    CodeBlockView block = new CodeBlockView(new FrameLayout(activity));
    block.show(code("```java\nint cows = 3;\n"));
    block.show(code("```java\nint cows = 3;\nint cats = 1;\n```"));

    block.view().findViewById(R.id.code_copy).performClick();

    ClipData copied = activity.getSystemService(ClipboardManager.class).getPrimaryClip();
    assertThat(copied).isNotNull();
    assertThat(copied.getItemAt(0).getText().toString().trim())
        .isEqualTo("int cows = 3;\nint cats = 1;");
  }

  private static MarkdownBlock code(String source) {
    return new MarkdownBlock(MarkdownBlock.Kind.CODE, source);
  }
}
