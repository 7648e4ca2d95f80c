package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.SourceNotes;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.export.testing.CheckpointFolder;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.json.JsonFormatException;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class HuggingFaceModelTest {
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  private static final String GENERATION = "generation_config.json";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private CheckpointFolder checkpoint;

  @Before
  public void makeCheckpoint() {
    checkpoint =
        new CheckpointFolder(folder.getRoot().toPath(), TinyModel.random(TinyModel.UNTIED, 1));
  }

  @Test
  public void chat_wholeFolder_givesAllOfIt() throws IOException {
    SourceChat chat = chat(checkpoint);
    assertThat(chat.tokenizer()).isEqualTo(SmallTokenizer.json());
    assertThat(chat.template()).isEqualTo("{{ messages }}");
    assertThat(chat.bosToken()).isEmpty();
    assertThat(chat.eosToken()).isEqualTo("<|im_end|>");
    assertThat(chat.firstTokens()).containsExactly(1);
    assertThat(chat.stopTokens()).containsExactly(2, 3);
    assertThat(chat.sampling()).isEqualTo(new SamplingOptions(0.5f, 40, 1, 0, 1, 64, 0));
  }

  @Test
  public void chat_tokenAsObject_takesItsContent() throws IOException {
    checkpoint.text(TOKENIZER_CONFIG, "{\"bos_token\": {\"content\": \"<s>\", \"lstrip\": false}}");
    assertThat(chat(checkpoint).bosToken()).isEqualTo("<s>");
  }

  @Test
  public void chat_noTemplateFile_takesTheConfigs() throws IOException {
    checkpoint.withoutText("chat_template.jinja");
    checkpoint.text(TOKENIZER_CONFIG, "{\"chat_template\": \"{{ bos_token }}\"}");
    assertThat(chat(checkpoint).template()).isEqualTo("{{ bos_token }}");
  }

  @Test
  public void chat_severalTemplates_takesTheDefault() throws IOException {
    checkpoint.withoutText("chat_template.jinja");
    String tools = "{\"name\": \"tool_use\", \"template\": \"tools\"}";
    String plain = "{\"name\": \"default\", \"template\": \"plain\"}";
    checkpoint.text(TOKENIZER_CONFIG, "{\"chat_template\": [" + tools + ", " + plain + "]}");
    assertThat(chat(checkpoint).template()).isEqualTo("plain");
    checkpoint.text(TOKENIZER_CONFIG, "{\"chat_template\": [" + tools + "]}");
    refuses(checkpoint, "tool_use");
  }

  @Test
  public void chat_noTokensInTheConfig_takesThoseOfTheMap() throws IOException {
    checkpoint.text(TOKENIZER_CONFIG, "{\"bos_token\": null}");
    checkpoint.text("special_tokens_map.json", "{\"bos_token\": \"<s>\"}");
    assertThat(chat(checkpoint).bosToken()).isEqualTo("<s>");
    assertThat(chat(checkpoint).eosToken()).isEmpty();
  }

  @Test
  public void chat_fieldOfAnotherType_isAFormatErrorThatNamesTheFile() {
    checkpoint.text(GENERATION, "{\"eos_token_id\": \"two\"}");
    assertThatThrownBy(() -> chat(checkpoint))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("generation_config.json: $.eos_token_id");
  }

  @Test
  public void notes_headOfTheCard_givesLicenceAndBase() throws IOException {
    checkpoint.text(
        "card.md",
        "---\nlicense: apache-2.0\nbase_model: \"HuggingFaceTB/SmolLM2-135M\"\ntags:\n- a\n---\n# A\n");
    assertThat(notes(checkpoint).facts())
        .containsOnly(
            entry("licence", "apache-2.0"), entry("base_model", "HuggingFaceTB/SmolLM2-135M"));
    checkpoint.text("card.md", "license: mit\n");
    assertThat(notes(checkpoint).facts()).isEmpty();
    checkpoint.text("card.md", "---\nbase_model:\n- a/b\nlicense: >\n---\n");
    assertThat(notes(checkpoint).facts()).isEmpty();
  }

  @Test
  public void chat_bareFolder_hasNeitherTokenizerNorTemplate() throws IOException {
    checkpoint.withoutText("chat_template.jinja").withoutText("tokenizer.json");
    SourceChat chat = chat(checkpoint.withoutText(TOKENIZER_CONFIG));
    assertThat(chat.template()).isNull();
    assertThat(chat.tokenizer()).isNull();
  }

  @Test
  public void chat_noGenerationConfig_isGreedyAndStopsAtTheModelsEnd() throws IOException {
    SourceChat chat = chat(checkpoint.withoutText(GENERATION));
    assertThat(chat.stopTokens()).isEqualTo(List.of(2));
    assertThat(chat.sampling().temperature()).isZero();
  }

  @Test
  public void chat_noEndOfAnswer_hasNoStopTokens() throws IOException {
    checkpoint.text(GENERATION, "{}").withoutConfig("eos_token_id");
    assertThat(chat(checkpoint).stopTokens()).isEmpty();
  }

  @Test
  public void chat_impossibleSampling_isRefusedWithTheValue() throws IOException {
    checkpoint.text(GENERATION, "{\"do_sample\": true, \"temperature\": 7}");
    refuses(checkpoint, "7.0");
  }

  @Test
  public void goldenPrompts_file_givesTokens() throws IOException {
    checkpoint.text(
        "golden_prompts.json", "{\"prompts\": [{\"tokens\": [1, 2]}, {\"tokens\": [3]}]}");
    assertThat(notes(checkpoint).goldenPrompts()).containsExactly(List.of(1, 2), List.of(3));
  }

  @Test
  public void goldenPrompts_noFile_isEmpty() throws IOException {
    assertThat(notes(checkpoint).goldenPrompts()).isEmpty();
  }

  @Test
  public void card_fallsBackToTheReadmeThenToALineThatSaysSo() throws IOException {
    assertThat(notes(checkpoint).card()).isEqualTo("# Tiny\n");
    Path bare = folder.newFolder().toPath();
    CheckpointFolder other =
        new CheckpointFolder(bare, TinyModel.random(TinyModel.UNTIED, 1)).withoutText("card.md");
    assertThat(notes(other).card()).contains("without a card");
    assertThat(notes(other.text("README.md", "read me")).card()).isEqualTo("read me");
  }

  private static SourceChat chat(CheckpointFolder checkpoint) throws IOException {
    try (ModelSource source = HuggingFaceModel.open(checkpoint.write())) {
      return source.chat();
    }
  }

  private static SourceNotes notes(CheckpointFolder checkpoint) throws IOException {
    try (ModelSource source = HuggingFaceModel.open(checkpoint.write())) {
      return source.notes();
    }
  }

  private static void refuses(CheckpointFolder checkpoint, String message) {
    assertThatThrownBy(() -> chat(checkpoint))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining(message);
  }
}
