package dev.ember.converter.export.compiled;

import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.TokenizerFormatException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What a section says, by its kind; a section that says nothing readable has no lines. */
final class SectionText {
  /** The largest real tokenizer.json has 34 MB. */
  private static final long MAX_TOKENIZER_BYTES = 128L << 20;

  /** No byte of zlib's stands for more. */
  private static final int MAX_RATIO = 1032;

  private SectionText() {}

  static List<String> lines(String kind, SectionBytes bytes) throws IOException {
    return switch (kind) {
      case "TFLiteModel" -> TfliteSummary.lines(bytes.map());
      case "LlmMetadataProto" -> LlmMetadata.lines(bytes.map());
      case "HF_Tokenizer_Zlib" -> List.of(huggingFace(inflated(bytes.map())));
      case "SP_Tokenizer" -> List.of(sentencePiece(bytes.map()));
      default -> List.of();
    };
  }

  private static String huggingFace(String json) throws IOException {
    String size = "tokenizer.json of " + json.length() + " characters";
    try {
      SubwordTokenizer tokenizer = SubwordTokenizer.read(new StringReader(json), "tokenizer.json");
      return size + ", " + tokenizer.vocabularySize() + " tokens";
    } catch (TokenizerFormatException other) {
      return size + ", which Ember does not read: " + other.getMessage();
    }
  }

  /** Its vocabulary is the repeated field 1. */
  private static String sentencePiece(ByteBuffer model) {
    ProtoFields fields = new ProtoFields(model);
    int pieces = 0;
    while (fields.next()) {
      pieces += fields.number() == 1 ? 1 : 0;
    }
    return "SentencePiece, " + pieces + " pieces";
  }

  /** The length of the text as 64 bits, then the text as zlib packs it. */
  private static String inflated(ByteBuffer packed) {
    long length = packed.getLong();
    long most = Math.min(MAX_TOKENIZER_BYTES, (long) MAX_RATIO * packed.remaining());
    if (length < 0 || length > most) {
      throw new IllegalArgumentException(
          "expected a tokenizer of at most " + most + " bytes but found " + length);
    }
    byte[] input = new byte[packed.remaining()];
    packed.get(input);
    byte[] output = new byte[(int) length];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(input);
      int done = inflater.inflate(output);
      if (done != length || !inflater.finished()) {
        throw new IllegalArgumentException(
            "expected a tokenizer of " + length + " bytes but found " + done);
      }
    } catch (DataFormatException damaged) {
      throw new IllegalArgumentException("a tokenizer that is not packed by zlib", damaged);
    } finally {
      inflater.end();
    }
    return new String(output, StandardCharsets.UTF_8);
  }
}
