package dev.ember.inference.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** The {@code normalizer} of a {@code tokenizer.json}, read and written. */
final class NormalizerJson {
  private static final String TYPE = "type";
  private static final String KNOWN =
      "Sequence, NFC, NFD, NFKC, NFKD, Prepend, Replace, Lowercase, Strip, StripAccents or"
          + " Precompiled";

  private NormalizerJson() {}

  static List<Normalization> read(JsonPlace place) throws TokenizerFormatException {
    List<Normalization> steps = new ArrayList<>();
    if (!place.isNothing()) {
      addSteps(place, steps);
    }
    return steps;
  }

  private static void addSteps(JsonPlace place, List<Normalization> steps)
      throws TokenizerFormatException {
    switch (place.get(TYPE).string()) {
      case "Sequence" -> {
        for (JsonPlace step : place.get("normalizers").elements()) {
          addSteps(step, steps);
        }
      }
      case "NFC" -> steps.add(new Normalization.UnicodeForm(Normalizer.Form.NFC));
      case "NFD" -> steps.add(new Normalization.UnicodeForm(Normalizer.Form.NFD));
      case "NFKC" -> steps.add(new Normalization.UnicodeForm(Normalizer.Form.NFKC));
      case "NFKD" -> steps.add(new Normalization.UnicodeForm(Normalizer.Form.NFKD));
      case "Prepend" -> steps.add(new Normalization.Prepend(place.get("prepend").string()));
      case "Replace" -> steps.add(replacement(place));
      case "Lowercase" -> steps.add(new Normalization.Lowercase());
      case "Strip" ->
          steps.add(
              new Normalization.Strip(
                  place.get("strip_left").bool(true), place.get("strip_right").bool(true)));
      case "StripAccents" -> steps.add(new Normalization.StripAccents());
      case "Precompiled" -> addCharacterMap(place.get("precompiled_charsmap"), steps);
      default -> throw place.get(TYPE).expected(KNOWN);
    }
  }

  private static Replacement replacement(JsonPlace place) throws TokenizerFormatException {
    String content = place.get("content").string();
    JsonPlace literal = place.get("pattern").get("String");
    if (!literal.isNothing()) {
      return Replacement.literal(literal.string(), content);
    }
    JsonPlace regex = place.get("pattern").get("Regex");
    String expression = regex.string();
    try {
      return Replacement.regex(expression, content);
    } catch (PatternSyntaxException e) {
      throw regex.expected("an expression that this reader knows (" + e.getDescription() + ")");
    }
  }

  private static void addCharacterMap(JsonPlace place, List<Normalization> steps)
      throws TokenizerFormatException {
    if (place.isNothing() || place.string().isEmpty()) {
      return;
    }
    try {
      steps.add(new CharacterMap(Base64.getDecoder().decode(place.string())));
    } catch (IllegalArgumentException e) {
      throw place.expected("a compiled map of characters (" + e.getMessage() + ")");
    }
  }

  static JsonElement write(List<Normalization> steps) {
    if (steps.isEmpty()) {
      return JsonNull.INSTANCE;
    }
    JsonArray all = new JsonArray();
    for (Normalization step : steps) {
      all.add(write(step));
    }
    JsonObject sequence = typed("Sequence");
    sequence.add("normalizers", all);
    return sequence;
  }

  private static JsonObject write(Normalization step) {
    if (step instanceof Normalization.UnicodeForm unicode) {
      return typed(unicode.form().name());
    }
    if (step instanceof Normalization.Prepend prepend) {
      JsonObject json = typed("Prepend");
      json.addProperty("prepend", prepend.prefix());
      return json;
    }
    if (step instanceof Replacement replacement) {
      JsonObject pattern = new JsonObject();
      pattern.addProperty(replacement.isLiteral() ? "String" : "Regex", replacement.pattern());
      JsonObject json = typed("Replace");
      json.add("pattern", pattern);
      json.addProperty("content", replacement.content());
      return json;
    }
    if (step instanceof Normalization.Strip strip) {
      JsonObject json = typed("Strip");
      json.addProperty("strip_left", strip.left());
      json.addProperty("strip_right", strip.right());
      return json;
    }
    if (step instanceof CharacterMap map) {
      JsonObject json = typed("Precompiled");
      json.addProperty("precompiled_charsmap", Base64.getEncoder().encodeToString(map.compiled()));
      return json;
    }
    return typed(step instanceof Normalization.Lowercase ? "Lowercase" : "StripAccents");
  }

  private static JsonObject typed(String type) {
    JsonObject json = new JsonObject();
    json.addProperty(TYPE, type);
    return json;
  }
}
