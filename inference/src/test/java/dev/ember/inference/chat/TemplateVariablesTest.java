package dev.ember.inference.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.chat.jinja.Template;
import java.io.IOException;
import java.time.LocalDateTime;
import org.junit.Test;

public final class TemplateVariablesTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 15, 9, 30);

  @Test
  public void render_object_givesEveryVariable() throws IOException {
    TemplateVariables variables =
        TemplateVariables.ofObject(
            "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"n\":1.0,\"big\":1e400,"
                + "\"eos_token\":\"</s>\",\"tools\":[{\"b\":1,\"a\":[true]}]}");

    assertThat(
            render(
                "{{ messages[0].content }} {{ n }} {{ tools | tojson }} {{ eos_token }}"
                    + " {{ documents is none }} {{ big }} {{ strftime_now('%H:%M') }}",
                variables))
        .isEqualTo("Hi 1.0 [{\"b\": 1, \"a\": [true]}] </s> True inf 09:30");
  }

  @Test
  public void render_messages_givesThemAndTheGenerationPrompt() throws IOException {
    TemplateVariables variables =
        TemplateVariables.ofMessages("[{\"role\":\"user\",\"content\":\"Hi\"}]", true);

    assertThat(
            render(
                "{{ messages | length }}{{ add_generation_prompt }}{{ tools is none }}", variables))
        .isEqualTo("1TrueTrue");
  }

  @Test
  public void withDefault_givenEvenAsNull_stays() throws IOException {
    TemplateVariables variables =
        TemplateVariables.ofObject("{\"bos_token\":null}")
            .withDefault("bos_token", "<s>")
            .withDefault("eos_token", "</s>");

    assertThat(render("{{ bos_token }}{{ eos_token }}", variables)).isEqualTo("None</s>");
  }

  private static String render(String source, TemplateVariables variables) {
    return variables.render(Template.parse(source), NOW);
  }
}
