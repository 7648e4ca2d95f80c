package dev.ember.inference.decode;

import dev.ember.inference.tokenizer.Tokenizer;
import java.util.List;

/** The text of an answer: tokens go in, and what is certain of the text goes to the listener. */
final class AnswerText {
  private final StreamingDetokenizer detokenizer;
  private final StopDetector stopDetector;
  private final GenerationListener listener;
  private final StringBuilder text = new StringBuilder();

  AnswerText(Tokenizer tokenizer, List<String> stopStrings, GenerationListener listener) {
    detokenizer = new StreamingDetokenizer(tokenizer);
    stopDetector = new StopDetector(stopStrings);
    this.listener = listener;
  }

  void append(int token) {
    emit(stopDetector.append(detokenizer.append(token)));
  }

  /** Whether a stop string has appeared. */
  boolean stopped() {
    return stopDetector.stopped();
  }

  /** Lets go of what was held back, and gives the whole text. */
  String end() {
    emit(stopDetector.append(detokenizer.end()) + stopDetector.end());
    return text.toString();
  }

  private void emit(String delta) {
    if (!delta.isEmpty()) {
      text.append(delta);
      listener.onText(delta);
    }
  }
}
