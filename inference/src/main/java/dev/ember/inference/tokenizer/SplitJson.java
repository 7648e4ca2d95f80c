package dev.ember.inference.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** The {@code pre_tokenizer} of a {@code tokenizer.json}, read and written. */
final class SplitJson {
  private static final String TYPE = "type";

  private SplitJson() {}

  static PreTokenization read(JsonPlace place) throws TokenizerFormatException {
    if (place.isNothing()) {
      throw place.expected("a pre-tokenizer that ends with ByteLevel");
    }
    List<PreTokenizer> steps = new ArrayList<>();
    addSteps(place, steps);
    for (int i = 0; i < steps.size(); i++) {
      boolean last = i == steps.size() - 1;
      if (steps.get(i) instanceof ByteLevelSplit != last) {
        throw place.expected("one ByteLevel, as the last step");
      }
    }
    if (steps.isEmpty()) {
      throw place.expected("a pre-tokenizer that ends with ByteLevel");
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
      default -> throw place.get(TYPE).expected("Sequence, ByteLevel, Digits or Split");
    }
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

  static JsonObject write(PreTokenization preTokenization) {
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
