package dev.ember.inference.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The {@code decoder} of a {@code tokenizer.json}, read and written. */
final class DecoderJson {
  private static final String TYPE = "type";
  private static final String KNOWN =
      "Sequence, ByteLevel, Metaspace, Replace, ByteFallback, Fuse or Strip";

  /** Far beyond any real decoder's. */
  private static final int MAX_STRIP = 1 << 16;

  private DecoderJson() {}

  static Decoding read(JsonPlace place) throws TokenizerFormatException {
    List<DecodingStep> steps = new ArrayList<>();
    if (!place.isNothing()) {
      addSteps(place, steps);
    }
    return new Decoding(steps);
  }

  private static void addSteps(JsonPlace place, List<DecodingStep> steps)
      throws TokenizerFormatException {
    switch (place.get(TYPE).string()) {
      case "Sequence" -> {
        for (JsonPlace step : place.get("decoders").elements()) {
          addSteps(step, steps);
        }
      }
      case "ByteLevel" -> steps.add(new DecodingStep.ByteLevel());
      case "ByteFallback" -> steps.add(new DecodingStep.ByteFallback());
      case "Fuse" -> steps.add(new DecodingStep.Fuse());
      case "Metaspace" ->
          steps.add(
              new DecodingStep.Metaspace(
                  SplitJson.replacement(place),
                  SplitJson.prefix(place) != MetaspaceSplit.Prefix.NEVER));
      case "Replace" ->
          steps.add(
              new DecodingStep.Replace(
                  place.get("pattern").get("String").string(), place.get("content").string()));
      case "Strip" -> steps.add(strip(place));
      default -> throw place.get(TYPE).expected(KNOWN);
    }
  }

  private static DecodingStep.Strip strip(JsonPlace place) throws TokenizerFormatException {
    String content = place.get("content").string();
    int start = place.get("start").integer();
    int stop = place.get("stop").integer();
    if (content.length() != 1) {
      throw place.get("content").expected("one character");
    }
    if (Math.min(start, stop) < 0 || Math.max(start, stop) > MAX_STRIP) {
      throw place.expected("numbers of characters from 0 to " + MAX_STRIP);
    }
    return new DecodingStep.Strip(content.charAt(0), start, stop);
  }

  static JsonElement write(Decoding decoding) {
    if (decoding.steps().isEmpty()) {
      return JsonNull.INSTANCE;
    }
    if (decoding.isByteLevel()) {
      return SplitJson.byteLevel(true, true);
    }
    JsonArray steps = new JsonArray();
    for (DecodingStep step : decoding.steps()) {
      steps.add(write(step));
    }
    JsonObject sequence = typed("Sequence");
    sequence.add("decoders", steps);
    return sequence;
  }

  private static JsonObject write(DecodingStep step) {
    if (step instanceof DecodingStep.Replace replace) {
      JsonObject pattern = new JsonObject();
      pattern.addProperty("String", replace.pattern());
      JsonObject json = typed("Replace");
      json.add("pattern", pattern);
      json.addProperty("content", replace.content());
      return json;
    }
    if (step instanceof DecodingStep.Strip strip) {
      JsonObject json = typed("Strip");
      json.addProperty("content", String.valueOf(strip.content()));
      json.addProperty("start", strip.start());
      json.addProperty("stop", strip.stop());
      return json;
    }
    if (step instanceof DecodingStep.Metaspace metaspace) {
      return SplitJson.metaspace(
          metaspace.replacement(),
          metaspace.prefixed() ? MetaspaceSplit.Prefix.ALWAYS : MetaspaceSplit.Prefix.NEVER,
          true);
    }
    if (step instanceof DecodingStep.ByteLevel) {
      return SplitJson.byteLevel(true, true);
    }
    return typed(step instanceof DecodingStep.Fuse ? "Fuse" : "ByteFallback");
  }

  private static JsonObject typed(String type) {
    JsonObject json = new JsonObject();
    json.addProperty(TYPE, type);
    return json;
  }
}
