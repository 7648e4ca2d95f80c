package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.testing.CheckpointFolder;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.TokenizerFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ChatDefaultsTest {
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
  public void read_wholeFolder_givesAllOfIt() throws IOException {
    ChatDefaults chat = ChatDefaults.read(checkpoint.write());
    assertThat(chat.tokenizer()).isEqualTo(SmallTokenizer.json());
    assertThat(chat.template()).isEqualTo("{{ messages }}");
    assertThat(chat.bosToken()).isEmpty();
    assertThat(chat.eosToken()).isEqualTo("<|im_end|>");
    assertThat(chat.firstTokens()).containsExactly(1);
    assertThat(chat.stopTokens()).containsExactly(2, 3);
    assertThat(chat.sampling()).isEqualTo(new SamplingOptions(0.5f, 40, 1, 0, 1, 64, 0));
  }

  @Test
  public void read_tokenAsObject_takesItsContent() throws IOException {
    checkpoint.text(TOKENIZER_CONFIG, "{\"bos_token\": {\"content\": \"<s>\", \"lstrip\": false}}");
    assertThat(ChatDefaults.read(checkpoint.write()).bosToken()).isEqualTo("<s>");
  }

  @Test
  public void read_noTemplateFile_takesTheConfigs() throws IOException {
    checkpoint.withoutText("chat_template.jinja");
    checkpoint.text(TOKENIZER_CONFIG, "{\"chat_template\": \"{{ bos_token }}\"}");
    assertThat(ChatDefaults.read(checkpoint.write()).template()).isEqualTo("{{ bos_token }}");
  }

  @Test
  public void read_noTemplateAtAll_isRefused() throws IOException {
    refuses(checkpoint.withoutText("chat_template.jinja"), "chat_template.jinja");
  }

  @Test
  public void read_noTokenizer_isRefused() throws IOException {
    refuses(checkpoint.withoutText("tokenizer.json"), "tokenizer.json");
  }

  @Test
  public void read_noGenerationConfig_isGreedyAndStopsAtTheModelsEnd() throws IOException {
    ChatDefaults chat = ChatDefaults.read(checkpoint.withoutText(GENERATION).write());
    assertThat(chat.stopTokens()).isEqualTo(List.of(2));
    assertThat(chat.sampling().temperature()).isZero();
  }

  @Test
  public void read_noEndOfAnswer_isRefused() throws IOException {
    checkpoint.text(GENERATION, "{}").withoutConfig("eos_token_id");
    refuses(checkpoint, "eos_token_id");
  }

  @Test
  public void read_impossibleSampling_isRefusedWithTheValue() throws IOException {
    checkpoint.text(GENERATION, "{\"do_sample\": true, \"temperature\": 7}");
    refuses(checkpoint, "7.0");
  }

  @Test
  public void requireUsable_tokenizerLargerThanTheModel_isRefused() throws IOException {
    ChatDefaults chat = ChatDefaults.read(checkpoint.write());
    chat.requireUsable(SmallTokenizer.VOCABULARY);
    assertThatThrownBy(() -> chat.requireUsable(SmallTokenizer.VOCABULARY - 1))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("at most 257 ids but found 258");
  }

  @Test
  public void requireUsable_tokenizerOfAnotherKind_isRefused() throws IOException {
    ChatDefaults chat = ChatDefaults.read(checkpoint.text("tokenizer.json", "{}").write());
    assertThatThrownBy(() -> chat.requireUsable(1000))
        .isInstanceOf(TokenizerFormatException.class)
        .hasMessageContaining("tokenizer.json");
  }

  @Test
  public void requireUsable_malformedTemplate_isRefused() throws IOException {
    checkpoint.text("chat_template.jinja", "{% for %}");
    ChatDefaults chat = ChatDefaults.read(checkpoint.write());
    assertThatThrownBy(() -> chat.requireUsable(1000))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("chat_template.jinja");
  }

  @Test
  public void goldenPrompts_file_givesTokens() throws IOException {
    checkpoint.text(
        "golden_prompts.json", "{\"prompts\": [{\"tokens\": [1, 2]}, {\"tokens\": [3]}]}");
    assertThat(CheckpointNotes.goldenPrompts(checkpoint.write()))
        .containsExactly(List.of(1, 2), List.of(3));
  }

  @Test
  public void goldenPrompts_noFile_isEmpty() throws IOException {
    assertThat(CheckpointNotes.goldenPrompts(checkpoint.write())).isEmpty();
  }

  @Test
  public void card_fallsBackToTheReadmeThenToALineThatSaysSo() throws IOException {
    assertThat(CheckpointNotes.card(checkpoint.write())).isEqualTo("# Tiny\n");
    Path bare = folder.newFolder().toPath();
    CheckpointFolder other =
        new CheckpointFolder(bare, TinyModel.random(TinyModel.UNTIED, 1)).withoutText("card.md");
    assertThat(CheckpointNotes.card(other.write())).contains("without a card");
    assertThat(CheckpointNotes.card(other.text("README.md", "read me").write()))
        .isEqualTo("read me");
  }

  private static void refuses(CheckpointFolder checkpoint, String message) throws IOException {
    Path written = checkpoint.write();
    assertThatThrownBy(() -> ChatDefaults.read(written))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining(message);
  }
}
