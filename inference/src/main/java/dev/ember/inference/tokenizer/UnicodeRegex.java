package dev.ember.inference.tokenizer;

import java.util.BitSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Translates the regular expressions of {@code tokenizer.json} (Oniguruma, all Unicode) so that the
 * engines of the JVM and of Android (ICU) read them alike.
 *
 * <p>Trap: {@code \s}, {@code \d} and {@code \w} are ASCII in a JVM and Unicode on Android, {@code
 * .} and {@code $} know different line ends. So every shorthand is spelled out as a class; whatever
 * cannot be said alike in both is refused.
 */
final class UnicodeRegex {
  /** The property White_Space, which is Oniguruma's {@code \s}. */
  private static final String SPACES =
      "\\t-\\r\\x20\\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";

  /** Oniguruma's {@code \w}: alphabetic, marks, digits, connecting signs, and Latin-1's ² to ¾. */
  private static final String WORD =
      "\\p{L}\\p{Nl}\\p{M}\\p{Nd}\\p{Pc}\\u00B2\\u00B3\\u00B9\\u00BC-\\u00BE\\u24B6-\\u24E9"
          + "\\x{1F130}-\\x{1F149}\\x{1F150}-\\x{1F169}\\x{1F170}-\\x{1F189}";

  /** Escapes that mean the same everywhere. */
  private static final String PLAIN_LETTERS = "rntfxuAz";

  /** What may follow {@code "(?"}. */
  private static final String GROUPS = ":!=<>i";

  private static final Pattern COUNTS = Pattern.compile("[0-9]+(?:,[0-9]*)?");

  private static final int CATEGORY_LENGTH = 2;

  /** Beyond any real expression: the longest known one has 700 characters. */
  private static final int MAX_LENGTH = 1 << 13;

  private final String source;
  private final StringBuilder target = new StringBuilder();
  private final StringBuilder negations = new StringBuilder(); // one flag per open class
  private final StringBuilder groups = new StringBuilder(); // one character per open group
  private final BitSet repeats = new BitSet(); // by depth: whether something repeats without bound
  private int at;

  private UnicodeRegex(String source) {
    this.source = source;
  }

  /**
   * Compiles an expression.
   *
   * @throws PatternSyntaxException if it is malformed or uses what the two engines read differently
   */
  static Pattern compile(String regex) {
    if (regex.length() > MAX_LENGTH) {
      throw new PatternSyntaxException(
          "an expression of " + regex.length() + " characters", regex.substring(0, 1), 0);
    }
    return Pattern.compile(new UnicodeRegex(regex).translate(), Pattern.UNICODE_CASE);
  }

  private String translate() {
    while (at < source.length()) {
      char c = source.charAt(at++);
      if (c == '\\') {
        escape();
      } else if (inClass()) {
        classCharacter(c);
      } else {
        character(c);
      }
    }
    return target.toString();
  }

  private void character(char c) {
    switch (c) {
      case '[' -> openClass();
      case '.' -> target.append("[^\\n]");
      case '^' -> target.append("(?:\\A|(?<=\\n))");
      case '$' -> target.append("(?=\\n|\\z)");
      case '(' -> openGroup();
      case ')' -> closeGroup();
      case '*', '+' -> {
        repeats.set(groups.length());
        target.append(c);
      }
      case ']' -> target.append("\\]");
      case '}' -> closeQuantifier();
      default -> target.append(c);
    }
  }

  private void closeQuantifier() {
    if (at < source.length() && source.charAt(at) == '+') {
      throw refused("a quantifier {n,m}+ (possessive in one engine only)");
    }
    int start = target.lastIndexOf("{");
    String counts = start < 0 ? "" : target.substring(start + 1);
    if (!COUNTS.matcher(counts).matches()) {
      throw refused("a brace } that closes no {n,m}");
    }
    if (target.indexOf(",", start) == target.length() - 1) {
      repeats.set(groups.length());
    }
    target.append('}');
  }

