package dev.ember.inference.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.LayerObserver;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class MicroscopeTest {
  /** A sum of some thirty floats, each rounded. */
  private static final float ROUNDING = 1e-5f;

  private static final int TOKENS = 20; // more than the reference's step for many tokens

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Bundle bundle;
  private DecoderConfig config;
  private Microscope microscope;
  private int[] text;

  @Before
  public void open() throws IOException {
    Path path = folder.getRoot().toPath().resolve("small.ember");
    new SmallBundle().write(path);
    bundle = Bundle.open(path);
    microscope = Microscope.of(bundle);
    config = microscope.config();
    text = new Random(5).ints(TOKENS, 0, config.vocabulary()).toArray();
  }

  @After
  public void close() {
    bundle.close();
  }

  @Test
  public void attention_anyHead_sumsToOneAndNeverLooksAhead() throws IOException {
    Observation seen = look(ObservationRequest.allAttention(config));
    for (int layer = 0; layer < config.layers(); layer++) {
      for (int head = 0; head < config.heads(); head++) {
        assertRowsAreDistributions(seen.attention(layer, head));
      }
      assertRowsAreDistributions(seen.meanAttention(layer));
    }
  }

  @Test
  public void attention_firstPosition_seesItselfAlone() throws IOException {
    Observation seen = look(ObservationRequest.attentionOf(1, config));
    assertThat(seen.attention(1, 3).weight(0, 0)).isEqualTo(1);
  }

  @Test
  public void attention_notAskedFor_throws() throws IOException {
    Observation seen = look(ObservationRequest.attentionOf(1, config));
    assertThatThrownBy(() -> seen.attention(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a layer of [1]");
  }

  @Test
  public void lens_lastLayer_isWhatTheModelSays() throws IOException {
    int last = TOKENS - 1;
    Observation seen = look(ObservationRequest.lens(List.of(3, last), config.vocabulary()));
    float[] logits = logits();
    List<LensCandidate> said = seen.lens(last, config.layers());
    assertThat(said).hasSize(config.vocabulary());
    for (LensCandidate candidate : said) {
      assertThat(candidate.logit()).isEqualTo(logits[candidate.token()]);
    }
    assertThat(said).isSortedAccordingTo((a, b) -> Float.compare(b.logit(), a.logit()));
    double sum = said.stream().mapToDouble(LensCandidate::probability).sum();
    assertThat(sum).isCloseTo(1, within((double) ROUNDING));
  }

  @Test
  public void lens_earlierLayers_sayOtherThings() throws IOException {
    Observation seen = look(ObservationRequest.lens(List.of(TOKENS - 1), 3));
    List<Float> logits = new ArrayList<>();
    for (int layers = 0; layers <= config.layers(); layers++) {
      logits.add(seen.lens(TOKENS - 1, layers).get(0).logit());
    }
    assertThat(logits).doesNotHaveDuplicates();
  }

  @Test
  public void norms_contributions_reachWhatTheStreamBecomes() throws IOException {
    LayerNorms norms = look(ObservationRequest.lens(List.of(), 1)).norms();
    for (int layer = 1; layer < norms.layers(); layer++) {
      for (int t = 0; t < norms.tokens(); t++) {
        float moved =
            norms.contribution(LayerObserver.Block.ATTENTION, layer, t)
                + norms.contribution(LayerObserver.Block.FEED_FORWARD, layer, t);
        // the triangle inequality: no block moves the stream further than it is long
        assertThat(Math.abs(norms.stream(layer, t) - norms.stream(layer - 1, t)))
            .isLessThanOrEqualTo(moved + ROUNDING);
        assertThat(moved).isPositive();
      }
    }
  }

  @Test
  public void look_cancelled_endsAfterTheLayer() {
    List<Integer> heard = new ArrayList<>();
    assertThatThrownBy(
            () ->
                microscope.look(
                    text,
                    ObservationRequest.allAttention(config),
                    (done, layers) -> {
                      heard.add(done);
                      return false;
                    }))
        .isInstanceOf(CancellationException.class);
    assertThat(heard).containsExactly(1);
  }

  @Test
  public void look_cancelledWhileALensIsRead_endsBetweenTwoBlocksOfRows() {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < TOKENS; place++) {
      places.add(place);
    }
    List<Integer> heard = new ArrayList<>();
    assertThatThrownBy(
            () ->
                microscope.look(
                    text,
                    ObservationRequest.lens(places, 1),
                    (done, layers) -> {
                      heard.add(done);
                      return heard.size() <= layers;
                    }))
        .isInstanceOf(CancellationException.class);
    int layers = config.layers();
    assertThat(heard).hasSize(layers + 1).endsWith(layers, layers);
  }

  @Test
  public void look_positionBehindTheText_throwsBeforeAnyWork() {
    assertThatThrownBy(() -> look(ObservationRequest.lens(List.of(TOKENS), 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a position from 0 to 19 but found 20");
  }

  @Test
  public void look_textLongerThanTheContext_throws() {
    int[] longer = new int[config.context() + 1];
    assertThatThrownBy(
            () ->
                microscope.look(
                    longer, ObservationRequest.allAttention(config), ObservationListener.NONE))
        .hasMessage("expected a text of 1 to 32 tokens but found 33");
  }

  @Test
  public void bytes_moreHeads_takeMore() {
    long one = ObservationRequest.attentionOf(0, config).bytes(config, TOKENS);
    long all = ObservationRequest.allAttention(config).bytes(config, TOKENS);
    long maps = (long) config.heads() * AttentionMap.values(TOKENS) * Float.BYTES;
    assertThat(all - one).isEqualTo((config.layers() - 1) * maps);
  }

  private Observation look(ObservationRequest request) throws IOException {
    return microscope.look(text, request, ObservationListener.NONE);
  }

  private float[] logits() {
    float[] logits = new float[config.vocabulary()];
    try (ReferenceBackend reference = new ReferenceBackend(bundle);
        KvCache cache = reference.newCache()) {
      for (int token : text) {
        reference.decode(token, cache, logits);
      }
    }
    return logits;
  }

  private static void assertRowsAreDistributions(AttentionMap map) {
    for (int query = 0; query < map.tokens(); query++) {
      float sum = 0;
      for (int key = 0; key < map.tokens(); key++) {
        float weight = map.weight(query, key);
        sum += weight;
        if (key > query) {
          assertThat(weight).isZero();
        } else {
          assertThat(weight).isBetween(0f, 1f);
        }
      }
      assertThat(sum).isCloseTo(1, within(ROUNDING));
    }
  }
}
