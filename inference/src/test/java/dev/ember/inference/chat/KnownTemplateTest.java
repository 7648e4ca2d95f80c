package dev.ember.inference.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ember.inference.chat.jinja.TemplateException;
import java.util.List;
import java.util.Objects;
import org.junit.Test;

public final class KnownTemplateTest {
  private static final List<Message> CHAT =
      List.of(
          new Message(Role.SYSTEM, "Be kind."),
          new Message(Role.USER, "Hi"),
          new Message(Role.ASSISTANT, "Hello"),
          new Message(Role.USER, "Bye"));

  @Test
  public void render_chatOfThree_isAsTheFormatIsDescribed() {
    assertRendered(
        "chatml",
        "<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n"
            + "<|im_start|>assistant\nHello<|im_end|>\n<|im_start|>user\nBye<|im_end|>\n"
            + "<|im_start|>assistant\n");
    assertRendered(
        "llama2",
        "<s>[INST] <<SYS>>\nBe kind.\n<</SYS>>\n\nHi [/INST] Hello </s><s>[INST] Bye [/INST]");
    assertRendered(
        "llama3",
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe kind.<|eot_id|>"
            + "<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>"
            + "<|start_header_id|>assistant<|end_header_id|>\n\nHello<|eot_id|>"
            + "<|start_header_id|>user<|end_header_id|>\n\nBye<|eot_id|>"
            + "<|start_header_id|>assistant<|end_header_id|>\n\n");
    assertRendered(
        "gemma",
        "<bos><start_of_turn>user\nBe kind.\n\nHi<end_of_turn>\n<start_of_turn>model\nHello"
            + "<end_of_turn>\n<start_of_turn>user\nBye<end_of_turn>\n<start_of_turn>model\n");
    assertRendered(
        "phi3",
        "<|system|>\nBe kind.<|end|>\n<|user|>\nHi<|end|>\n<|assistant|>\nHello<|end|>\n"
            + "<|user|>\nBye<|end|>\n<|assistant|>\n");
    assertRendered(
        "zephyr",
        "<|system|>\nBe kind.</s>\n<|user|>\nHi</s>\n<|assistant|>\nHello</s>\n<|user|>\nBye</s>\n"
            + "<|assistant|>\n");
    assertRendered("mistral", "<s>[INST] Hi[/INST] Hello</s>[INST] Be kind.\n\nBye[/INST]");
    assertRendered(
        "alpaca",
        "Be kind.\n\n### Instruction:\nHi\n\n### Response:\nHello</s>\n\n### Instruction:\nBye\n\n"
            + "### Response:\n");
    assertRendered("vicuna", "Be kind. USER: Hi ASSISTANT: Hello</s>USER: Bye ASSISTANT:");
  }

  @Test
  public void render_withoutSystemMessage_noTemplateFails() {
    for (KnownTemplate template : KnownTemplate.values()) {
      assertThat(chatTemplate(template).render(CHAT.subList(1, 4), true))
          .as(template.key())
          .contains("Hi")
          .contains("Bye")
          .doesNotContain("Be kind.");
    }
  }

  @Test
  public void render_twoQuestionsInARow_isRefusedWhereTheFormatCannotSayIt() {
    List<Message> twice = List.of(new Message(Role.USER, "a"), new Message(Role.USER, "b"));
    for (String name : List.of("llama2", "gemma", "mistral")) {
      TemplateException refused =
          catchThrowableOfType(
              TemplateException.class,
              () ->
                  chatTemplate(Objects.requireNonNull(KnownTemplate.named(name)))
                      .render(twice, true));
      assertThat(refused.isRefusal()).as(name).isTrue();
    }
  }

  @Test
  public void named_unknownName_isNull() {
    assertThat(KnownTemplate.named("nosuch")).isNull();
    assertThat(KnownTemplate.names())
        .containsExactly(
            "chatml", "llama2", "llama3", "gemma", "phi3", "zephyr", "mistral", "alpaca", "vicuna");
  }

  private static void assertRendered(String name, String expected) {
    KnownTemplate template = Objects.requireNonNull(KnownTemplate.named(name));
    assertThat(chatTemplate(template).render(CHAT, true)).as(name).isEqualTo(expected);
  }

  private static ChatTemplate chatTemplate(KnownTemplate template) {
    return new ChatTemplate(template.source(), template.bosToken(), template.eosToken());
  }
}
