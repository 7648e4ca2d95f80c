package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import dev.ember.inference.chat.ChatHistory;
import dev.ember.inference.chat.FittedPrompt;
import dev.ember.inference.chat.Message;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.replay.Replay;
import dev.ember.inference.replay.ReplayCheck;
import dev.ember.inference.replay.ReplayJson;
import dev.ember.inference.replay.ReplayRecorder;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/**
 * Answers of TensorFlow Lite are told again from nothing, those of a second turn too, whose first
 * turn had been read token by token as it was written.
 */
public final class ReplayedTurnsTest {
  private static final int CHATS = 10;
  private static final int MOST_TOKENS = 24;

  private static final List<String> QUESTIONS =
      List.of("Hello, how are you?", "Tell me a joke.", "What is gravity?", "Who are you?");

  @Test
  public void replay_ofBothTurnsOfAChat_isTheSame() throws IOException {
    int told = 0;
    try (Engine engine = new ModelEngines().open(TestModel.FILE, new BackendArguments())) {
      assertThat(engine.backend().description()).contains("TensorFlow Lite");
      for (int chat = 0; chat < CHATS; chat++) {
        for (Replay turn : turns(engine, chat)) {
          Replay read = ReplayJson.read("chat", ReplayJson.write(turn));
          try (Decoder decoder = engine.newDecoder()) {
            ReplayCheck.Outcome outcome = ReplayCheck.run(read, decoder, delta -> {});
            assertThat(outcome.answer()).as("chat %s", chat).isEqualTo(turn.answer());
            assertThat(outcome.same()).isTrue();
          }
          told += turn.answer().size();
        }
      }
    }
    assertThat(told).isGreaterThan(CHATS * MOST_TOKENS);
  }

  private static List<Replay> turns(Engine engine, int seed) {
    GenerationOptions options =
        new GenerationOptions(
            new SamplingOptions(0.8f, 40, 0.95f, 0, 1.1f, 64, seed), MOST_TOKENS, List.of());
    List<Message> chat = new ArrayList<>();
    List<Replay> turns = new ArrayList<>();
    try (Conversation conversation = engine.newConversation()) {
      for (int turn = 0; turn < 2; turn++) {
        chat.add(Message.user(QUESTIONS.get((seed + turn) % QUESTIONS.size())));
        FittedPrompt prompt = conversation.fit(ChatHistory.of(chat), MOST_TOKENS);
        ReplayRecorder recorder = new ReplayRecorder(delta -> {});
        GenerationResult result = conversation.generate(prompt, options, recorder);
        chat.add(Message.assistant(result.text()));
        assertThat(result.reusedTokens() > 0).as("words that were read before").isEqualTo(turn > 0);
        turns.add(
            recorder.replay(
                "0".repeat(64), engine.backend().description(), prompt.tokens(), options, result));
      }
    }
    return turns;
  }
}
