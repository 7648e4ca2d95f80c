package dev.ember.inference.tokenizer;

import com.google.gson.JsonElement;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.ember.inference.json.JsonFormatException;
import dev.ember.inference.json.JsonTree;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a {@code tokenizer.json} into a {@link TokenizerDefinition}. The large part, the model, is
 * streamed; the small ones are read as trees.
 *
 * <p>{@code truncation} and {@code padding} are about batches and are passed over, as is what this
 * reader does not know.
 */
final class TokenizerJsonReader {
  private static final String ROOT = "$";
  private static final int MAX_SHOWN = 200;

  private static final Set<String> PARTS =
      Set.of("normalizer", "pre_tokenizer", "decoder", "post_processor", "added_tokens");

  private final JsonReader json;
  private final JsonTree tree;
  private final String source;
  private final Map<String, JsonElement> parts = new HashMap<>();
  private final ModelJsonReader model;

  TokenizerJsonReader(Reader text, String source) {
    json = new JsonReader(text);
    this.source = source;
    tree = new JsonTree(json);
    model = new ModelJsonReader(json, tree, source);
  }

  TokenizerDefinition read() throws IOException {
    try {
      readParts();
      return definition();
    } catch (DefinitionException e) {
      throw e.in(source);
    } catch (JsonFormatException e) {
      TokenizerFormatException wrong =
          new TokenizerFormatException(
              source, shortened(json.getPath()), shortened(e.expected()), e.found());
      wrong.initCause(e);
      throw wrong;
    } catch (MalformedJsonException | EOFException e) {
      TokenizerFormatException broken =
          new TokenizerFormatException(
              source, shortened(json.getPath()), "JSON", shortened("" + e.getMessage()));
      broken.initCause(e);
      throw broken;
    }
  }

  /** What nests a hundred thousand times has a path as long. */
  private static String shortened(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }

  private void readParts() throws IOException {
    if (json.peek() != JsonToken.BEGIN_OBJECT) {
      throw new TokenizerFormatException(source, ROOT, "an object", "" + json.peek());
    }
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      if (key.equals("model")) {
        model.read();
      } else if (PARTS.contains(key)) {
        parts.put(key, tree.element());
      } else {
        json.skipValue();
      }
    }
    json.endObject();
  }

  private TokenizerDefinition definition() throws IOException {
    PreTokenization preTokenization = SplitJson.read(part("pre_tokenizer"));
    SubwordModel subwords = model.model();
    if (subwords instanceof UnigramModel && preTokenization.isByteLevel()) {
      throw part("pre_tokenizer").expected("none of bytes, for the model is Unigram,");
    }
    return new TokenizerDefinition(
        NormalizerJson.read(part("normalizer")),
        preTokenization,
        subwords,
        DecoderJson.read(part("decoder")),
        FramingJson.read(part("post_processor")),
        addedTokens(part("added_tokens")));
  }

  private JsonPlace part(String key) {
    return new JsonPlace(parts.get(key), source, ROOT + "." + key);
  }

  private static List<AddedToken> addedTokens(JsonPlace place) throws TokenizerFormatException {
    List<AddedToken> tokens = new ArrayList<>();
    if (place.isNothing()) {
      return tokens;
    }
    for (JsonPlace token : place.elements()) {
      String content = token.get("content").string();
      if (content.isEmpty()) {
        throw token.get("content").expected("a name");
      }
      tokens.add(
          new AddedToken(
              token.get("id").integer(),
              content,
              token.get("special").bool(false),
              token.get("lstrip").bool(false),
              token.get("rstrip").bool(false),
              token.get("normalized").bool(false),
              token.get("single_word").bool(false)));
    }
    return tokens;
  }
}
