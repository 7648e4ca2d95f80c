package dev.ember.converter.training.preference;

import dev.ember.converter.export.source.ChatDefaults;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.encode.AnswerEncoder;
import dev.ember.converter.training.encode.ChatMarkup;
import dev.ember.converter.training.encode.SpecialTokens;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.tokenizer.BpeTrainer;
import dev.ember.inference.chat.Message;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A model, a tokenizer and a taste that fit into a test: the better answer is kind, the worse one
 * is not, whatever it is about.
 */
public final class TinyWorld {
  private static final List<String> THINGS =
      List.of(
          "dog", "cat", "sun", "rain", "tea", "book", "tree", "song", "bread", "moon", "hat",
          "bird", "fish", "stone", "door", "lamp", "road", "ship", "star", "leaf", "cup", "bell",
          "coat", "wind", "hill", "seed", "nest", "boat", "rose", "snow");

  private static final String END = SpecialTokens.END_OF_TURN;

  public static final SubwordTokenizer TOKENIZER =
      BpeTrainer.train(
          List.of("Yes, a kind word of the", "No, go away from the", "Tell me of the"),
          280,
          List.of(SpecialTokens.END_OF_TEXT, SpecialTokens.START_OF_TURN, END));

  public static final DecoderConfig CONFIG =
      DecoderConfig.llama(TOKENIZER.vocabularySize(), 64)
          .hidden(16)
          .layers(2)
          .heads(2, 1)
          .headSize(8)
          .feedForward(24)
          .tied(true)
          .build();

  private TinyWorld() {}

  /** A model that has learned nothing. */
  public static Checkpoint checkpoint(long seed) {
    StringWriter json = new StringWriter();
    try {
      TOKENIZER.write(json);
      return new Checkpoint(
          Parameters.random(CONFIG, seed),
          new ChatDefaults(
              json.toString(),
              ChatMarkup.TEMPLATE,
              "",
              END,
              List.of(),
              List.of(SpecialTokens.of(TOKENIZER).endOfTurnId()),
              SamplingOptions.GREEDY));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
  }

  public static AnswerEncoder encoder() {
    return new AnswerEncoder(ChatMarkup.template(), TOKENIZER);
  }

  /** One entry for each thing, with two kind answers and one that is not. */
  public static Preferences preferences() {
    List<PreferenceEntry> entries = new ArrayList<>();
    for (String thing : THINGS) {
      entries.add(
          new PreferenceEntry.Fixed(
              thing,
              new RankedAnswers(
                  List.of(Message.user("Tell me of the " + thing)),
                  List.of(
                      new RankedAnswers.Answer("Yes, the " + thing, 0),
                      new RankedAnswers.Answer("a kind " + thing, 0),
                      new RankedAnswers.Answer("No, go away", 1)))));
    }
    return new Preferences(entries);
  }

  /** Batches of four prompts a step. */
  public static RankedBatches batches(long seed) {
    return new RankedBatches(preferences(), encoder(), CONFIG.context(), 4, seed);
  }

  /** The same as lines of a file. */
  public static List<String> lines() {
    return THINGS.stream()
        .map(
            thing ->
                String.format(
                    "{\"prompt\":\"Tell me of the %1$s\","
                        + "\"ranked\":[[\"Yes, the %1$s\",\"a kind %1$s\"],\"No, go away\"]}",
                    thing))
        .toList();
  }
}
