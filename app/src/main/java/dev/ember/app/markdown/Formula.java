package dev.ember.app.markdown;

import android.graphics.Typeface;
import android.text.SpannableStringBuilder;
import android.text.Spanned;
import android.text.TextPaint;
import android.text.style.RelativeSizeSpan;
import android.text.style.StyleSpan;
import android.text.style.SubscriptSpan;
import android.text.style.SuperscriptSpan;
import org.jspecify.annotations.Nullable;

/**
 * A TeX formula as text with raised, lowered and slanted parts: what fits into a line of an answer.
 * Fractions are written with a slash, roots with a sign. What it does not know it shows as it
 * stands.
 */
final class Formula {
  /** Of the size of what it stands at; TeX's own is 0.7. */
  private static final float SCRIPT_SIZE = 0.75f;

  private static final String FRACTION_SLASH = "\u2044";

  /** Text below the line, but within it: what hangs deeper is cut off below a last line. */
  private static final class Lowered extends SubscriptSpan {
    /** Of the size of what it stands at, as in TeX. */
    private static final float DROP = 0.15f;

    @Override
    public void updateDrawState(TextPaint paint) {
      paint.baselineShift += Math.round(paint.getTextSize() * DROP);
    }

    @Override
    public void updateMeasureState(TextPaint paint) {
      updateDrawState(paint);
    }
  }

  private final String tex;
  private final SpannableStringBuilder out = new SpannableStringBuilder();
  private int at;

  private Formula(String tex) {
    this.tex = tex;
  }

  /**
   * @param tex without its dollars or brackets
   */
  static CharSequence read(String tex) {
    Formula formula = new Formula(tex.trim());
    while (formula.at < formula.tex.length()) {
      formula.next();
    }
    return formula.out;
  }

  private void next() {
    char c = tex.charAt(at);
    switch (c) {
      case '\\' -> command();
      case '^' -> script(new SuperscriptSpan());
      case '_' -> script(new Lowered());
      case '{', '}', '&' -> at++;
      case '\n', '\r', '\t' -> space();
      default -> letter(c);
    }
  }

  private void space() {
    at++;
    out.append(' ');
  }

  private void letter(char c) {
    int start = out.length();
    out.append(c == '-' ? '\u2212' : c);
    at++;
    if (Character.isLetter(c)) {
      span(start, new StyleSpan(Typeface.ITALIC));
    }
  }

  private void script(Object shift) {
    at++;
    int start = out.length();
    argument();
    span(start, shift);
    span(start, new RelativeSizeSpan(SCRIPT_SIZE));
  }

  private void command() {
    int start = at;
    String name = name();
    switch (name) {
      case "frac", "dfrac", "tfrac" -> fraction();
      case "sqrt" -> root();
      case "text", "textrm", "mathrm", "operatorname", "mathsf", "mbox" -> upright(null);
      case "mathbf", "textbf", "boldsymbol" -> upright(new StyleSpan(Typeface.BOLD));
      case "begin", "end" -> group();
      default -> {
        String symbol = FormulaSymbols.of(name);
        out.append(symbol == null ? tex.substring(start, at) : symbol);
        if (symbol != null && FormulaSymbols.isFunction(symbol) && !atOpening() && !atScript()) {
          out.append(' ');
          skipSpaces();
        }
      }
    }
  }

  /** After a backslash: letters, or one other character. */
  private String name() {
    int start = ++at;
    while (at < tex.length() && Character.isLetter(tex.charAt(at)) && tex.charAt(at) < 128) {
      at++;
    }
    if (at == start && at < tex.length()) {
      at++;
    }
    return tex.substring(start, at);
  }

  private void fraction() {
    int start = out.length();
    argument();
    span(start, new SuperscriptSpan());
    span(start, new RelativeSizeSpan(SCRIPT_SIZE));
    out.append(FRACTION_SLASH);
    int below = out.length();
    argument();
    span(below, new Lowered());
    span(below, new RelativeSizeSpan(SCRIPT_SIZE));
  }

  private void root() {
    out.append('√');
    int start = out.length();
    argument();
    if (out.length() - start > 1) {
      out.insert(start, "(").append(')');
    }
  }

  private void upright(@Nullable Object style) {
    int start = out.length();
    out.append(group());
    if (style != null) {
      span(start, style);
    }
  }

  /** What follows: a group in braces, a command, or one character. */
  private void argument() {
    skipSpaces();
    if (!atOpening()) {
      if (at < tex.length()) {
        next();
      }
      return;
    }
    int end = closingBrace();
    at++;
    while (at < end) {
      next();
    }
    at = Math.min(tex.length(), end + 1);
  }

  /** The group in braces that follows, unread; empty if none does. */
  private String group() {
    skipSpaces();
    if (!atOpening()) {
      return "";
    }
    int end = closingBrace();
    String text = tex.substring(at + 1, end);
    at = Math.min(tex.length(), end + 1);
    return text;
  }

  private boolean atScript() {
    return at < tex.length() && (tex.charAt(at) == '_' || tex.charAt(at) == '^');
  }

  private boolean atOpening() {
    return at < tex.length() && tex.charAt(at) == '{';
  }

  private void skipSpaces() {
    while (at < tex.length() && tex.charAt(at) == ' ') {
      at++;
    }
  }

  /** Of the group that begins here; the end of the text if it is not closed yet. */
  private int closingBrace() {
    int depth = 0;
    for (int i = at; i < tex.length(); i++) {
      char c = tex.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    return tex.length();
  }

  private void span(int start, Object what) {
    out.setSpan(what, start, out.length(), Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
  }
}
