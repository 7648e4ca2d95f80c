package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class CheckpointNamesTest {

  @Test
  public void of_filesOfACheckpoint_haveTheirNames() {
    assertThat(CheckpointNames.of("config.json")).isEqualTo("config.json");
    assertThat(CheckpointNames.of("Tokenizer.JSON")).isEqualTo("tokenizer.json");
    assertThat(CheckpointNames.of("model-00002-of-00003.safetensors"))
        .isEqualTo("model-00002-of-00003.safetensors");
    assertThat(CheckpointNames.of("my finetune v2.safetensors")).isEqualTo("model.safetensors");
  }

  @Test
  public void of_partsOfAGguf_areNumbered() {
    assertThat(CheckpointNames.of("SmolLM2-Q8_0-00002-of-00003.gguf"))
        .isEqualTo("model-00002-of-00003.gguf");
    assertThat(CheckpointNames.of("SmolLM2-Q8_0.gguf")).isNull(); // one file is a job of its own
    assertThat(CheckpointNames.wholeGguf("model-00002-of-00003.gguf"))
        .containsExactly(
            "model-00001-of-00003.gguf", "model-00002-of-00003.gguf", "model-00003-of-00003.gguf");
    assertThat(CheckpointNames.wholeGguf("model-00002-of-00003.safetensors")).isEmpty();
    assertThat(CheckpointNames.wholeGguf("model-00001-of-99999.gguf")).hasSizeLessThan(1_000);
  }

  @Test
  public void of_whatNoModelIsMadeOf_isNothing() {
    assertThat(CheckpointNames.of("README.md")).isNull();
    assertThat(CheckpointNames.of("pytorch_model.bin")).isNull();
    assertThat(CheckpointNames.of("")).isNull();
  }

  @Test
  public void of_hostileNames_neverBecomePaths() {
    assertThat(CheckpointNames.of("../../databases/x.safetensors")).isEqualTo("model.safetensors");
    assertThat(CheckpointNames.of("a/config.json")).isNull();
    assertThat(CheckpointNames.of("model-00001-of-00002.safetensors/../x")).isNull();
  }
}
