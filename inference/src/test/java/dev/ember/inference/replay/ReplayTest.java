package dev.ember.inference.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.json.JsonFormatException;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public final class ReplayTest {
  private static final int ANSWERS = 200;
  private static final int MAX_TOKENS = 12;
  private static final GenerationListener SILENT = delta -> {};

  private Backend backend;
  private Decoder decoder;

  @Before
  public void open() throws IOException {
    backend = new ReferenceBackend(SmallModel.weights(SmallModel.config(true), 4));
    decoder = new Decoder(backend, SmallTokenizer.create(), List.of(SmallTokenizer.IM_END));
  }

  @After
  public void close() {
    decoder.close();
    backend.close();
  }

  @Test
  public void run_answersOfEveryKind_areTheSameTokenByToken() throws IOException {
    List<Replay> replays = new ArrayList<>();
    for (int i = 0; i < ANSWERS; i++) {
      replays.add(ReplayJson.read("test", ReplayJson.write(record(i))));
    }
    for (Replay replay : replays) {
      ReplayCheck.Outcome outcome = ReplayCheck.run(replay, decoder, SILENT);
      assertThat(outcome.answer()).isEqualTo(replay.answer());
      assertThat(outcome.same()).isTrue();
      assertThat(outcome.agreeing()).isEqualTo(replay.answer().size());
    }
  }

  @Test
  public void run_otherSeed_saysWhereItParts() throws IOException {
    Replay replay = record(3);
    List<Integer> changed = new ArrayList<>(replay.answer());
    int place = 5;
    changed.set(place, (changed.get(place) + 1) % SmallTokenizer.IM_START);
    Replay other =
        new Replay(
            replay.model(),
            replay.backend(),
            replay.prompt(),
            replay.options(),
            changed,
            replay.text(),
            replay.reason());
    ReplayCheck.Outcome outcome = ReplayCheck.run(other, decoder, SILENT);
    assertThat(outcome.same()).isFalse();
    assertThat(outcome.agreeing()).isEqualTo(place);
  }

  @Test
  public void json_roundTrip_keepsEverything() throws IOException {
    Replay replay = record(17);
    assertThat(ReplayJson.read("test", ReplayJson.write(replay))).isEqualTo(replay);
  }

  @Test
  public void read_fieldMissing_isNamed() throws IOException {
    String text = ReplayJson.write(record(1)).replace("\"maxTokens\":12,", "");
    assertThatThrownBy(() -> ReplayJson.read("shared.json", text))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("shared.json")
        .hasMessageContaining("maxTokens");
  }

  @Test
  public void read_laterVersion_isRefused() {
    assertThatThrownBy(() -> ReplayJson.read("shared.json", "{\"emberReplay\":2}"))
        .hasMessage("shared.json: expected a replay of version 1 but found 2");
  }

  @Test
  public void read_valueOutOfRange_isNamed() throws IOException {
    String text = ReplayJson.write(record(1)).replace("\"maxTokens\":12", "\"maxTokens\":0");
    assertThatThrownBy(() -> ReplayJson.read("shared.json", text))
        .hasMessageContaining("shared.json")
        .hasMessageContaining("maxTokens of at least 1 but found 0");
  }

  private Replay record(int seed) {
    Random random = new Random(seed);
    int[] prompt = random.ints(1 + seed % 9, 0, SmallTokenizer.IM_START).toArray();
    SamplingOptions sampling =
        new SamplingOptions(
            seed % 5 == 0 ? 0 : 0.3f * (seed % 5), seed % 40, 0.9f, 0.01f, 1.1f, 8, seed);
    GenerationOptions options = new GenerationOptions(sampling, MAX_TOKENS, List.of("\n\n"));
    ReplayRecorder recorder = new ReplayRecorder(SILENT);
    GenerationResult result = decoder.generate(prompt, options, recorder);
    return recorder.replay("0".repeat(64), backend.description(), prompt, options, result);
  }
}
