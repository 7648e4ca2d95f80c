package dev.ember.converter.cli;

import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.cli.option.EngineSource;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A model that gives the first of its answers in the first turn of a chat, the second in the second
 * turn, and so on. Its tokens are bytes, its template is ChatML.
 */
public final class ScriptedEngine implements EngineSource {
  /** Room for a few turns of bytes. */
  public static final int CONTEXT = 512;

  private static final String OPENING = "<|im_start|>assistant\n";

  private final FakeBackend backend =
      new FakeBackend(
          DecoderConfig.llama(SmallTokenizer.VOCABULARY, CONTEXT)
              .hidden(20)
              .layers(2)
              .heads(4, 2)
              .headSize(6)
              .feedForward(28)
              .tied(true)
              .build());
  private final Path folder;
  private final List<byte[]> answers;
  private String prompt = "";

  /** Keeps its bundle in {@code folder}. */
  public ScriptedEngine(Path folder, String... answers) {
    this.folder = folder;
    this.answers =
        List.of(answers).stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    backend.script(this::next);
  }

  public FakeBackend backend() {
    return backend;
  }

  /** The last prompt that was read, as text. */
  public String prompt() {
    return prompt;
  }

  public Engine open() throws IOException {
    Path file = folder.resolve("scripted.ember");
    new SmallBundle().write(file);
    try (Bundle bundle = Bundle.open(file)) {
      return Engine.open(bundle, backend);
    }
  }

  @Override
  public Engine open(Path model, BackendArguments arguments) throws IOException {
    return open();
  }

  /** What is written so far follows the last opening of an answer; their count is the turn's. */
  private int next(int[] read) {
    String text = latin1(read);
    int opening = text.lastIndexOf(OPENING);
    if (opening < 0) {
      prompt = text;
      return SmallTokenizer.IM_END; // the script is one of chats
    }
    int start = opening + OPENING.length();
    prompt = text.substring(0, start);
    int turn = prompt.split(Pattern.quote(OPENING), -1).length - 2;
    byte[] answer = turn < answers.size() ? answers.get(turn) : new byte[0];
    int written = text.length() - start;
    return written < answer.length ? answer[written] & 0xff : SmallTokenizer.IM_END;
  }

  /** A character a byte. */
  private static String latin1(int[] tokens) {
    StringBuilder text = new StringBuilder();
    for (int token : tokens) {
      switch (token) {
        case SmallTokenizer.IM_START -> text.append("<|im_start|>");
        case SmallTokenizer.IM_END -> text.append("<|im_end|>");
        default -> text.append((char) token);
      }
    }
    return text.toString();
  }
}
