package dev.ember.app.inside.lessons;

import android.content.Context;
import androidx.annotation.StringRes;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.text.Language;
import java.util.List;

/** The lessons, in the order in which they are read. */
public enum Lesson {
  TOKEN(
      InsideScreen.TOKENS,
      new Words(
          R.string.lesson_token_title,
          R.string.lesson_token_summary,
          R.string.lesson_token_body,
          R.string.lesson_token_try,
          R.string.lesson_token_try_text)),
  VECTOR(
      InsideScreen.MEANING,
      new Words(
          R.string.lesson_vector_title,
          R.string.lesson_vector_summary,
          R.string.lesson_vector_body,
          R.string.lesson_vector_try,
          R.string.lesson_vector_try_text)),
  POSITION(
      InsideScreen.POSITIONS,
      new Words(
          R.string.lesson_position_title,
          R.string.lesson_position_summary,
          R.string.lesson_position_body,
          R.string.lesson_position_try,
          R.string.lesson_position_try_text)),
  ATTENTION(
      InsideScreen.ATTENTION,
      new Words(
          R.string.lesson_attention_title,
          R.string.lesson_attention_summary,
          R.string.lesson_attention_body,
          R.string.lesson_attention_try,
          R.string.lesson_attention_try_text)),
  HEADS(
      InsideScreen.ATTENTION,
      new Words(
          R.string.lesson_heads_title,
          R.string.lesson_heads_summary,
          R.string.lesson_heads_body,
          R.string.lesson_heads_try,
          R.string.lesson_heads_try_text)),
  NEXT_WORD(
      InsideScreen.ONE_TOKEN,
      new Words(
          R.string.lesson_next_word_title,
          R.string.lesson_next_word_summary,
          R.string.lesson_next_word_body,
          R.string.lesson_next_word_try,
          R.string.lesson_next_word_try_text)),
  TEMPERATURE(
      InsideScreen.ONE_TOKEN,
      new Words(
          R.string.lesson_temperature_title,
          R.string.lesson_temperature_summary,
          R.string.lesson_temperature_body,
          R.string.lesson_temperature_try,
          R.string.lesson_temperature_try_text)),
  CONTEXT(
      InsideScreen.WINDOW,
      new Words(
          R.string.lesson_context_title,
          R.string.lesson_context_summary,
          R.string.lesson_context_body,
          R.string.lesson_context_try,
          R.string.lesson_context_try_text)),
  PRETRAINING(
      InsideScreen.RAISED,
      new Words(
          R.string.lesson_pretraining_title,
          R.string.lesson_pretraining_summary,
          R.string.lesson_pretraining_body,
          R.string.lesson_pretraining_try,
          R.string.lesson_pretraining_try_text)),
  TUNING(
      InsideScreen.LABELLER,
      new Words(
          R.string.lesson_tuning_title,
          R.string.lesson_tuning_summary,
          R.string.lesson_tuning_body,
          R.string.lesson_tuning_try,
          R.string.lesson_tuning_try_text));

  /** How many there are. */
  public static final int COUNT = values().length;

  /** Of words that come one after another, as adults read (Brysbaert 2019: 238 in English). */
  private static final int WORDS_A_MINUTE = 220;

  /** Of Chinese characters (Liversedge and others 2016: about 260). */
  private static final int HAN_A_MINUTE = 260;

  private final InsideScreen screen;
  private final Words words;

  Lesson(InsideScreen screen, Words words) {
    this.screen = screen;
    this.words = words;
  }

  /** Where its texts are. */
  private record Words(
      @StringRes int title,
      @StringRes int summary,
      @StringRes int body,
      @StringRes int tryIt,
      @StringRes int tryText) {}

  /** Where what it tells can be tried. */
  InsideScreen screen() {
    return screen;
  }

  @StringRes
  public int title() {
    return words.title;
  }

  @StringRes
  public int summary() {
    return words.summary;
  }

  /** The paragraphs of its text. */
  List<String> paragraphs(Context context) {
    return List.of(context.getString(words.body).split("\n\n"));
  }

  /** What to try. */
  @StringRes
  int tryIt() {
    return words.tryIt;
  }

  /** With which words. */
  @StringRes
  int tryText() {
    return words.tryText;
  }

  /** Whether the reader's own newest chat is looked at, and its words only where there is none. */
  boolean isOfAChat() {
    return screen == InsideScreen.WINDOW;
  }

  /** Minutes that it takes to read, at least one. */
  public int minutes(Context context) {
    String body = context.getString(words.body);
    long han = Language.han(body);
    int spaced = body.split("\\s+").length;
    float minutes = han > spaced ? (float) han / HAN_A_MINUTE : (float) spaced / WORDS_A_MINUTE;
    return Math.max(1, Math.round(minutes));
  }
}
