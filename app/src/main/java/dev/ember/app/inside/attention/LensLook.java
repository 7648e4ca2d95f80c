package dev.ember.app.inside.attention;

import dev.ember.app.inside.lab.LabProgress;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.inside.why.TokenName;
import dev.ember.inference.backend.reference.LayerObserver;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.observe.LayerNorms;
import dev.ember.inference.observe.LensCandidate;
import dev.ember.inference.observe.Observation;
import dev.ember.inference.observe.ObservationRequest;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each layer would say next, behind every token of a text, or behind one where all would take
 * too long. Does not change.
 */
final class LensLook {
  /** As many as stand beside each other on a phone. */
  static final int CANDIDATES = 3;

  /**
   * Multiplications of the unembedding that a phone does in about a second in plain Java: up to
   * here all places of a text are asked at once, and stepping from one to the next is free.
   */
  private static final long ALL_AT_ONCE = 1_000_000_000;

  private final ReadText text;
  private final int first; // the first place that was asked
  private final List<List<List<LensWord>>> said; // P x (L + 1) x CANDIDATES
  private final LayerNorms norms;

  private LensLook(ReadText text, int first, List<List<List<LensWord>>> said, LayerNorms norms) {
    this.text = text;
    this.first = first;
    this.said = List.copyOf(said);
    this.norms = norms;
  }

  /**
   * How much a layer adds to the vector of a place, as shares of the vector's length behind it.
   *
   * @param layer from 1
   * @param attention by what was fetched from other places
   * @param feedForward by the step on each place alone
   */
  record Added(int layer, float attention, float feedForward) {}

  /**
   * Reads a text with a model. Inside thread.
   *
   * @param place that must be among those asked, from 0; beyond the text: its last
   */
  static LensLook at(String text, int place, OpenModel model, LabProgress progress)
      throws IOException, LabRefusal {
    return at(text, place, model, progress, ALL_AT_ONCE);
  }

  static LensLook at(String text, int place, OpenModel model, LabProgress progress, long mostWork)
      throws IOException, LabRefusal {
    ReadText read = ReadText.of(text, model);
    List<Integer> places = places(read, place, model.config(), mostWork);
    int last = places.get(places.size() - 1);
    Observation seen =
        model
            .microscope()
            .look(
                Arrays.copyOf(read.tokens(), last + 1), // what comes later changes nothing
                ObservationRequest.lens(places, CANDIDATES),
                progress);
    List<Integer> stops = model.manifest().stopTokens();
    List<List<List<LensWord>>> said = new ArrayList<>();
    for (int asked : places) {
      List<List<LensWord>> layers = new ArrayList<>();
      for (int layer = 0; layer <= model.config().layers(); layer++) {
        layers.add(words(seen.lens(asked, layer), model.tokenizer(), stops));
      }
      said.add(List.copyOf(layers));
    }
    return new LensLook(read, places.get(0), said, seen.norms());
  }

  /** Bytes that {@link #at} takes at most. */
  static long bytes(String text, int place, OpenModel model) throws IOException {
    try {
      ReadText read = ReadText.of(text, model);
      List<Integer> places = places(read, place, model.config(), ALL_AT_ONCE);
      return ObservationRequest.lens(places, CANDIDATES)
          .bytes(model.config(), places.get(places.size() - 1) + 1);
    } catch (LabRefusal tooLong) {
      return 0; // and said by the look itself
    }
  }

  private static List<Integer> places(
      ReadText text, int place, DecoderConfig config, long mostWork) {
    int tokens = text.tokens().length;
    long work = (long) tokens * (config.layers() + 1) * config.vocabulary() * config.hidden();
    List<Integer> places = new ArrayList<>();
    if (work > mostWork) {
      places.add(Math.max(0, Math.min(place, tokens - 1)));
    } else {
      for (int i = 0; i < tokens; i++) {
        places.add(i);
      }
    }
    return places;
  }

  private static List<LensWord> words(
      List<LensCandidate> candidates, Tokenizer tokenizer, List<Integer> stops) {
    List<LensWord> words = new ArrayList<>();
    for (LensCandidate each : candidates) {
      TokenName name = TokenName.of(tokenizer, each.token(), stops.contains(each.token()));
      words.add(new LensWord(each.token(), name, each.probability()));
    }
    return List.copyOf(words);
  }

  /** The nearest place that the text has. */
  int within(int place) {
    return Math.max(0, Math.min(place, tokens() - 1));
  }

  /** Whether the nearest place that the text has was asked. */
  boolean covers(int place) {
    int nearest = within(place);
    return nearest >= first && nearest < first + said.size();
  }

  /** T, whether asked or not. */
  int tokens() {
    return text.tokens().length;
  }

  int layers() {
    return said.get(0).size() - 1;
  }

  /** The text up to a place and with it. */
  String upTo(int place) {
    return text.upTo(place);
  }

  /**
   * What would come behind a place if only the first {@code layers} layers were there, the
   * likeliest first.
   *
   * @param place one that this {@link #covers}
   * @param layers 0: the input alone; L: the model's answer
   */
  List<LensWord> words(int place, int layers) {
    return said.get(place - first).get(layers);
  }

  /** The likeliest word of the whole model. */
  LensWord answer(int place) {
    return words(place, layers()).get(0);
  }

  /** The layer that adds most to the vector of a place, measured by what it has become there. */
  Added mostAdded(int place) {
    Added most = new Added(1, 0, 0);
    for (int layer = 0; layer < norms.layers(); layer++) {
      float length = norms.stream(layer, place);
      float attention = norms.contribution(LayerObserver.Block.ATTENTION, layer, place) / length;
      float alone = norms.contribution(LayerObserver.Block.FEED_FORWARD, layer, place) / length;
      if (attention + alone > most.attention() + most.feedForward()) {
        most = new Added(layer + 1, attention, alone);
      }
    }
    return most;
  }

  /** The least number of layers from which on the answer is always the likeliest. */
  int settledAfter(int place) {
    int token = answer(place).token();
    int settled = layers();
    while (settled > 0 && words(place, settled - 1).get(0).token() == token) {
      settled--;
    }
    return settled;
  }
}
