package dev.ember.inference.chat;

import dev.ember.inference.tokenizer.SmallTokenizers;
import dev.ember.inference.tokenizer.SubwordTokenizer;

/** Templates and tokens for tests. */
final class ChatTemplates {
  static final String CHATML =
      "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content']"
          + " + '<|im_end|>' + '\\n' }}{% endfor %}"
          + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

  static final int IM_START = 260;
  static final int IM_END = 261;
  static final int BOS = 262;

  private ChatTemplates() {}

  static ChatTemplate of(String source) {
    return new ChatTemplate(source, "<s>", "<|im_end|>");
  }

  static SubwordTokenizer tokenizer() {
    return SmallTokenizers.withSpecialTokens("<|im_start|>", "<|im_end|>", "<s>", "★");
  }
}
