package dev.ember.app.journey;

import android.text.Layout;
import android.view.InputDevice;
import android.view.MotionEvent;
import android.view.View;
import android.widget.TextView;
import androidx.test.espresso.ViewAction;
import androidx.test.espresso.action.GeneralClickAction;
import androidx.test.espresso.action.Press;
import androidx.test.espresso.action.Tap;
import dev.ember.app.R;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of an answer's first paragraph, for a finger.
 *
 * @param index of the word, from 0
 */
record WordOfAnswer(int index) {
  private static final Pattern WORD = Pattern.compile("\\S+");

  private static TextView text(View answer) {
    return answer.findViewById(R.id.block_text);
  }

  private Matcher in(View answer) {
    Matcher words = WORD.matcher(text(answer).getText());
    for (int i = 0; i <= index; i++) {
      if (!words.find()) {
        throw new AssertionError("expected more than " + i + " words in " + text(answer).getText());
      }
    }
    return words;
  }

  /** Itself, with the signs beside it. */
  String word(View answer) {
    return in(answer).group();
  }

  /** On the right half of its first letter, which is nearer to the gap behind it. */
  ViewAction longPress() {
    return new GeneralClickAction(
        Tap.LONG,
        this::place,
        Press.FINGER,
        InputDevice.SOURCE_TOUCHSCREEN,
        MotionEvent.BUTTON_PRIMARY);
  }

  private float[] place(View answer) {
    TextView text = text(answer);
    Layout layout = Objects.requireNonNull(text.getLayout(), "layout");
    int at = in(answer).start();
    float left = layout.getPrimaryHorizontal(at);
    float width = layout.getPrimaryHorizontal(at + 1) - left;
    int line = layout.getLineForOffset(at);
    int[] corner = new int[2];
    text.getLocationOnScreen(corner);
    int middle = (layout.getLineTop(line) + layout.getLineBottom(line)) / 2;
    return new float[] {
      corner[0] + text.getTotalPaddingLeft() + left + 0.7f * width,
      corner[1] + text.getTotalPaddingTop() + middle
    };
  }
}
