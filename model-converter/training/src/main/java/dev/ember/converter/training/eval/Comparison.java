package dev.ember.converter.training.eval;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.rollout.Speaker;
import dev.ember.inference.chat.Message;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one model says to a chat, and what it thought of for the first word.
 *
 * @param model as it was named
 * @param answer its text
 * @param stopped whether it ended by itself
 * @param candidates the likeliest first tokens, the likeliest first
 */
public record Comparison(
    String model, String answer, boolean stopped, List<FirstToken> candidates) {

  /** A token that the answer might begin with. */
  public record FirstToken(String text, double probability) {}

  public Comparison {
    candidates = List.copyOf(candidates);
  }

  /**
   * Asks a model.
   *
   * @param count of candidates
   */
  static Comparison of(
      Path path, List<Message> chat, SamplingOptions sampling, int mostTokens, int count)
      throws IOException {
    try (Checkpoint model = Checkpoint.openToJudge(path)) {
      Speaker speaker = new Speaker(model, new Gpt(model.parameters(), Precision.FLOAT32));
      Speaker.Answer answer = speaker.answers(List.of(chat), sampling, mostTokens).get(0);
      int[] prompt = speaker.encoder().prompt(chat);
      float[] logits = speaker.gpt().logits(prompt); // [T * V]
      int vocabulary = speaker.gpt().config().vocabulary();
      float[] last = Arrays.copyOfRange(logits, logits.length - vocabulary, logits.length);
      List<FirstToken> candidates = likeliest(last, count, model.tokenizer());
      return new Comparison(path.toString(), answer.text(), answer.sampled().stopped(), candidates);
    }
  }

  private static List<FirstToken> likeliest(float[] logits, int count, Tokenizer tokenizer) {
    double most = IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).max().orElse(0);
    double sum =
        IntStream.range(0, logits.length).mapToDouble(i -> Math.exp(logits[i] - most)).sum();
    return IntStream.range(0, logits.length)
        .boxed()
        .sorted(Comparator.comparingDouble(token -> -logits[token]))
        .limit(count)
        .map(token -> new FirstToken(text(token, tokenizer), Math.exp(logits[token] - most) / sum))
        .toList();
  }

  /** A table may have more rows than the tokenizer has tokens. */
  private static String text(int token, Tokenizer tokenizer) {
    return token < tokenizer.vocabularySize()
        ? new String(tokenizer.bytes(token), StandardCharsets.UTF_8)
        : "#" + token;
  }
}
