package dev.ember.app.attach;

import android.content.res.Resources;
import dev.ember.app.R;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file as a question quotes it: its name, its text between fences, and what was cut. */
public final class Quote {
  private static final Pattern BACKTICKS = Pattern.compile("`+");

  /** A fence that no fence within the text can close. */
  private static final int FEWEST_BACKTICKS = 3;

  /** Endings that are also names of languages, or known as such. */
  private static final Pattern ENDING = Pattern.compile("\\.([A-Za-z0-9]{1,8})$");

  /** The block of {@link #of}, wherever it stands. */
  private static final Pattern BLOCK = Pattern.compile("(?ms)^(`{3,})[a-z0-9]*\\n(.*?)\\n\\1$");

  /** What a bubble shows of it. */
  private static final int SHOWN_LINES = 4;

  private Quote() {}

  /** The question with the file behind it; the question may be blank. */
  public static String of(String question, AttachState.Attached file, Resources words) {
    StringBuilder text = new StringBuilder(question.trim());
    if (text.length() > 0) {
      text.append("\n\n");
    }
    String fence = fence(file.text());
    text.append(file.name()).append(":\n");
    text.append(fence).append(language(file.name())).append('\n');
    text.append(file.text());
    if (!file.text().endsWith("\n")) {
      text.append('\n');
    }
    text.append(fence);
    if (file.cut()) {
      text.append('\n')
          .append(words.getString(R.string.quote_cut, file.text().length(), file.wholeChars()));
    }
    return text.toString();
  }

  private static String fence(String text) {
    int longest = FEWEST_BACKTICKS - 1;
    Matcher runs = BACKTICKS.matcher(text);
    while (runs.find()) {
      longest = Math.max(longest, runs.end() - runs.start());
    }
    StringBuilder fence = new StringBuilder();
    for (int i = 0; i <= longest; i++) {
      fence.append('`');
    }
    return fence.toString();
  }

  private static String language(String name) {
    Matcher ending = ENDING.matcher(name);
    return ending.find() ? ending.group(1).toLowerCase(java.util.Locale.ROOT) : "";
  }

  /** A question as its bubble shows it: of a long quotation the first lines. */
  public static String shortened(String question, Resources words) {
    Matcher block = BLOCK.matcher(question);
    if (!block.find()) {
      return question;
    }
    String[] lines = block.group(2).split("\n", -1);
    int more = lines.length - SHOWN_LINES;
    if (more <= 1) {
      return question;
    }
    StringBuilder text = new StringBuilder(question.substring(0, block.start()));
    for (int i = 0; i < SHOWN_LINES; i++) {
      text.append(lines[i]).append('\n');
    }
    return text.append(words.getQuantityString(R.plurals.quote_more_lines, more, more))
        .append(question.substring(block.end()))
        .toString();
  }
}
