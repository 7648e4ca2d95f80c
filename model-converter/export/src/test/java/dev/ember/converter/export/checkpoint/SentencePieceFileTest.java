package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.export.testing.CheckpointFolder;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class SentencePieceFileTest {
  private static final int NORMAL = 1;
  private static final int UNKNOWN = 2;
  private static final int CONTROL = 3;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private CheckpointFolder checkpoint;

  @Before
  public void writePieces() throws IOException {
    Path path = folder.getRoot().toPath();
    checkpoint = new CheckpointFolder(path, TinyModel.random(TinyModel.TIED, 1));
    checkpoint.withoutText("tokenizer.json");
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    piece(model, "<unk>", 0, UNKNOWN); // 0
    piece(model, "<s>", 0, CONTROL); // 1
    piece(model, "</s>", 0, CONTROL); // 2
    piece(model, "▁", -3, NORMAL); // 3
    piece(model, "a", -4, NORMAL); // 4
    piece(model, "b", -5, NORMAL); // 5
    piece(model, "ab", -1, NORMAL); // 6
    piece(model, "▁ab", -2, NORMAL); // 7
    model.writeBytes(new byte[] {0x12, 2, 0x18, 2}); // trainer_spec.model_type = BPE
    Files.write(path.resolve("tokenizer.model"), model.toByteArray());
  }

  @Test
  public void chat_piecesOnly_becomeATokenizerJson() throws IOException {
    SubwordTokenizer tokenizer = tokenizer("{}");
    assertThat(tokenizer.encode("ab b")).containsExactly(7, 3, 5);
    assertThat(tokenizer.encodeFramed("ab")).containsExactly(7);
    assertThat(tokenizer.isSpecial(2)).isTrue();
  }

  @Test
  public void chat_tokensOfTheConfig_areAdded() throws IOException {
    SubwordTokenizer tokenizer =
        tokenizer(
            "{\"bos_token\": \"<s>\", \"add_bos_token\": true, \"added_tokens_decoder\":"
                + " {\"2\": {\"content\": \"</s>\", \"special\": true},"
                + " \"8\": {\"content\": \"<|end|>\", \"special\": true}}}");
    assertThat(tokenizer.vocabularySize()).isEqualTo(9);
    assertThat(tokenizer.encodeWithSpecialTokens("<|end|>")).containsExactly(8);
    assertThat(tokenizer.isSpecial(8)).isTrue();
    assertThat(tokenizer.encodeFramed("ab")).containsExactly(1, 7);
  }

  @Test
  public void chat_tokenInTheConfigThatContradicts_isRefused() {
    for (String id : new String[] {"4", "x", "-1"}) {
      assertThatThrownBy(
              () ->
                  tokenizer(
                      "{\"added_tokens_decoder\": {\"" + id + "\": {\"content\": \"<new>\"}}}"))
          .as(id)
          .isInstanceOf(UnsupportedCheckpointException.class)
          .hasMessageContaining("tokenizer_config.json, added_tokens_decoder");
    }
  }

  private SubwordTokenizer tokenizer(String config) throws IOException {
    checkpoint.text("tokenizer_config.json", config);
    try (ModelSource source = HuggingFaceModel.open(checkpoint.write())) {
      String json = Objects.requireNonNull(source.chat().tokenizer());
      return SubwordTokenizer.read(new StringReader(json), "written");
    }
  }

  /** Field 1 of the model: a text, a score and a type. */
  private static void piece(ByteArrayOutputStream model, String text, float score, int type) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer piece = ByteBuffer.allocate(utf8.length + 9).order(ByteOrder.LITTLE_ENDIAN);
    piece.put((byte) 0x0a).put((byte) utf8.length).put(utf8);
    piece.put((byte) 0x15).putFloat(score).put((byte) 0x18).put((byte) type);
    model.write(0x0a);
    model.write(piece.capacity());
    model.writeBytes(piece.array());
  }
}
