package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public final class TokenizerJsonTest {
  private static final String BYTE_LEVEL =
      "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"use_regex\":true}";
  private static final String MODEL =
      "{\"type\":\"BPE\",\"vocab\":{\"a\":0,\"b\":1,\"ab\":2},\"merges\":[\"a b\"]}";

  @Test
  public void read_minimalFile_encodes() throws IOException {
    assertThat(read(file(BYTE_LEVEL, MODEL)).encode("aba")).containsExactly(2, 0);
  }

  @Test
  public void read_mergesBeforeVocabularyAndAsPairs_encodes() throws IOException {
    String model = "{\"merges\":[[\"a\",\"b\"]],\"vocab\":{\"a\":0,\"b\":1,\"ab\":2}}";

    assertThat(read(file(BYTE_LEVEL, model)).encode("aba")).containsExactly(2, 0);
  }

  @Test
  public void read_idsWithHoles_holesHaveNoBytes() throws IOException {
    String model = "{\"vocab\":{\"a\":0,\"b\":5},\"merges\":[]}";
    SubwordTokenizer tokenizer = read(file(BYTE_LEVEL, model));

    assertThat(tokenizer.vocabularySize()).isEqualTo(6);
    assertThat(tokenizer.bytes(3)).isEmpty();
  }

  @Test
  public void write_thenRead_isTheSameDefinition() throws IOException {
    TokenizerDefinition definition =
        new TokenizerDefinition(
            List.of(
                new Normalization.UnicodeForm(Normalizer.Form.NFC),
                new Normalization.Prepend("x"),
                new Normalization.Lowercase(),
                new Normalization.Strip(true, false),
                new Normalization.StripAccents(),
                Replacement.literal(" ", "▁"),
                Replacement.regex(" {2,}", " ")),
            new PreTokenization(
                List.of(
                    PatternSplit.regex("\\p{L}+<", SplitBehavior.MERGED_WITH_NEXT, true),
                    PatternSplit.literal("é", SplitBehavior.REMOVED, false),
                    new DigitsSplit(false),
                    new MetaspaceSplit("▁", MetaspaceSplit.Prefix.FIRST, true),
                    new ByteLevelSplit(true, false))),
            new BpeModel(
                SmallTokenizers.vocabulary(SmallTokenizers.MERGES),
                SmallTokenizers.MERGES,
                new BpeModel.Settings(true, true, true, "the")),
            new Decoding(
                List.of(
                    new DecodingStep.Replace("▁", " "),
                    new DecodingStep.ByteFallback(),
                    new DecodingStep.Metaspace("▁", false),
                    new DecodingStep.Fuse(),
                    new DecodingStep.Strip(' ', 1, 2))),
            new Framing(
                List.of(new Framing.Frame(260, "<|im_end|>")),
                List.of(new Framing.Frame(3, "x"), new Framing.Frame(3, "x"))),
            List.of(
                AddedToken.special(260, "<|im_end|>"),
                new AddedToken(261, "<think>", false, true, true, true, true)));
    String written = write(new SubwordTokenizer(definition));
    SubwordTokenizer again = read(written);

    assertThat(write(again)).isEqualTo(written);
    assertThat(again.definition().model()).isEqualTo(definition.model());
    assertThat(again.definition().addedTokens()).isEqualTo(definition.addedTokens());
    assertThat(again.definition().decoding()).isEqualTo(definition.decoding());
    assertThat(again.definition().framing()).isEqualTo(definition.framing());
    assertThat(again.definition().normalizations()).hasSize(7);
    assertThat(again.definition().preTokenization().steps()).hasSize(5);
  }

  @Test
  public void read_wrongParts_namesPlaceExpectedAndFound() {
    assertRefused("[]", "t.json, $: expected an object but found BEGIN_ARRAY");
    assertRefused("{}", "$.model: expected a model but found nothing");
    assertRefused(
        file(BYTE_LEVEL, "{\"type\":\"WordPiece\",\"vocab\":{\"a\":0}}"),
        "$.model.type: expected BPE or Unigram but found \"WordPiece\"");
    assertRefused(
        file(BYTE_LEVEL, "{\"vocab\":{\"a\":0},\"merges\":[],\"unk_token\":\"b\"}"),
        "$.model.unk_token: expected a token of the vocabulary but found \"b\"");
    assertRefused(
        file(BYTE_LEVEL, "{\"vocab\":{\"a\":0},\"merges\":[\"a a\"]}"),
        "$.model.merges[0]: expected tokens of the vocabulary but found \"aa\"");
    assertRefused(
        file(BYTE_LEVEL, "{\"vocab\":{\"a\":0},\"merges\":[\"aa\"]}"),
        "$.model.merges[0]: expected two tokens and a space between but found \"aa\"");
    assertRefused(
        file(BYTE_LEVEL, "{\"vocab\":{\"a\":0,\"b\":0},\"merges\":[]}"),
        "$.model.vocab[\"b\"]: expected an id of its own but found 0");
    assertRefused(
        file(BYTE_LEVEL, "{\"vocab\":{\"a\":99999999},\"merges\":[]}"),
        "expected an id from 0 to 4194303 but found 99999999");
    assertRefused(
        file(BYTE_LEVEL, "{\"vocab\":{\"a\":\"x\"}}"),
        "$.model.vocab.a: expected an integer but found STRING");
    assertRefused(file(BYTE_LEVEL, "{\"vocab\":{\"a\":1.5}}"), "expected an integer but found 1.5");
    assertRefused(
        file(BYTE_LEVEL, "{\"vocab\":{\"a\":0},\"merges\":[],\"dropout\":0.1}"),
        "$.model.dropout: expected null or 0");
  }

  @Test
  public void read_unknownComponents_areRefusedByName() {
    assertRefused(
        file("{\"type\":\"BertPreTokenizer\"}", MODEL),
        "$.pre_tokenizer.type: expected Sequence, ByteLevel, Digits, Split, Metaspace, Whitespace,"
            + " WhitespaceSplit, Punctuation or CharDelimiterSplit but found \"BertPreTokenizer\"");
    assertRefused(
        file(
            "{\"type\":\"Sequence\",\"pretokenizers\":[" + BYTE_LEVEL + ",{\"type\":\"Digits\"}]}",
            MODEL),
        "$.pre_tokenizer: expected ByteLevel, if any, as the last step");
    assertRefused(
        file(split("\\\\bx", "Isolated"), MODEL),
        "$.pre_tokenizer.pretokenizers[0].pattern.Regex: expected an expression that this reader"
            + " knows");
    assertRefused(
        file(split("x", "Sideways"), MODEL), "behavior: expected a behaviour of Split but found");
    assertRefused(
        withPart("\"normalizer\":{\"type\":\"BertNormalizer\"}"),
        "$.normalizer.type: expected Sequence, NFC, NFD, NFKC, NFKD, Prepend, Replace, Lowercase,"
            + " Strip, StripAccents or Precompiled but found \"BertNormalizer\"");
    assertRefused(
        withPart("\"decoder\":{\"type\":\"WordPiece\"}"),
        "$.decoder.type: expected Sequence, ByteLevel, Metaspace, Replace, ByteFallback, Fuse or"
            + " Strip but found \"WordPiece\"");
    assertRefused(
        withPart("\"post_processor\":{\"type\":\"Unheard\"}"),
        "$.post_processor.type: expected Sequence, TemplateProcessing, ByteLevel,");
    assertRefused(
        withPart("\"added_tokens\":[{\"id\":0,\"content\":\"x\"}]"),
        "$.added_tokens[0]: expected an id of its own but found 0 for \"x\"");
    assertRefused(
        withPart("\"added_tokens\":[{\"content\":\"x\"}]"),
        "$.added_tokens[0].id: expected an integer but found nothing");
  }

  @Test
  public void read_truncatedAnywhere_isAFormatError() {
    String whole = file(BYTE_LEVEL, MODEL);
    for (int end = 1; end < whole.length(); end++) {
      String cut = whole.substring(0, end);
      assertThat(catchThrowableOfType(TokenizerFormatException.class, () -> read(cut)))
          .as(cut)
          .hasMessageStartingWith("t.json, $");
    }
  }

  @Test
  public void read_damagedAnywhere_isReadOrAFormatError() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String whole = write(SmallTokenizers.withSpecialTokens("<|im_end|>"));
    for (int i = 0; i < 500; i++) {
      StringBuilder damaged = new StringBuilder(whole);
      char instead = "{}[]\",:0x -".charAt(random.nextInt(11));
      damaged.setCharAt(random.nextInt(whole.length()), instead);
      try {
        assertThat(read(damaged.toString()).vocabularySize()).isPositive();
      } catch (TokenizerFormatException expected) {
        assertThat(expected).as("seed %d", seed).hasMessageStartingWith("t.json, $");
      }
    }
  }

  private static void assertRefused(String json, String message) {
    assertThat(catchThrowableOfType(TokenizerFormatException.class, () -> read(json)))
        .as(json)
        .hasMessageContaining(message);
  }

  private static String file(String preTokenizer, String model) {
    return "{\"pre_tokenizer\":" + preTokenizer + ",\"model\":" + model + "}";
  }

  private static String withPart(String part) {
    return "{" + part + ",\"pre_tokenizer\":" + BYTE_LEVEL + ",\"model\":" + MODEL + "}";
  }

  private static String split(String regex, String behavior) {
    return "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Split\",\"pattern\":{\"Regex\":\""
        + regex
        + "\"},\"behavior\":\""
        + behavior
        + "\",\"invert\":false},"
        + BYTE_LEVEL
        + "]}";
  }

  private static SubwordTokenizer read(String json) throws IOException {
    return SubwordTokenizer.read(new StringReader(json), "t.json");
  }

  private static String write(SubwordTokenizer tokenizer) throws IOException {
    StringWriter text = new StringWriter();
    tokenizer.write(text);
    return text.toString();
  }
}
