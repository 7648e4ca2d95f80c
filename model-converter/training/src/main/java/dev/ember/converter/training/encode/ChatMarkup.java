package dev.ember.converter.training.encode;

import dev.ember.inference.chat.ChatTemplate;

/** How a chat is written for Ember's models: ChatML, without a system prompt of its own. */
public final class ChatMarkup {
  /** The Jinja text that goes into the checkpoint and the bundle. */
  public static final String TEMPLATE =
      """
      {%- for message in messages -%}
      {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' -}}
      {%- endfor -%}
      {%- if add_generation_prompt -%}
      {{- '<|im_start|>assistant\\n' -}}
      {%- endif -%}
      """;

  /** For models without tokens for turns: names, and the end of a text behind each answer. */
  public static final String PLAIN =
      """
      {%- for message in messages -%}
      {%- if message.role == 'assistant' -%}
      {{- 'Assistant: ' + message.content + eos_token + '\\n' -}}
      {%- else -%}
      {{- ('System: ' if message.role == 'system' else 'User: ') + message.content + '\\n' -}}
      {%- endif -%}
      {%- endfor -%}
      {%- if add_generation_prompt -%}
      {{- 'Assistant: ' -}}
      {%- endif -%}
      """;

  private ChatMarkup() {}

  /** The template, parsed; there is no token before a prompt. */
  public static ChatTemplate template() {
    return new ChatTemplate(TEMPLATE, "", SpecialTokens.END_OF_TURN);
  }
}