  /**
   * A group that repeats must not hold what repeats without bound: such an expression can take for
   * ever, whatever the engine.
   */
  private void closeGroup() {
    target.append(')');
    int depth = groups.length();
    boolean inner = repeats.get(depth);
    repeats.clear(depth);
    if (depth > 0) {
      groups.setLength(depth - 1);
    }
    char next = at < source.length() ? source.charAt(at) : ' ';
    if (inner && (next == '*' || next == '+' || next == '{')) {
      throw refused("a repetition within a repetition");
    }
    if (inner) {
      repeats.set(groups.length());
    }
  }

  private void openGroup() {
    groups.append('(');
    target.append('(');
    if (at + 1 < source.length() && source.charAt(at) == '?') {
      char kind = source.charAt(at + 1);
      boolean caseGroup = kind != 'i' || source.startsWith("?i:", at);
      if (GROUPS.indexOf(kind) < 0 || !caseGroup) {
        throw refused("a group (?" + kind);
      }
    }
  }

  private void classCharacter(char c) {
    if (c == '[') {
      openClass();
      return;
    }
    if ((c == '&' || c == '-') && source.startsWith(String.valueOf(c), at)) {
      throw refused("a set operation " + c + c + " within a class");
    }
    if (c == '-' && source.startsWith("[", at)) {
      throw refused("a difference of classes");
    }
    if (c == '{' || c == '}') {
      target.append('\\'); // a string to one engine
    }
    if (c == ']') {
      negations.setLength(negations.length() - 1);
    }
    target.append(c);
  }

  private void openClass() {
    if (source.startsWith(":", at)) {
      throw refused("a POSIX class [:");
    }
    boolean negated = source.startsWith("^", at);
    if (negations.indexOf("^") >= 0) {
      throw refused("a class within a negated class");
    }
    if (source.startsWith("]", negated ? at + 1 : at)) {
      throw refused("a class that starts with ]");
    }
    negations.append(negated ? '^' : ' ');
    target.append('[');
    if (negated) {
      at++;
      target.append('^');
    }
  }

  private void escape() {
    if (at == source.length()) {
      throw refused("a backslash at the end");
    }
    char c = source.charAt(at++);
    switch (c) {
      case 's' -> among(SPACES);
      case 'S' -> notAmong(SPACES);
      case 'd' -> target.append("\\p{Nd}");
      case 'D' -> target.append("\\P{Nd}");
      case 'w' -> among(WORD);
      case 'W' -> notAmong(WORD);
      case 'p', 'P' -> property(c);
      default -> literal(c);
    }
  }

  private void among(String members) {
    target.append(inClass() ? members : "[" + members + "]");
  }

  private void notAmong(String members) {
    if (negations.indexOf("^") >= 0) {
      throw refused("a negated shorthand within a negated class");
    }
    target.append("[^").append(members).append(']');
  }

  /** {@code \p{L}}, {@code \p{^L}}, {@code \p{Han}}: a category as it is, a script with "Is". */
  private void property(char kind) {
    int end = source.indexOf('}', at);
    if (!source.startsWith("{", at) || end < 0) {
      throw refused("a property without braces");
    }
    String name = source.substring(at + 1, end);
    at = end + 1;
    boolean negated = (kind == 'P') ^ name.startsWith("^");
    name = name.startsWith("^") ? name.substring(1) : name;
    target.append(negated ? "\\P{" : "\\p{");
    target.append(name.length() > CATEGORY_LENGTH ? "Is" + name : name).append('}');
  }

  private void literal(char c) {
    boolean letterOrDigit =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || Character.isDigit(c);
    if (letterOrDigit && PLAIN_LETTERS.indexOf(c) < 0) {
      throw refused("an escape \\" + c);
    }
    target.append('\\').append(c);
  }

  private boolean inClass() {
    return negations.length() > 0;
  }

  private PatternSyntaxException refused(String what) {
    return new PatternSyntaxException("this reader does not know " + what, source, at);
  }
}
