package dev.ember.converter.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.SourceNotes;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a file has beside its weights. */
public final class GgufModelTest {
  private static final int NORMAL = 1;
  private static final int UNKNOWN = 2;
  private static final int CONTROL = 3;
  private static final int BYTE = 6;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void description_saysArchitectureAndType() throws IOException {
    try (GgufModel model = open(GgufBuilder.tinyLlama())) {
      assertThat(model.description()).isEqualTo("GGUF, llama, F32");
      assertThat(model.weights()).isSameAs(model.weights());
    }
    try (GgufModel model = open(new GgufBuilder())) {
      assertThat(model.description()).isEqualTo("GGUF, unknown, F32");
    }
  }

  @Test
  public void chat_byteLevel_hasTokenizerTemplateAndTokens() throws IOException {
    SourceChat chat =
        chat(
            byteLevel()
                .string("tokenizer.ggml.pre", "qwen2")
                .uint32("tokenizer.ggml.bos_token_id", 3)
                .uint32("tokenizer.ggml.eos_token_id", 4)
                .uint32("tokenizer.ggml.eot_token_id", 5)
                .uint32("tokenizer.ggml.padding_token_id", -1)
                .string("tokenizer.chat_template", "{{ messages }}"));
    assertThat(chat.template()).isEqualTo("{{ messages }}");
    assertThat(chat.bosToken()).isEqualTo("<s>");
    assertThat(chat.eosToken()).isEqualTo("</s>");
    assertThat(chat.firstTokens()).isEmpty(); // no key says that it opens a text
    assertThat(chat.stopTokens()).containsExactly(4, 5);
    assertThat(chat.sampling()).isEqualTo(new SamplingOptions(0, 0, 1, 0, 1, 64, 0));
    assertThat(tokenizer(chat).encodeFramed("ab<eot>a")).containsExactly(2, 5, 0);
  }

  @Test
  public void chat_thatOpensWithAToken_saysSo() throws IOException {
    GgufBuilder told =
        byteLevel()
            .uint32("tokenizer.ggml.bos_token_id", 3)
            .bool("tokenizer.ggml.add_bos_token", true)
            .uint32("tokenizer.ggml.eos_token_id", 4)
            .bool("tokenizer.ggml.add_eos_token", true);
    assertThat(chat(told).firstTokens()).containsExactly(3);
    assertThat(tokenizer(chat(told)).encodeFramed("a")).containsExactly(3, 0, 4);
    GgufBuilder llama3 =
        byteLevel()
            .string("tokenizer.ggml.pre", "llama-bpe")
            .uint32("tokenizer.ggml.bos_token_id", 3);
    assertThat(chat(llama3).firstTokens()).containsExactly(3);
    assertThat(chat(llama3.bool("tokenizer.ggml.add_bos_token", false)).firstTokens()).isEmpty();
  }

  @Test
  public void chat_sentencePiece_hasItsDefaults() throws IOException {
    SourceChat chat = chat(sentencePiece());
    assertThat(chat.bosToken()).isEqualTo("<s>");
    assertThat(chat.firstTokens()).containsExactly(1);
    assertThat(chat.stopTokens()).containsExactly(2);
    assertThat(chat.template()).isNull();
    assertThat(tokenizer(chat).encodeFramed("a")).containsExactly(1, 259 + 1);
    SourceChat bare = chat(sentencePiece().bool("tokenizer.ggml.add_space_prefix", false));
    assertThat(tokenizer(bare).encodeFramed("a")).containsExactly(1, 259);
  }

  @Test
  public void chat_withoutAVocabulary_isEmpty() throws IOException {
    for (GgufBuilder file :
        List.of(
            new GgufBuilder(),
            new GgufBuilder().string("tokenizer.ggml.model", "none"),
            new GgufBuilder().string("tokenizer.ggml.model", "no_vocab"))) {
      SourceChat chat = chat(file);
      assertThat(chat.tokenizer()).isNull();
      assertThat(chat.stopTokens()).isEmpty();
    }
  }

  @Test
  public void chat_withSampling_isSampledSo() throws IOException {
    SourceChat chat =
        chat(
            new GgufBuilder()
                .float32("general.sampling.temp", 0.5f)
                .fact("general.sampling.top_k", 5, new byte[] {20, 0, 0, 0})
                .fact("general.sampling.penalty_last_n", 5, new byte[] {-1, -1, -1, -1})
                .float32("general.sampling.top_p", 0.75f));
    assertThat(chat.sampling()).isEqualTo(new SamplingOptions(0.5f, 20, 0.75f, 0, 1, 4096, 0));
    GgufBuilder penalised = new GgufBuilder().float32("general.sampling.penalty_repeat", 1.5f);
    assertThat(chat(penalised).sampling()).isEqualTo(new SamplingOptions(0, 0, 1, 0, 1.5f, 64, 0));
    GgufBuilder off = penalised.fact("general.sampling.penalty_last_n", 5, new byte[] {0, 0, 0, 0});
    assertThat(chat(off).sampling().repetitionWindow()).isZero();
    assertThatThrownBy(() -> chat(new GgufBuilder().float32("general.sampling.temp", 9)))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("temperature from 0.0 to 2.0 but found 9.0");
  }

