package dev.ember.app.models;

import android.content.Context;
import android.content.res.Resources;
import dev.ember.app.R;
import dev.ember.app.library.ModelCard;
import dev.ember.app.widget.ByteSize;
import java.text.NumberFormat;

/** What is said about a model. */
final class ModelWords {
  private static final long THOUSAND = 1_000;
  private static final long MILLION = 1_000_000;
  private static final long BILLION = 1_000_000_000;
  private static final int COARSE_FROM = 10;

  private ModelWords() {}

  /** "14M · int8 · 18 MB · window 512". */
  static String facts(Context context, ModelCard card) {
    String join = context.getString(R.string.stats_join);
    return size(card.parameters())
        + join
        + numbers(card.quantization())
        + join
        + ByteSize.text(context, card.bytes())
        + join
        + context.getString(R.string.model_window, number(card.window(), 0));
  }

  /** "4 layers, width 256, 8 heads (2 shared)". */
  static String shape(Context context, ModelCard.Shape shape) {
    Resources words = context.getResources();
    int layers = shape.layers();
    int heads = shape.heads();
    return context.getString(
        R.string.fact_shape_value,
        words.getQuantityString(R.plurals.fact_layers, layers, layers),
        shape.width(),
        words.getQuantityString(R.plurals.fact_heads, heads, heads),
        shape.sharedHeads());
  }

  /** Parameters as model names have them: 260K, 14M, 1.5B. */
  static String size(long parameters) {
    if (parameters >= BILLION) {
      return number((double) parameters / BILLION, 1) + "B";
    }
    if (parameters < MILLION / COARSE_FROM) {
      return number((double) parameters / THOUSAND, 0) + "K";
    }
    double millions = (double) parameters / MILLION;
    return number(millions, millions < COARSE_FROM ? 1 : 0) + "M";
  }

  /** The first word of the manifest's: int8, float32, int4. */
  static String numbers(String quantization) {
    int dash = quantization.indexOf('-');
    return dash < 0 ? quantization : quantization.substring(0, dash);
  }

  static String number(double value, int digits) {
    NumberFormat format = NumberFormat.getInstance();
    format.setMaximumFractionDigits(digits);
    return format.format(value);
  }
}
