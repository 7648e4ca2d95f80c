package dev.ember.app.inside.step;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.RectF;
import android.graphics.Typeface;
import android.text.SpannableString;
import android.text.Spanned;
import android.text.style.ForegroundColorSpan;
import android.util.AttributeSet;
import androidx.annotation.ColorInt;
import com.google.android.material.color.MaterialColors;
import com.google.android.material.textview.MaterialTextView;
import dev.ember.app.R;
import dev.ember.app.sure.SureScale;
import dev.ember.app.sure.Sureness;
import org.jspecify.annotations.Nullable;

/**
 * A token on a ground of its own: grey where it was there from the start or nobody knows how sure
 * the model was of it, else in the tint of that and with its line at the bottom. The surest have no
 * tint but a border.
 */
public final class PieceChip extends MaterialTextView {
  private static final float CORNER_DP = 8;
  private static final float STROKE_DP = 1;

  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final RectF place = new RectF();
  private final SureScale scale;
  private final float dp;
  private @Nullable Sureness sureness;
  private boolean bare;

  public PieceChip(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    scale = new SureScale(context);
    dp = getResources().getDisplayMetrics().density;
    paint.setStrokeWidth(STROKE_DP * dp);
  }

  /** Words between the chips, on no ground. */
  void showWords(String words) {
    bare = true;
    setText(words);
    look(false, false);
  }

  /**
   * @param own whether it is on a way that the other text has not gone
   * @param parts whether that way begins with it
   */
  void show(StepChip chip, boolean own, boolean parts) {
    bare = false;
    sureness = chip.sure() == null ? null : Sureness.of(chip.sure());
    setText(spelled(chip));
    look(own, parts);
  }

  private void look(boolean own, boolean parts) {
    setTypeface(own ? Typeface.DEFAULT_BOLD : Typeface.DEFAULT);
    setCompoundDrawablesRelativeWithIntrinsicBounds(parts ? R.drawable.step_parts : 0, 0, 0, 0);
    invalidate();
  }

  /** The mark of the space before a word is grey: it is not of the word. */
  private CharSequence spelled(StepChip chip) {
    SpannableString label = new SpannableString(chip.piece().label());
    if (chip.piece().text().startsWith(" ")) {
      label.setSpan(
          new ForegroundColorSpan(color(com.google.android.material.R.attr.colorOnSurfaceVariant)),
          0,
          1,
          Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
    }
    return label;
  }

  @Override
  protected void onDraw(Canvas canvas) {
    if (!bare) {
      drawGround(canvas);
    }
    super.onDraw(canvas);
  }

  private void drawGround(Canvas canvas) {
    place.set(0, 0, getWidth(), getHeight());
    paint.setStyle(Paint.Style.FILL);
    Sureness known = sureness;
    if (known == null) {
      fill(
          canvas,
          0,
          getHeight(),
          color(com.google.android.material.R.attr.colorSurfaceContainerHighest));
    } else if (known == Sureness.SURE) {
      paint.setStyle(Paint.Style.STROKE);
      paint.setColor(color(com.google.android.material.R.attr.colorOutline));
      place.inset(STROKE_DP * dp / 2, STROKE_DP * dp / 2);
      canvas.drawRoundRect(place, CORNER_DP * dp, CORNER_DP * dp, paint);
    } else {
      float line = getHeight() - scale.linePx(known);
      fill(canvas, 0, line, scale.tint(known));
      fill(canvas, line, getHeight(), scale.line(known));
    }
  }

  /** A part of the ground, between two heights, in one colour. */
  private void fill(Canvas canvas, float top, float bottom, @ColorInt int color) {
    canvas.save();
    canvas.clipRect(0, top, getWidth(), bottom);
    paint.setColor(color);
    canvas.drawRoundRect(place, CORNER_DP * dp, CORNER_DP * dp, paint);
    canvas.restore();
  }

  @ColorInt
  private int color(int role) {
    return MaterialColors.getColor(this, role);
  }
}
