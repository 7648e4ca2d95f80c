package dev.ember.inference.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chat formats by name, for models that bring no template. Each is written for this project from
 * the public description of its format, and refuses nothing that the format can say.
 */
public enum KnownTemplate {
  /** OpenAI's ChatML; Qwen, SmolLM and many fine-tuned models use it. */
  CHATML(
      "chatml",
      "",
      "<|im_end|>",
      """
      {%- for message in messages -%}
      {{ '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}
      {%- endfor -%}
      {%- if add_generation_prompt -%}{{ '<|im_start|>assistant\\n' }}{%- endif -%}
      """),
  /** Llama 2 chat: the system message stands within the first question. */
  LLAMA2(
      "llama2",
      "<s>",
      "</s>",
      """
      {%- set ns = namespace(system='', first=true) -%}
      {%- set turns = messages -%}
      {%- if messages and messages[0].role == 'system' -%}
      {%- set ns.system = '<<SYS>>\\n' + messages[0].content | trim + '\\n<</SYS>>\\n\\n' -%}
      {%- set turns = messages[1:] -%}
      {%- endif -%}
      {%- for turn in turns -%}
      {%- if (turn.role == 'user') != (loop.index0 % 2 == 0) -%}
      {{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}
      {%- endif -%}
      {%- if turn.role == 'user' -%}
      {{ bos_token + '[INST] ' + ns.system + turn.content | trim + ' [/INST]' }}
      {%- set ns.system = '' -%}
      {%- else -%}
      {{ ' ' + turn.content | trim + ' ' + eos_token }}
      {%- endif -%}
      {%- endfor -%}
      """),
  /** Llama 3 and 3.x without tools. */
  LLAMA3(
      "llama3",
      "<|begin_of_text|>",
      "<|eot_id|>",
      """
      {{- bos_token -}}
      {%- for message in messages -%}
      {{ '<|start_header_id|>' + message.role + '<|end_header_id|>\\n\\n' }}
      {{- message.content | trim + '<|eot_id|>' }}
      {%- endfor -%}
      {%- if add_generation_prompt -%}
      {{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
      {%- endif -%}
      """),
  /** Gemma: no role for the system, so its message begins the first question. */
  GEMMA(
      "gemma",
      "<bos>",
      "<end_of_turn>",
      """
      {{- bos_token -}}
      {%- set ns = namespace(system='') -%}
      {%- set turns = messages -%}
      {%- if messages and messages[0].role == 'system' -%}
      {%- set ns.system = messages[0].content + '\\n\\n' -%}
      {%- set turns = messages[1:] -%}
      {%- endif -%}
      {%- for turn in turns -%}
      {%- if (turn.role == 'user') != (loop.index0 % 2 == 0) -%}
      {{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}
      {%- endif -%}
      {%- set role = 'model' if turn.role == 'assistant' else turn.role -%}
      {{ '<start_of_turn>' + role + '\\n' + ns.system + turn.content | trim + '<end_of_turn>\\n' }}
      {%- set ns.system = '' -%}
      {%- endfor -%}
      {%- if add_generation_prompt -%}{{ '<start_of_turn>model\\n' }}{%- endif -%}
      """),
  /** Phi-3. */
  PHI3(
      "phi3",
      "<s>",
      "<|end|>",
      """
      {%- for message in messages -%}
      {{ '<|' + message.role + '|>\\n' + message.content + '<|end|>\\n' }}
      {%- endfor -%}
      {%- if add_generation_prompt -%}{{ '<|assistant|>\\n' }}{%- endif -%}
      """),
  /** Zephyr. */
  ZEPHYR(
      "zephyr",
      "<s>",
      "</s>",
      """
      {%- for message in messages -%}
      {%- if message.role in ['system', 'user', 'assistant'] -%}
      {{ '<|' ~ message.role ~ '|>\\n' ~ message.content ~ eos_token ~ '\\n' }}
      {%- endif -%}
      {%- if loop.last and add_generation_prompt -%}{{ '<|assistant|>\\n' }}{%- endif -%}
      {%- endfor -%}
      """),
  /** Mistral 7B Instruct: the system message begins the last question. */
  MISTRAL(
      "mistral",
      "<s>",
      "</s>",
      """
      {{- bos_token -}}
      {%- set system = '' -%}
      {%- set turns = messages -%}
      {%- if messages and messages[0].role == 'system' -%}
      {%- set system = messages[0].content + '\\n\\n' -%}
      {%- set turns = messages[1:] -%}
      {%- endif -%}
      {%- for turn in turns -%}
      {%- if (turn.role == 'user') != (loop.index0 % 2 == 0) -%}
      {{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}
      {%- endif -%}
      {%- if turn.role == 'user' -%}
      {{ '[INST] ' + (system if loop.last else '') + turn.content + '[/INST]' }}
      {%- else -%}
      {{ ' ' + turn.content | trim + eos_token }}
      {%- endif -%}
      {%- endfor -%}
      """),
  /** Alpaca's instructions and responses. */
  ALPACA(
      "alpaca",
      "<s>",
      "</s>",
      """
      {%- set ns = namespace(system='Below is an instruction that describes a task. Write a \
      response that appropriately completes the request.') -%}
      {%- for m in messages if m.role == 'system' -%}{%- set ns.system = m.content -%}{%- endfor -%}
      {{ ns.system + '\\n\\n' }}
      {%- for m in messages if m.role != 'system' -%}
      {%- if m.role == 'user' -%}
      {{ '### Instruction:\\n' + m.content + '\\n\\n' }}
      {%- elif m.role == 'assistant' -%}
      {{ '### Response:\\n' + m.content + eos_token | default('') + '\\n\\n' }}
      {%- else -%}
      {{ raise_exception('Unknown role: ' ~ m.role) }}
      {%- endif -%}
      {%- endfor -%}
      {%- if add_generation_prompt -%}{{ '### Response:\\n' }}{%- endif -%}
      """),
  /** Vicuna 1.1. */
  VICUNA(
      "vicuna",
      "<s>",
      "</s>",
      """
      {%- set system = "A chat between a curious user and an artificial intelligence assistant. \
      The assistant gives helpful, detailed, and polite answers to the user's questions." -%}
      {%- set turns = messages -%}
      {%- if messages and messages[0].role == 'system' -%}
      {%- set system = messages[0].content -%}
      {%- set turns = messages[1:] -%}
      {%- endif -%}
      {{ system.strip() + ' ' }}
      {%- for turn in turns -%}
      {{ turn.role | upper + ': ' + turn.content.strip() }}
      {{- eos_token if turn.role == 'assistant' else ' ' }}
      {%- endfor -%}
      {%- if add_generation_prompt -%}{{ 'ASSISTANT:' }}{%- endif -%}
      """);

  private final String key;
  private final String bosToken;
  private final String eosToken;
  private final String source;

  KnownTemplate(String key, String bosToken, String eosToken, String source) {
    this.key = key;
    this.bosToken = bosToken;
    this.eosToken = eosToken;
    this.source = source;
  }

  /** The template of a name, or null if none is known by it. */
  public static @Nullable KnownTemplate named(String name) {
    for (KnownTemplate template : values()) {
      if (template.key.equals(name)) {
        return template;
      }
    }
    return null;
  }

  /** All names, for help and for errors. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (KnownTemplate template : values()) {
      names.add(template.key);
    }
    return names;
  }

  /** The name by which a user asks for it: {@code "chatml"}. */
  public String key() {
    return key;
  }

  /** The template in Jinja. */
  public String source() {
    return source;
  }

  /** Text of the token that opens a text in models of this format; a model's own goes first. */
  public String bosToken() {
    return bosToken;
  }

  /** Text of the token that ends a turn in models of this format; a model's own goes first. */
  public String eosToken() {
    return eosToken;
  }
}
