package dev.ember.inference.observe;

import dev.ember.inference.backend.reference.LayerwisePass;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The logit lens (nostalgebraist 2020): what each layer would say next if it were the last.
 * Collects the streams of the wanted positions while a text goes through the layers, and unembeds
 * them all at the end, for the unembedding is the largest weight.
 */
final class Lens {
  /** Rows of logits that are in memory at once. */
  static final int ROWS = 16;

  private final DecoderConfig config;
  private final List<Integer> positions; // P
  private final int candidates;
  private final float[] streams; // [P, L + 1, E]

  Lens(DecoderConfig config, List<Integer> positions, int candidates) {
    this.config = config;
    this.positions = positions;
    this.candidates = candidates;
    streams = new float[positions.size() * (config.layers() + 1) * config.hidden()];
  }

  /** Takes in what the first {@code layers} layers have made of the only text. */
  void collect(LayerwisePass pass, int layers) {
    for (int p = 0; p < positions.size(); p++) {
      int at = (p * (config.layers() + 1) + layers) * config.hidden();
      pass.copyStream(0, positions.get(p), streams, at);
    }
  }

  /**
   * P lists, each with what 0 to L layers would say, the likeliest first.
   *
   * @param listener asked between blocks of rows whether to go on, for they take long too
   */
  List<List<List<LensCandidate>>> read(LayerwisePass pass, ObservationListener listener)
      throws IOException {
    int hidden = config.hidden();
    int rows = positions.size() * (config.layers() + 1);
    float[] logits = new float[Math.min(ROWS, rows) * config.vocabulary()];
    List<List<LensCandidate>> said = new ArrayList<>();
    for (int done = 0; done < rows; done += ROWS) {
      if (done > 0 && !listener.onLayer(config.layers(), config.layers())) {
        throw new CancellationException("the observation was cancelled");
      }
      int count = Math.min(ROWS, rows - done);
      float[] block = new float[count * hidden];
      System.arraycopy(streams, done * hidden, block, 0, block.length);
      pass.unembed(block, count, logits);
      for (int row = 0; row < count; row++) {
        said.add(likeliest(logits, row * config.vocabulary()));
      }
    }
    List<List<List<LensCandidate>>> byPosition = new ArrayList<>();
    for (int p = 0; p < positions.size(); p++) {
      int first = p * (config.layers() + 1);
      byPosition.add(List.copyOf(said.subList(first, first + config.layers() + 1)));
    }
    return byPosition;
  }

  private List<LensCandidate> likeliest(float[] logits, int from) {
    int vocabulary = config.vocabulary();
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < vocabulary; i++) {
      max = Math.max(max, logits[from + i]);
    }
    double sum = 0;
    for (int i = 0; i < vocabulary; i++) {
      sum += Math.exp(logits[from + i] - max);
    }
    List<LensCandidate> best = new ArrayList<>();
    boolean[] taken = new boolean[vocabulary];
    for (int n = 0; n < Math.min(candidates, vocabulary); n++) {
      int token = -1;
      for (int i = 0; i < vocabulary; i++) {
        if (!taken[i] && (token < 0 || logits[from + i] > logits[from + token])) {
          token = i;
        }
      }
      taken[token] = true;
      float logit = logits[from + token];
      best.add(new LensCandidate(token, logit, (float) (Math.exp(logit - max) / sum)));
    }
    return List.copyOf(best);
  }
}
