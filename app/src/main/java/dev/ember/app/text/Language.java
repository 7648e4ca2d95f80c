package dev.ember.app.text;

import java.util.Locale;

/** Guesses the language of a text from its characters. */
public final class Language {
  /** A Chinese text quotes Latin words; a Latin text hardly ever quotes so much Chinese. */
  private static final int HAN_PARTS = 4;

  private Language() {}

  /** How many Chinese characters a text has. */
  public static long han(String text) {
    return text.codePoints()
        .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
        .count();
  }

  /**
   * @param ofUser the language that the app speaks, which decides wherever the script allows it
   */
  public static Locale of(String text, Locale ofUser) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    boolean chinese = han(text) * HAN_PARTS > letters;
    boolean chineseUser = ofUser.getLanguage().equals(Locale.CHINESE.getLanguage());
    if (chinese) {
      return chineseUser ? ofUser : Locale.SIMPLIFIED_CHINESE;
    }
    return chineseUser && letters > 0 ? Locale.US : ofUser;
  }
}
