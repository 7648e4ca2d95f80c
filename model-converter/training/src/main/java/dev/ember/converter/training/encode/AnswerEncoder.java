package dev.ember.converter.training.encode;

import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.TrainingSequence;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Chats and answers as tokens, by the template that the model was tuned with. */
public final class AnswerEncoder {
  private final ChatTemplate template;
  private final Tokenizer tokenizer;

  public AnswerEncoder(ChatTemplate template, Tokenizer tokenizer) {
    this.template = template;
    this.tokenizer = tokenizer;
  }

  /** A chat up to the place where the assistant begins to write. */
  public int[] prompt(List<Message> messages) {
    return template.encode(messages, true, tokenizer);
  }

  /** A chat and an answer to it; what the template writes behind the answer is left out. */
  public AnsweredPrompt answered(List<Message> messages, String answer) {
    List<Message> all = new ArrayList<>(messages);
    all.add(Message.assistant(answer));
    TrainingSequence sequence = template.encodeForTraining(all, tokenizer);
    boolean[] answers = sequence.answerMask();
    int end = answers.length;
    while (!answers[end - 1]) {
      end--;
    }
    int start = end;
    while (start > 0 && answers[start - 1]) {
      start--;
    }
    return new AnsweredPrompt(Arrays.copyOf(sequence.tokens(), end), start);
  }
}
