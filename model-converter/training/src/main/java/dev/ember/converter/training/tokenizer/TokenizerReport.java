package dev.ember.converter.training.tokenizer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a tokenizer is worth, counted on text that it did not learn from. */
public final class TokenizerReport {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final int LONGEST = 30;

  /** A character in so many tokens of its own or more is counted as such. */
  private static final int MOST_PIECES = 3;

  private final SubwordTokenizer tokenizer;
  private long documents;
  private long bytes;
  private long characters;
  private long tokens;
  private final Map<String, Long> chinese = new TreeMap<>(); // way of splitting to characters

  public TokenizerReport(SubwordTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** Counts a document. */
  public void add(String text) {
    int[] ids = tokenizer.encode(text);
    documents++;
    bytes += text.getBytes(StandardCharsets.UTF_8).length;
    characters += text.codePointCount(0, text.length());
    tokens += ids.length;
    countChinese(text, ids);
  }

  /** UTF-8 bytes that a token stands for on average; more is better. */
  public double bytesPerToken() {
    return bytes / (double) Math.max(1, tokens);
  }

  /** How each Han character is cut: which tokens its three bytes lie in. */
  private void countChinese(String text, int[] ids) {
    int at = 0; // byte of the text
    int token = 0;
    int tokenStart = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int codePoint = text.codePointAt(i);
      int length = utf8Length(codePoint);
      while (token < ids.length && tokenStart + tokenizer.bytes(ids[token]).length <= at) {
        tokenStart += tokenizer.bytes(ids[token]).length;
        token++;
      }
      if (Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN) {
        chinese.merge(way(ids, token, tokenStart, at, length), 1L, Long::sum);
      }
      at += length;
    }
  }

  private String way(int[] ids, int first, int firstStart, int at, int length) {
    int pieces = 0;
    int start = firstStart;
    for (int token = first; token < ids.length && start < at + length; token++) {
      start += tokenizer.bytes(ids[token]).length;
      pieces++;
    }
    boolean whole = pieces == 1;
    boolean alone = whole && firstStart == at && start == at + length;
    if (whole) {
      return alone ? "oneToken" : "withinALongerToken";
    }
    return pieces >= MOST_PIECES ? "threeTokensOrMore" : "twoTokens";
  }

  private static int utf8Length(int codePoint) {
    return new String(Character.toChars(codePoint)).getBytes(StandardCharsets.UTF_8).length;
  }

  /** The numbers, for programs. */
  public String json() {
    JsonObject json = new JsonObject();
    json.addProperty("vocabulary", tokenizer.vocabularySize());
    json.addProperty("heldOutDocuments", documents);
    json.addProperty("heldOutBytes", bytes);
    json.addProperty("heldOutTokens", tokens);
    json.addProperty("bytesPerToken", bytesPerToken());
    json.addProperty("charactersPerToken", characters / (double) Math.max(1, tokens));
    JsonObject split = new JsonObject();
    chinese.forEach(split::addProperty);
    json.add("chineseCharacters", split);
    JsonArray longest = new JsonArray();
    longest().forEach(longest::add);
    json.add("longestTokens", longest);
    return GSON.toJson(json) + "\n";
  }

  /** The numbers, for people. */
  public String markdown() {
    StringBuilder text = new StringBuilder("# Tokenizer\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%,d tokens. On %,d held-out documents (%,d bytes): %.3f bytes and %.3f characters a"
                + " token.%n",
            tokenizer.vocabularySize(),
            documents,
            bytes,
            bytesPerToken(),
            characters / (double) Math.max(1, tokens)));
    long han = chinese.values().stream().mapToLong(Long::longValue).sum();
    if (han > 0) {
      text.append("\n| a Chinese character is | share |\n|---|---|\n");
      chinese.forEach(
          (way, count) ->
              text.append(
                  String.format(
                      Locale.ROOT, "| %s | %.1f %% |%n", words(way), 100.0 * count / han)));
    }
    text.append("\nThe longest tokens: ");
    List<String> quoted = new ArrayList<>();
    longest().forEach(token -> quoted.add("`" + token.replace("`", "'") + "`"));
    return text.append(String.join(", ", quoted)).append(".\n").toString();
  }

  private static String words(String way) {
    return way.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  /** Longest in bytes first; of equals the smaller id. */
  private List<String> longest() {
    List<Integer> ids = new ArrayList<>();
    for (int id = 0; id < tokenizer.vocabularySize(); id++) {
      if (!tokenizer.isSpecial(id)) {
        ids.add(id);
      }
    }
    ids.sort(Comparator.comparingInt((Integer id) -> -tokenizer.bytes(id).length));
    return ids.stream()
        .limit(LONGEST)
        .map(id -> new String(tokenizer.bytes(id), StandardCharsets.UTF_8).replace("\n", "\\n"))
        .toList();
  }
}
