package dev.ember.app.models;

import android.content.Context;
import android.content.res.ColorStateList;
import android.view.View;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.annotation.AttrRes;
import androidx.annotation.DrawableRes;
import androidx.core.view.ViewCompat;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.app.library.GpuStanding;
import dev.ember.app.library.GpuVerdict;

/** The card of a model's page that says what is known of the GPU, and its two buttons. */
final class GpuCard {

  /** Asked for a check. */
  interface Listener {
    /**
     * @param anew whether what is known is to be forgotten
     */
    void check(boolean anew);
  }

  /** A verdict has its colours and its sign. */
  private enum Look {
    CHECKED(
        R.attr.emberCheckedContainer,
        R.attr.emberOnCheckedContainer,
        R.drawable.ic_24_check_circle),
    PLAIN(
        com.google.android.material.R.attr.colorSurfaceContainer,
        com.google.android.material.R.attr.colorOnSurface,
        R.drawable.ic_24_chip),
    CAUTION(R.attr.emberCautionContainer, R.attr.emberOnCautionContainer, R.drawable.ic_24_warning);

    @AttrRes final int container;
    @AttrRes final int text;
    @DrawableRes final int sign;

    Look(@AttrRes int container, @AttrRes int text, @DrawableRes int sign) {
      this.container = container;
      this.text = text;
      this.sign = sign;
    }
  }

  private final View root;
  private final View card;
  private final Listener listener;

  GpuCard(View root, Listener listener) {
    this.root = root;
    this.card = ViewCompat.requireViewById(root, R.id.gpu_card);
    this.listener = listener;
  }

  /** Nothing at all before it is known. */
  void show(Findings found) {
    GpuStanding gpu = found.gpu();
    boolean known = gpu != null && !found.checking();
    visible(card, gpu != null);
    boolean first = gpu != null && gpu.verdict() instanceof GpuVerdict.Unchecked;
    boolean may = gpu != null && known && gpu.mayCheck();
    button(R.id.gpu_check, may && first, false);
    button(R.id.gpu_check_again, may && !first, true);
    if (gpu == null) {
      return;
    }
    Context context = card.getContext();
    if (known) {
      paint(look(gpu.verdict()));
      say(R.id.gpu_title, GpuCardWords.title(gpu, context));
      say(R.id.gpu_body, GpuCardWords.body(gpu, context));
    } else {
      paint(Look.PLAIN);
      say(R.id.gpu_title, context.getString(R.string.gpu_card_checking));
      say(R.id.gpu_body, context.getString(R.string.inside_chat_first));
    }
  }

  private static Look look(GpuVerdict verdict) {
    if (verdict instanceof GpuVerdict.Right right) {
      return right.pace() == GpuVerdict.Pace.FASTER ? Look.CHECKED : Look.PLAIN;
    }
    boolean bad = verdict instanceof GpuVerdict.Wrong || verdict instanceof GpuVerdict.NotStarted;
    return bad ? Look.CAUTION : Look.PLAIN;
  }

  private void paint(Look look) {
    int text = MaterialColors.getColor(card, look.text);
    ViewCompat.setBackgroundTintList(
        card, ColorStateList.valueOf(MaterialColors.getColor(card, look.container)));
    ViewCompat.<TextView>requireViewById(card, R.id.gpu_title).setTextColor(text);
    ViewCompat.<TextView>requireViewById(card, R.id.gpu_body).setTextColor(text);
    ImageView sign = ViewCompat.requireViewById(card, R.id.gpu_sign);
    sign.setImageResource(look.sign);
    sign.setImageTintList(ColorStateList.valueOf(text));
  }

  /** A text that stays is not read out again. */
  private void say(int id, String text) {
    TextView line = ViewCompat.requireViewById(card, id);
    if (!text.contentEquals(line.getText())) {
      line.setText(text);
    }
    visible(line, !text.isEmpty());
  }

  private void button(int id, boolean shown, boolean anew) {
    View button = ViewCompat.requireViewById(root, id);
    visible(button, shown);
    button.setOnClickListener(view -> listener.check(anew));
  }

  private static void visible(View view, boolean shown) {
    view.setVisibility(shown ? View.VISIBLE : View.GONE);
  }
}
