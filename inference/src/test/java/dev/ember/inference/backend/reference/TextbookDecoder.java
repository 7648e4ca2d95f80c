package dev.ember.inference.backend.reference;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;

/**
 * The decoder once more, written from the formulas without cache, without reuse and in doubles: all
 * positions at once, attention as a masked matrix, rotation by complex multiplication.
 */
final class TextbookDecoder {
  private final DecoderWeights weights;
  private final DecoderConfig config;
  private final int length;

  private TextbookDecoder(DecoderWeights weights, int length) {
    this.weights = weights;
    this.config = weights.config();
    this.length = length;
  }

  /** The logits at each position, {@code [T, V]}. */
  static float[][] logits(DecoderWeights weights, int[] tokens) {
    return new TextbookDecoder(weights, tokens.length).run(tokens);
  }

  private float[][] run(int[] tokens) {
    double[][] x = new double[length][config.hidden()]; // [T, E]
    for (int t = 0; t < length; t++) {
      for (int e = 0; e < config.hidden(); e++) {
        x[t][e] = weights.tensor(TensorName.EMBEDDING)[tokens[t] * config.hidden() + e];
      }
    }
    for (int i = 0; i < config.layers(); i++) {
      double[][] qkv =
          times(
              normed(x, weights.tensor(TensorName.attentionNorm(i))),
              weights.tensor(TensorName.qkv(i)),
              config.qkvRows());
      addTo(
          x, times(attention(qkv), weights.tensor(TensorName.attentionOutput(i)), config.hidden()));
      double[][] gateUp =
          times(
              normed(x, weights.tensor(TensorName.feedForwardNorm(i))),
              weights.tensor(TensorName.gateUp(i)),
              2 * config.feedForward());
      addTo(x, times(swiGlu(gateUp), weights.tensor(TensorName.down(i)), config.hidden()));
    }
    double[][] last =
        times(
            normed(x, weights.tensor(TensorName.FINAL_NORM)),
            weights.tensor(TensorName.UNEMBEDDING),
            config.vocabulary());
    float[][] logits = new float[length][config.vocabulary()]; // [T, V]
    for (int t = 0; t < length; t++) {
      for (int v = 0; v < config.vocabulary(); v++) {
        logits[t][v] = (float) last[t][v];
      }
    }
    return logits;
  }

  private double[][] attention(double[][] qkv) {
    int size = config.headSize();
    double[][] result = new double[length][config.attentionSize()]; // [T, H * D]
    for (int head = 0; head < config.heads(); head++) {
      int kvHead = head * config.kvHeads() / config.heads();
      int key = config.attentionSize() + kvHead * size;
      int value = key + config.kvSize();
      for (int t = 0; t < length; t++) {
        double[] weight = new double[t + 1];
        double sum = 0;
        for (int past = 0; past <= t; past++) {
          weight[past] = Math.exp(score(qkv, t, head * size, past, key));
          sum += weight[past];
        }
        for (int past = 0; past <= t; past++) {
          for (int d = 0; d < size; d++) {
            result[t][head * size + d] += weight[past] / sum * qkv[past][value + d];
          }
        }
      }
    }
    return result;
  }

  /** Rotating both by their positions is rotating one by the difference. */
  private double score(double[][] qkv, int t, int queryStart, int past, int keyStart) {
    double[] query = qkv[t];
    double[] key = qkv[past];
    int half = config.headSize() / 2;
    double sum = 0;
    for (int i = 0; i < half; i++) {
      double angle =
          (t - past) / Math.pow(config.attention().rotary(0).theta(), 2.0 * i / config.headSize());
      double re = query[queryStart + i];
      double im = query[queryStart + half + i];
      double keyRe = key[keyStart + i];
      double keyIm = key[keyStart + half + i];
      sum += Math.cos(angle) * (re * keyRe + im * keyIm);
      sum += Math.sin(angle) * (re * keyIm - im * keyRe);
    }
    return sum;
  }

  private double[][] normed(double[][] x, float[] gamma) {
    double[][] result = new double[length][gamma.length];
    for (int t = 0; t < length; t++) {
      double squares = 0;
      for (double value : x[t]) {
        squares += value * value;
      }
      double rms = Math.sqrt(squares / gamma.length + config.norms().epsilon());
      for (int e = 0; e < gamma.length; e++) {
        result[t][e] = x[t][e] / rms * gamma[e];
      }
    }
    return result;
  }

  private double[][] swiGlu(double[][] gateUp) {
    double[][] result = new double[length][config.feedForward()];
    for (int t = 0; t < length; t++) {
      for (int f = 0; f < config.feedForward(); f++) {
        double gate = gateUp[t][f];
        result[t][f] = gate / (1 + Math.exp(-gate)) * gateUp[t][config.feedForward() + f];
      }
    }
    return result;
  }

  private double[][] times(double[][] x, float[] matrix, int rows) {
    double[][] result = new double[length][rows];
    for (int t = 0; t < length; t++) {
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < x[t].length; i++) {
          result[t][row] += (double) matrix[row * x[t].length + i] * x[t][i];
        }
      }
    }
    return result;
  }

  private void addTo(double[][] x, double[][] block) {
    for (int t = 0; t < length; t++) {
      for (int e = 0; e < x[t].length; e++) {
        x[t][e] += block[t][e];
      }
    }
  }
}
