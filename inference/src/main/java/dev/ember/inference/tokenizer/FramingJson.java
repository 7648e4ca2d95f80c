package dev.ember.inference.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code post_processor} of a {@code tokenizer.json}: what it puts around one text. */
final class FramingJson {
  private static final String TYPE = "type";
  private static final String KNOWN =
      "Sequence, TemplateProcessing, ByteLevel, RobertaProcessing or BertProcessing";

  private final List<Framing.Frame> before = new ArrayList<>();
  private final List<Framing.Frame> after = new ArrayList<>();

  private FramingJson() {}

  static Framing read(JsonPlace place) throws TokenizerFormatException {
    FramingJson framing = new FramingJson();
    if (!place.isNothing()) {
      framing.add(place);
    }
    return new Framing(framing.before, framing.after);
  }

  private void add(JsonPlace place) throws TokenizerFormatException {
    switch (place.get(TYPE).string()) {
      case "Sequence" -> {
        for (JsonPlace processor : place.get("processors").elements()) {
          add(processor);
        }
      }
      case "TemplateProcessing" -> addTemplate(place);
      case "ByteLevel" -> {
        // It corrects offsets, not ids.
      }
      case "RobertaProcessing", "BertProcessing" -> {
        before.add(0, pair(place.get("cls")));
        after.add(pair(place.get("sep")));
      }
      default -> throw place.get(TYPE).expected(KNOWN);
    }
  }

  private void addTemplate(JsonPlace place) throws TokenizerFormatException {
    List<Framing.Frame> opening = new ArrayList<>();
    boolean behind = false;
    for (JsonPlace part : place.get("single").elements()) {
      if (part.get("SpecialToken").isNothing()) {
        if (behind || !part.get("Sequence").get("id").string().equals("A")) {
          throw part.expected("a special token, or the sequence A once");
        }
        behind = true;
      } else {
        String name = part.get("SpecialToken").get("id").string();
        JsonPlace token = place.get("special_tokens").get(name);
        addTokens(token, behind ? after : opening);
      }
    }
    before.addAll(0, opening);
  }

  private static void addTokens(JsonPlace token, List<Framing.Frame> to)
      throws TokenizerFormatException {
    List<JsonPlace> names = token.get("tokens").elements();
    List<JsonPlace> ids = token.get("ids").elements();
    if (names.size() != ids.size()) {
      throw token.expected("as many tokens as ids");
    }
    for (int i = 0; i < ids.size(); i++) {
      to.add(new Framing.Frame(ids.get(i).integer(), names.get(i).string()));
    }
  }

  private static Framing.Frame pair(JsonPlace place) throws TokenizerFormatException {
    List<JsonPlace> pair = place.elements();
    if (pair.size() != 2) {
      throw place.expected("a token and its id");
    }
    return new Framing.Frame(pair.get(1).integer(), pair.get(0).string());
  }

  static JsonElement write(Framing framing) {
    if (framing.before().isEmpty() && framing.after().isEmpty()) {
      return JsonNull.INSTANCE;
    }
    Map<String, JsonObject> tokens = new LinkedHashMap<>();
    JsonObject json = new JsonObject();
    json.addProperty(TYPE, "TemplateProcessing");
    json.add("single", parts(framing, "A", tokens));
    JsonArray pair = parts(framing, "A", tokens);
    pair.addAll(parts(framing, "B", tokens));
    json.add("pair", pair);
    JsonObject specials = new JsonObject();
    tokens.forEach(specials::add);
    json.add("special_tokens", specials);
    return json;
  }

  private static JsonArray parts(Framing framing, String sequence, Map<String, JsonObject> tokens) {
    JsonArray parts = new JsonArray();
    framing.before().forEach(frame -> parts.add(part("SpecialToken", frame.content())));
    parts.add(part("Sequence", sequence));
    framing.after().forEach(frame -> parts.add(part("SpecialToken", frame.content())));
    framing.before().forEach(frame -> tokens.put(frame.content(), token(frame)));
    framing.after().forEach(frame -> tokens.put(frame.content(), token(frame)));
    return parts;
  }

  private static JsonObject part(String kind, String id) {
    JsonObject inner = new JsonObject();
    inner.addProperty("id", id);
    inner.addProperty("type_id", 0);
    JsonObject part = new JsonObject();
    part.add(kind, inner);
    return part;
  }

  private static JsonObject token(Framing.Frame frame) {
    JsonArray ids = new JsonArray();
    ids.add(frame.id());
    JsonArray names = new JsonArray();
    names.add(frame.content());
    JsonObject token = new JsonObject();
    token.addProperty("id", frame.content());
    token.add("ids", ids);
    token.add("tokens", names);
    return token;
  }
}
