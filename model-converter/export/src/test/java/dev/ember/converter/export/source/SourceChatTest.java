package dev.ember.converter.export.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.TokenizerFormatException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

public final class SourceChatTest {
  private static final List<Integer> STOPS = List.of(2);

  @Test
  public void complete_allThere_givesAllOfIt() throws IOException {
    ChatDefaults chat = chat(SmallTokenizer.json(), "{{ messages }}", STOPS).complete("model");
    assertThat(chat.tokenizer()).isEqualTo(SmallTokenizer.json());
    assertThat(chat.template()).isEqualTo("{{ messages }}");
    assertThat(chat.bosToken()).isEqualTo("<s>");
    assertThat(chat.eosToken()).isEqualTo("</s>");
    assertThat(chat.firstTokens()).containsExactly(1);
    assertThat(chat.stopTokens()).containsExactly(2);
  }

  @Test
  public void complete_aPartMissing_isRefusedNamingIt() {
    refuses(chat(null, "{{ messages }}", STOPS), "tokenizer");
    refuses(chat("{}", null, STOPS), "chat template");
    refuses(chat("{}", "{{ messages }}", List.of()), "eos_token_id");
  }

  @Test
  public void withTemplate_none_isComplete() throws IOException {
    SourceChat chat = chat("{}", null, STOPS).withTemplate("{{ bos_token }}");
    assertThat(chat.complete("model").template()).isEqualTo("{{ bos_token }}");
  }

  @Test
  public void requireUsable_tokenizerLargerThanTheModel_isRefused() throws IOException {
    ChatDefaults chat = chat(SmallTokenizer.json(), "{{ messages }}", STOPS).complete("model");
    chat.requireUsable(SmallTokenizer.VOCABULARY);
    assertThatThrownBy(() -> chat.requireUsable(SmallTokenizer.VOCABULARY - 1))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("at most 257 ids but found 258");
  }

  @Test
  public void requireUsable_tokenizerOfAnotherKind_isRefused() throws IOException {
    ChatDefaults chat = chat("{}", "{{ messages }}", STOPS).complete("model");
    assertThatThrownBy(() -> chat.requireUsable(1000))
        .isInstanceOf(TokenizerFormatException.class)
        .hasMessageContaining("tokenizer.json");
  }

  @Test
  public void requireUsable_malformedTemplate_isRefused() throws IOException {
    ChatDefaults chat = chat(SmallTokenizer.json(), "{% for %}", STOPS).complete("model");
    assertThatThrownBy(() -> chat.requireUsable(1000))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("chat_template.jinja");
  }

  private static SourceChat chat(
      @Nullable String tokenizer, @Nullable String template, List<Integer> stops) {
    return new SourceChat(
        tokenizer, template, "<s>", "</s>", List.of(1), stops, SamplingOptions.GREEDY);
  }

  private static void refuses(SourceChat chat, String part) {
    assertThatThrownBy(() -> chat.complete("model"))
        .isInstanceOfSatisfying(
            UnsupportedCheckpointException.class,
            refusal -> assertThat(refusal.field()).isEqualTo(part))
        .hasMessageContaining("model");
  }
}
