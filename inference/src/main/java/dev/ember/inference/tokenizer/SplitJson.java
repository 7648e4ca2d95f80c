package dev.ember.inference.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** The {@code pre_tokenizer} of a {@code tokenizer.json}, read and written. */
final class SplitJson {
  private static final String TYPE = "type";
  private static final String KNOWN =
      "Sequence, ByteLevel, Digits, Split, Metaspace, Whitespace, WhitespaceSplit, Punctuation or"
          + " CharDelimiterSplit";

  /** Rust's {@code \w}: unlike Oniguruma's with the joiners, without Latin-1's numbers. */
  private static final String RUST_WORD =
      "\\p{L}\\p{Nl}\\p{M}\\p{Nd}\\p{Pc}\\u24B6-\\u24E9\\u200C\\u200D🄰-🅉🅐-🅩🅰-🆉";

  private static final String WORDS_AND_SIGNS = "[" + RUST_WORD + "]+|[^" + RUST_WORD + "\\s]+";

  /** What Hugging Face's library counts as punctuation: Unicode's and all signs of ASCII. */
  private static final String PUNCTUATION = "[\\p{P}$+<=>^`|~]";

  private SplitJson() {}

  static PreTokenization read(JsonPlace place) throws TokenizerFormatException {
    List<PreTokenizer> steps = new ArrayList<>();
    if (!place.isNothing()) {
      addSteps(place, steps);
    }
    for (int i = 0; i < steps.size() - 1; i++) {
      if (steps.get(i) instanceof ByteLevelSplit) {
        throw place.expected("ByteLevel, if any, as the last step");
      }
    }
    return new PreTokenization(steps);
  }

  private static void addSteps(JsonPlace place, List<PreTokenizer> steps)
      throws TokenizerFormatException {
    switch (place.get(TYPE).string()) {
      case "Sequence" -> {
        for (JsonPlace step : place.get("pretokenizers").elements()) {
          addSteps(step, steps);
        }
      }
      case "ByteLevel" ->
          steps.add(
              new ByteLevelSplit(
                  place.get("add_prefix_space").bool(true), place.get("use_regex").bool(true)));
      case "Digits" -> steps.add(new DigitsSplit(place.get("individual_digits").bool(false)));
      case "Split" -> steps.add(patternSplit(place));
      case "Metaspace" ->
          steps.add(
              new MetaspaceSplit(replacement(place), prefix(place), place.get("split").bool(true)));
      case "Whitespace" ->
          steps.add(PatternSplit.regex(WORDS_AND_SIGNS, SplitBehavior.REMOVED, true));
      case "WhitespaceSplit" -> steps.add(PatternSplit.regex("\\s+", SplitBehavior.REMOVED, false));
      case "Punctuation" -> steps.add(punctuation(place));
      case "CharDelimiterSplit" ->
          steps.add(
              PatternSplit.literal(place.get("delimiter").string(), SplitBehavior.REMOVED, false));
      default -> throw place.get(TYPE).expected(KNOWN);
    }
  }

  private static PatternSplit punctuation(JsonPlace place) throws TokenizerFormatException {
    SplitBehavior behavior =
        place.get("behavior").isNothing()
            ? SplitBehavior.ISOLATED
            : behavior(place.get("behavior"));
    return PatternSplit.regex(PUNCTUATION, behavior, false);
  }

  /** The one character that stands for a space in a Metaspace component. */
  static String replacement(JsonPlace place) throws TokenizerFormatException {
    String replacement = place.get("replacement").string();
    if (replacement.length() != 1) {
      throw place.get("replacement").expected("one character");
    }
    return replacement;
  }

  /** Newer files say which texts get a prefix, older ones whether all do. */
  static MetaspaceSplit.Prefix prefix(JsonPlace place) throws TokenizerFormatException {
    JsonPlace scheme = place.get("prepend_scheme");
    if (scheme.isNothing()) {
      return place.get("add_prefix_space").bool(true)
          ? MetaspaceSplit.Prefix.ALWAYS
          : MetaspaceSplit.Prefix.NEVER;
    }
    for (MetaspaceSplit.Prefix prefix : MetaspaceSplit.Prefix.values()) {
      if (prefix.key().equals(scheme.string())) {
        return prefix;
      }
    }
    throw scheme.expected("always, first or never");
  }

  private static PatternSplit patternSplit(JsonPlace place) throws TokenizerFormatException {
    SplitBehavior behavior = behavior(place.get("behavior"));
    boolean inverted = place.get("invert").bool(false);
    JsonPlace literal = place.get("pattern").get("String");
    if (!literal.isNothing()) {
      return PatternSplit.literal(literal.string(), behavior, inverted);
    }
    JsonPlace regex = place.get("pattern").get("Regex");
    String expression = regex.string();
    try {
      return PatternSplit.regex(expression, behavior, inverted);
    } catch (PatternSyntaxException e) {
      throw regex.expected("an expression that this reader knows (" + e.getDescription() + ")");
    }
  }

  private static SplitBehavior behavior(JsonPlace place) throws TokenizerFormatException {
    String key = place.string();
    for (SplitBehavior behavior : SplitBehavior.values()) {
      if (behavior.key().equals(key)) {
        return behavior;
      }
    }
    throw place.expected("a behaviour of Split");
  }

  static JsonElement write(PreTokenization preTokenization) {
    if (preTokenization.steps().isEmpty()) {
      return JsonNull.INSTANCE;
    }
    JsonArray steps = new JsonArray();
    for (PreTokenizer step : preTokenization.steps()) {
      steps.add(write(step));
    }
    JsonObject sequence = new JsonObject();
    sequence.addProperty(TYPE, "Sequence");
    sequence.add("pretokenizers", steps);
    return sequence;
  }

  private static JsonObject write(PreTokenizer step) {
    if (step instanceof ByteLevelSplit byteLevel) {
      return byteLevel(byteLevel.addsPrefixSpace(), byteLevel.usesRegex());
    }
    if (step instanceof MetaspaceSplit metaspace) {
      return metaspace(metaspace.replacement(), metaspace.prefix(), metaspace.splits());
    }
    JsonObject json = new JsonObject();
    if (step instanceof DigitsSplit digits) {
      json.addProperty(TYPE, "Digits");
      json.addProperty("individual_digits", digits.isIndividual());
    } else if (step instanceof PatternSplit split) {
      JsonObject pattern = new JsonObject();
      pattern.addProperty(split.isLiteral() ? "String" : "Regex", split.expression());
      json.addProperty(TYPE, "Split");
      json.add("pattern", pattern);
      json.addProperty("behavior", split.behavior().key());
      json.addProperty("invert", split.isInverted());
    }
    return json;
  }

  /** A Metaspace component, as pre-tokenizer and as decoder. */
  static JsonObject metaspace(String replacement, MetaspaceSplit.Prefix prefix, boolean splits) {
    JsonObject json = new JsonObject();
    json.addProperty(TYPE, "Metaspace");
    json.addProperty("replacement", replacement);
    json.addProperty("prepend_scheme", prefix.key());
    json.addProperty("split", splits);
    return json;
  }

  /** A ByteLevel component, as pre-tokenizer and as decoder. */
  static JsonObject byteLevel(boolean prefixSpace, boolean regex) {
    JsonObject json = new JsonObject();
    json.addProperty(TYPE, "ByteLevel");
    json.addProperty("add_prefix_space", prefixSpace);
    json.addProperty("trim_offsets", true);
    json.addProperty("use_regex", regex);
    return json;
  }
}
