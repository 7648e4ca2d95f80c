package dev.ember.converter.training.testing;

import dev.ember.converter.training.encode.SpecialTokens;
import dev.ember.converter.training.tokenizer.BpeTrainer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Texts, chats and a tokenizer in a folder, the same every time. */
public final class SmallTexts {
  public static final int VOCABULARY = 300;

  private static final String[] WHO = {"The fox", "A hen", "The old bear", "Mina", "A small duck"};
  private static final String[] DOES = {"sees", "likes", "finds", "paints", "eats"};
  private static final String[] WHAT = {"the moon.", "a red leaf.", "two pies.", "the river."};

  private SmallTexts() {}

  /** Writes {@code texts.jsonl}, {@code chats.jsonl} and {@code tokenizer.json}. */
  public static Path write(Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    List<String> texts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    StringBuilder chats = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      String text = sentence(random) + " " + sentence(random) + " " + sentence(random);
      texts.add(text);
      plain.append("{\"text\":\"").append(text).append("\"}\n");
      String answer = sentence(random);
      texts.add(answer);
      chats.append("{\"user\":\"What then?\",\"assistant\":\"").append(answer).append("\"}\n");
    }
    Files.writeString(folder.resolve("texts.jsonl"), plain);
    Files.writeString(folder.resolve("chats.jsonl"), chats);
    try (Writer json = Files.newBufferedWriter(folder.resolve("tokenizer.json"))) {
      BpeTrainer.train(
              texts,
              VOCABULARY,
              List.of(
                  SpecialTokens.END_OF_TEXT,
                  SpecialTokens.START_OF_TURN,
                  SpecialTokens.END_OF_TURN))
          .write(json);
    }
    return folder;
  }

  private static String sentence(SplittableRandom random) {
    return pick(WHO, random) + " " + pick(DOES, random) + " " + pick(WHAT, random);
  }

  private static String pick(String[] from, SplittableRandom random) {
    return from[random.nextInt(from.length)];
  }
}
