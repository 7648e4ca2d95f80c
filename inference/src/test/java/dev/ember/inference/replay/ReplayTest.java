package dev.ember.inference.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.json.JsonFormatException;
import dev.ember.inference.sample.Sampler;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.sample.TokenWindow;
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

  /**
   * Someone takes another word than was drawn. What goes on behind the words that were read already
   * is what a fresh run writes that has the word forced upon it and throws the same dice.
   */
  @Test
  public void generate_behindAnotherWord_equalsAFreshRunWithThatWordForced() throws IOException {
    for (int i = 1; i < ANSWERS; i += 7) {
      Replay replay = record(i);
      if (replay.answer().size() < 3) {
        continue;
      }
      int place = 1 + i % (replay.answer().size() - 1);
      int other = (replay.answer().get(place) + 1 + i) % SmallTokenizer.IM_START;
      List<Integer> forced = forcedRun(replay, place, other);

      List<Integer> begun = new ArrayList<>(replay.prompt());
      begun.addAll(replay.answer().subList(0, place));
      begun.add(other);
      int left = MAX_TOKENS - place - 1;
      ReplayRecorder recorder = new ReplayRecorder(SILENT);
      if (left > 0) {
        GenerationOptions options =
            new GenerationOptions(
                replay.options().sampling().afterDraws(place + 1), left, List.of());
        decoder.generate(ints(begun), options, recorder);
      }
      assertThat(recorder.answer()).as("answer %s", i).isEqualTo(forced);
    }
  }

  /**
   * The plainest loop: every token read by itself, a sampler whose draw at one place is ignored.
   */
  private List<Integer> forcedRun(Replay replay, int place, int other) {
    SamplingOptions sampling = replay.options().sampling();
    Sampler sampler = Sampler.of(sampling);
    TokenWindow recent = new TokenWindow(sampling.repetitionWindow());
    List<Integer> written = new ArrayList<>();
    float[] logits = new float[SmallTokenizer.VOCABULARY];
    try (KvCache cache = backend.newCache()) {
      for (int token : replay.prompt()) {
        recent.add(token);
        backend.decode(token, cache, logits);
      }
      for (int i = 0; i < MAX_TOKENS; i++) {
        int drawn = sampler.sample(logits, recent);
        int token = i == place ? other : drawn;
        if (token == SmallTokenizer.IM_END) {
          break;
        }
        if (i > place) {
          written.add(token);
        }
        recent.add(token);
        backend.decode(token, cache, logits);
      }
    }
    return written;
  }

  private static int[] ints(List<Integer> tokens) {
    return tokens.stream().mapToInt(Integer::intValue).toArray();
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
