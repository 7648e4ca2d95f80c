package dev.ember.app.inside.page;

import android.content.Context;
import dev.ember.app.R;

/**
 * What the cards of Ember's own models say of the texts that these learned from, in the reader's
 * language. A card is in English, whoever reads it; what another card says stays as it says it.
 */
public final class SourceWords {
  private final Context context;

  public SourceWords(Context context) {
    this.context = context;
  }

  /**
   * The same in the reader's language, as far as it is known.
   *
   * @param what a card or a bundle's facts say, word by word: the numbers in it are its own
   */
  public String of(String what) {
    return switch (what) {
      case "23,966 dialogues by people on films, music and sport" ->
          context.getString(R.string.source_self_dialogue);
      case "1,308 dialogues in which two introduce themselves" ->
          context.getString(R.string.source_personas);
      case "900 Chinese dialogues by people on films, music and travel" ->
          context.getString(R.string.source_chinese_talk);
      case "12,000 supportive Chinese dialogues, the first of the source" ->
          context.getString(R.string.source_chinese_support);
      case "710 picture books, their authors named in each line" ->
          context.getString(R.string.source_picture_books);
      case "52 books: Aesop, Grimm, Andersen, Baum, Potter, Alice and others" ->
          context.getString(R.string.source_classics);
      case "278 tales for children" -> context.getString(R.string.source_tales);
      case "conversations and stories written for Ember" ->
          context.getString(R.string.source_written);
      default -> what;
    };
  }
}
