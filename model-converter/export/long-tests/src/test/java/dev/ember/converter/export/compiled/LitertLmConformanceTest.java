package dev.ember.converter.export.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

/** Files that LiteRT-LM's own tools wrote. */
public final class LitertLmConformanceTest {
  private static final Path VECTORS = Path.of(System.getProperty("ember.vectors"), "formats");

  @Test
  public void read_container_tellsItsTokenizer() throws IOException {
    CompiledModel model = CompiledModel.read(VECTORS.resolve("test_hf_tokenizer.litertlm"));

    assertThat(model.format()).isEqualTo("LiteRT-LM 1.0.0");
    assertThat(model.sections()).hasSize(1);
    assertThat(model.sections().get(0).kind()).isEqualTo("HF_Tokenizer_Zlib");
    assertThat(model.sections().get(0).lines().get(0)).endsWith(", 49152 tokens");
  }

  @Test
  public void read_metadata_tellsItsTokens() throws IOException {
    byte[] message = Files.readAllBytes(VECTORS.resolve("llm_metadata.pb"));

    assertThat(LlmMetadata.lines(ByteBuffer.wrap(message)))
        .containsExactly(
            "begins with \"<bos>\"", "ends with \"<eos>\"", "ends with \"<end_of_turn>\"");
  }
}