  @Test
  public void chat_ofAnUnfitVocabulary_saysWhatIsWrong() throws IOException {
    assertThatThrownBy(() -> chat(byteLevel().string("tokenizer.ggml.pre", "klingon")))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContainingAll("tokenizer", "klingon");
    assertThatThrownBy(() -> chat(byteLevel().uint32("tokenizer.ggml.eos_token_id", 6)))
        .isInstanceOf(GgufFormatException.class)
        .hasMessageContainingAll("key tokenizer.ggml.eos_token_id", "below 6", "found 6");
    assertThatThrownBy(
            () ->
                chat(
                    new GgufBuilder()
                        .string("tokenizer.ggml.model", "bert")
                        .strings("tokenizer.ggml.tokens", List.of("a"))))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("bert");
    assertThatThrownBy(() -> chat(new GgufBuilder().string("tokenizer.ggml.model", "gpt2")))
        .isInstanceOf(GgufFormatException.class)
        .hasMessageContaining("key tokenizer.ggml.tokens");
  }

  @Test
  public void notes_sayWhoMadeItAndUnderWhichLicence() throws IOException {
    GgufBuilder file =
        GgufBuilder.tinyLlama()
            .string("general.name", "Tiny")
            .string("general.license", "apache-2.0")
            .string("general.author", "A. Nobody")
            .string("general.organization", "Nobody & Co")
            .string("general.description", "Says little.");
    try (GgufModel model = open(file)) {
      SourceNotes notes = model.notes();
      assertThat(notes.facts())
          .containsEntry("licence", "apache-2.0")
          .containsEntry("author", "A. Nobody")
          .containsEntry("source name", "Tiny")
          .containsEntry("source format", "GGUF, F32");
      assertThat(notes.card())
          .startsWith("# Tiny\n")
          .contains("- licence: apache-2.0\n", "Says little.");
      assertThat(notes.goldenPrompts()).isEmpty();
    }
    try (GgufModel model = open(GgufBuilder.tinyLlama())) {
      assertThat(model.notes().card()).startsWith("# one.gguf\n");
    }
  }

  /** a, b, ab, two specials and one more. */
  private static GgufBuilder byteLevel() {
    return new GgufBuilder()
        .string("tokenizer.ggml.model", "gpt2")
        .strings("tokenizer.ggml.tokens", List.of("a", "b", "ab", "<s>", "</s>", "<eot>"))
        .int32s("tokenizer.ggml.token_type", NORMAL, NORMAL, NORMAL, CONTROL, CONTROL, CONTROL)
        .strings("tokenizer.ggml.merges", List.of("a b"));
  }

  /** Unknown, begin, end, 256 bytes, a and a behind a space. */
  private static GgufBuilder sentencePiece() {
    List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
    for (int i = 0; i < 256; i++) {
      tokens.add(String.format("<0x%02X>", i));
    }
    tokens.addAll(List.of("a", "▁a", "▁"));
    float[] scores = new float[tokens.size()];
    int[] types = new int[tokens.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = i == 0 ? UNKNOWN : i < 3 ? CONTROL : i < 259 ? BYTE : NORMAL;
      scores[i] = -i;
    }
    return new GgufBuilder()
        .string("tokenizer.ggml.model", "llama")
        .strings("tokenizer.ggml.tokens", tokens)
        .float32s("tokenizer.ggml.scores", scores)
        .int32s("tokenizer.ggml.token_type", types);
  }

  private static SubwordTokenizer tokenizer(SourceChat chat) throws IOException {
    String json = Objects.requireNonNull(chat.tokenizer());
    return SubwordTokenizer.read(new StringReader(json), "tokenizer.json");
  }

  private SourceChat chat(GgufBuilder file) throws IOException {
    try (GgufModel model = open(file)) {
      return model.chat();
    }
  }

  private GgufModel open(GgufBuilder builder) throws IOException {
    Path file = folder.getRoot().toPath().resolve("one.gguf");
    builder.write(file);
    return GgufModel.open(file);
  }
}
