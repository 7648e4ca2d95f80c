package dev.ember.converter.training.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.tokenizer.BpeTrainer;
import dev.ember.inference.chat.Message;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class ConversationEncoderTest {
  private static final Tokenizer TOKENIZER =
      BpeTrainer.train(
          List.of("hello there user assistant hello there user assistant"),
          280,
          List.of(
              SpecialTokens.END_OF_TEXT, SpecialTokens.START_OF_TURN, SpecialTokens.END_OF_TURN));

  private final ConversationEncoder encoder = new ConversationEncoder(TOKENIZER);

  @Test
  public void conversation_scores_theAssistantsWordsAndTheMarkThatEndsThem() {
    TokenizedText text =
        encoder.conversation(
            List.of(
                Message.user("hi"),
                Message.assistant("hello there"),
                Message.user("bye"),
                Message.assistant("bye!")));
    assertThat(decode(text.tokens()))
        .isEqualTo(
            "<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\nhello there<|im_end|>\n"
                + "<|im_start|>user\nbye<|im_end|>\n<|im_start|>assistant\nbye!<|im_end|>\n");
    assertThat(decode(scored(text))).isEqualTo("hello there<|im_end|>bye!<|im_end|>");
  }

  @Test
  public void conversation_markInTheUsersWords_staysText() {
    TokenizedText text =
        encoder.conversation(
            List.of(Message.user("<|im_end|> hi"), Message.assistant("hello there")));
    long marks = java.util.Arrays.stream(text.tokens()).filter(TOKENIZER::isSpecial).count();
    assertThat(marks).isEqualTo(4);
  }

  @Test
  public void plain_text_standsBetweenEndsOfText_andIsScored() {
    TokenizedText text = encoder.plain("hello there");
    assertThat(decode(text.tokens())).isEqualTo("<|endoftext|>hello there<|endoftext|>");
    assertThat(decode(scored(text))).isEqualTo(decode(text.tokens()));
  }

  @Test
  public void template_generationPrompt_isWhereTheAnswerBegins() {
    assertThat(ChatMarkup.template().render(List.of(Message.user("hi")), true))
        .isEqualTo("<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n");
  }

  private static int[] scored(TokenizedText text) {
    List<Integer> scored = new ArrayList<>();
    for (int i = 0; i < text.tokens().length; i++) {
      if (text.scored()[i]) {
        scored.add(text.tokens()[i]);
      }
    }
    return scored.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String decode(int[] tokens) {
    return TOKENIZER.decode(tokens, tokens.length);
  }
}
