package dev.ember.converter.export.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.TokenizerFormatException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

public final class SourceChatTest {
  private static final List<Integer> STOPS = List.of(2);
  private static final int ROWS = SmallTokenizer.VOCABULARY + 10;

  private static final String CHATML =
      "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}";

  @Test
  public void complete_allThere_givesAllOfIt() throws IOException {
    ChatDefaults chat = complete(chat(SmallTokenizer.json(), "{{ messages }}", STOPS));
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
    refuses(chat(SmallTokenizer.json(), null, STOPS), "chat template");
    refuses(chat(SmallTokenizer.json(), "{{ messages }}", List.of()), "eos_token_id");
  }

  @Test
  public void withTemplate_none_isComplete() throws IOException {
    SourceChat chat = chat(SmallTokenizer.json(), null, STOPS).withTemplate("{{ bos_token }}");
    assertThat(complete(chat).template()).isEqualTo("{{ bos_token }}");
  }

  @Test
  public void stopTokens_whatTheTemplateWritesBehindAnAnswer_isOne() throws IOException {
    SourceChat chat = chat(SmallTokenizer.json(), CHATML, STOPS);
    assertThat(complete(chat).stopTokens()).containsExactly(2, SmallTokenizer.IM_END);
    assertThat(complete(chat(SmallTokenizer.json(), CHATML, List.of())).stopTokens())
        .containsExactly(SmallTokenizer.IM_END);
  }

  @Test
  public void stopTokens_noEndOfTurn_isTheStartOfTheNextOne() throws IOException {
    String template = CHATML.replace("<|im_end|>", "");
    assertThat(complete(chat(SmallTokenizer.json(), template, STOPS)).stopTokens())
        .containsExactly(2, SmallTokenizer.IM_START);
  }

  @Test
  public void stopTokens_templateThatWantsOtherRoles_areStillFoundInItsText() throws IOException {
    String template =
        "{% if messages|length > 1 %}{{ raise_exception('one question') }}{% endif %}<|im_end|>";
    assertThat(complete(chat(SmallTokenizer.json(), template, STOPS)).stopTokens())
        .containsExactly(2, SmallTokenizer.IM_END);
  }

  @Test
  public void complete_templateThatFailsOnEachChat_isRefused() {
    refusesTemplate("{{ raise_exception('closed') }}", "closed");
    refusesTemplate(
        "{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}",
        "units of work");
    refusesTemplate("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "line 1");
  }

  private static void refusesTemplate(String template, String reason) {
    assertThatThrownBy(() -> complete(chat(SmallTokenizer.json(), template, STOPS)))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("a template that writes a prompt for a question")
        .hasMessageContaining(reason);
  }

  @Test
  public void stopTokens_textOfEosAndEndOfText_areAmongThem() throws IOException {
    String tokenizer = withSpecial(SmallTokenizer.json(), 300, "<|endoftext|>");
    SourceChat chat =
        new SourceChat(tokenizer, "", "", "<|im_end|>", List.of(), STOPS, SamplingOptions.GREEDY);
    assertThat(chat.complete("model", 301).stopTokens())
        .containsExactly(2, SmallTokenizer.IM_END, 300);
  }

  @Test
  public void complete_idsWithoutARow_areLeftOut() throws IOException {
    SourceChat chat =
        new SourceChat(
            SmallTokenizer.json(),
            "",
            "",
            "",
            List.of(1, ROWS),
            List.of(2, ROWS, -1),
            SamplingOptions.GREEDY);
    assertThat(complete(chat).firstTokens()).containsExactly(1);
    assertThat(complete(chat).stopTokens()).containsExactly(2);
  }

  @Test
  public void complete_specialTokenBeyondTheModel_isTakenOut() throws IOException {
    String tokenizer = withSpecial(SmallTokenizer.json(), ROWS, "<image>");
    ChatDefaults chat = complete(chat(tokenizer, CHATML, STOPS));
    assertThat(chat.tokenizer()).doesNotContain("<image>").contains("<|im_end|>");
    assertThat(complete(chat(chat.tokenizer(), CHATML, STOPS)).stopTokens())
        .isEqualTo(chat.stopTokens());
  }

  @Test
  public void complete_moreWordsThanTheModelHasRows_isRefused() throws IOException {
    SourceChat chat = chat(SmallTokenizer.json(), "{{ messages }}", STOPS);
    chat.complete("model", SmallTokenizer.VOCABULARY);
    int words = SmallTokenizer.VOCABULARY - 2; // without the two special tokens
    chat.complete("model", words);
    assertThatThrownBy(() -> chat.complete("model", words - 1))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("at most " + (words - 1) + " ids but found " + words);
  }

  @Test
  public void complete_tokenizerOfAnotherKind_isRefused() {
    assertThatThrownBy(() -> complete(chat("{}", "{{ messages }}", STOPS)))
        .isInstanceOf(TokenizerFormatException.class)
        .hasMessageContaining("tokenizer.json");
  }

  @Test
  public void complete_malformedTemplate_isRefused() {
    assertThatThrownBy(() -> complete(chat(SmallTokenizer.json(), "{% for %}", STOPS)))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("chat template");
  }

  private static ChatDefaults complete(SourceChat chat) throws IOException {
    return chat.complete("model", ROWS);
  }

  private static SourceChat chat(
      @Nullable String tokenizer, @Nullable String template, List<Integer> stops) {
    return new SourceChat(
        tokenizer, template, "<s>", "</s>", List.of(1), stops, SamplingOptions.GREEDY);
  }

  private static String withSpecial(String tokenizer, int id, String content) {
    JsonObject json = JsonParser.parseString(tokenizer).getAsJsonObject();
    JsonObject token = json.getAsJsonArray("added_tokens").get(0).deepCopy().getAsJsonObject();
    token.addProperty("id", id);
    token.addProperty("content", content);
    json.getAsJsonArray("added_tokens").add(token);
    return json.toString();
  }

  private static void refuses(SourceChat chat, String part) {
    assertThatThrownBy(() -> complete(chat))
        .isInstanceOfSatisfying(
            UnsupportedCheckpointException.class,
            refusal -> assertThat(refusal.field()).isEqualTo(part))
        .hasMessageContaining("model");
  }
}
