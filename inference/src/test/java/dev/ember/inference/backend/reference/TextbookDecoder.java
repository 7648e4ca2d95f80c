package dev.ember.inference.backend.reference;

import dev.ember.inference.model.Activation;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.Rotary;
import dev.ember.inference.model.TensorName;

/**
 * The decoder once more, written from the formulas without cache, without reuse and in doubles: all
 * positions at once, attention as a masked matrix, rotation by the angle between two positions.
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
    double[][] x = embed(tokens); // [T, E]
    for (int i = 0; i < config.layers(); i++) {
      double[][] qkv =
          times(normed(x, TensorName.attentionNorm(i)), TensorName.qkv(i), config.biases().qkv());
      normHeads(i, qkv);
      double[][] attended =
          times(
              attention(i, qkv), TensorName.attentionOutput(i), config.biases().attentionOutput());
      addTo(x, posted(attended, TensorName.attentionPostNorm(i)));
      double[][] gateUp =
          times(
              normed(x, TensorName.feedForwardNorm(i)),
              TensorName.gateUp(i),
              config.biases().feedForward());
      double[][] fed = times(activated(gateUp), TensorName.down(i), config.biases().feedForward());
      addTo(x, posted(fed, TensorName.feedForwardPostNorm(i)));
    }
    double[][] last = times(normed(x, TensorName.FINAL_NORM), TensorName.UNEMBEDDING, false);
    float[][] logits = new float[length][config.vocabulary()]; // [T, V]
    for (int t = 0; t < length; t++) {
      for (int v = 0; v < config.vocabulary(); v++) {
        logits[t][v] = (float) last[t][v];
      }
    }
    return logits;
  }

  private double[][] embed(int[] tokens) {
    float[] table = weights.tensor(TensorName.EMBEDDING);
    double[][] x = new double[length][config.hidden()];
    for (int t = 0; t < length; t++) {
      for (int e = 0; e < config.hidden(); e++) {
        x[t][e] = (double) config.embeddings().scale() * table[tokens[t] * config.hidden() + e];
        if (config.embeddings().learnedPositions()) {
          x[t][e] += weights.tensor(TensorName.POSITION_EMBEDDING)[t * config.hidden() + e];
        }
      }
    }
    return x;
  }

  private double[][] attention(int layer, double[][] qkv) {
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
          boolean seen = past > t - (long) config.attention().kind(layer).window();
          weight[past] = seen ? Math.exp(score(layer, qkv, t, head * size, past, key)) : 0;
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
  private double score(int layer, double[][] qkv, int t, int queryStart, int past, int keyStart) {
    Rotary rotary = config.attention().rotary(layer);
    double[] query = qkv[t];
    double[] key = qkv[past];
    int half = rotary.dimensions() / 2;
    double turned = 0;
    for (int i = 0; i < half; i++) {
      double angle = (t - past) * rotary.frequency(i, config.context());
      double re = query[queryStart + i];
      double im = query[queryStart + half + i];
      double keyRe = key[keyStart + i];
      double keyIm = key[keyStart + half + i];
      turned += Math.cos(angle) * (re * keyRe + im * keyIm);
      turned += Math.sin(angle) * (re * keyIm - im * keyRe);
    }
    double rest = 0;
    for (int i = 2 * half; i < config.headSize(); i++) {
      rest += query[queryStart + i] * key[keyStart + i];
    }
    return turned * rotary.attentionFactor() * rotary.attentionFactor() + rest;
  }

  private void normHeads(int layer, double[][] qkv) {
    if (!config.norms().heads()) {
      return;
    }
    int size = config.headSize();
    for (double[] row : qkv) {
      for (int head = 0; head < config.heads() + config.kvHeads(); head++) {
        boolean query = head < config.heads();
        float[] gamma =
            weights.tensor(query ? TensorName.queryNorm(layer) : TensorName.keyNorm(layer));
        double squares = 0;
        for (int d = 0; d < size; d++) {
          squares += row[head * size + d] * row[head * size + d];
        }
        double rms = Math.sqrt(squares / size + config.norms().epsilon());
        for (int d = 0; d < size; d++) {
          row[head * size + d] *= gamma[d] / rms;
        }
      }
    }
  }

  private double[][] posted(double[][] block, String gamma) {
    return config.norms().post() ? normed(block, gamma) : block;
  }

  private double[][] normed(double[][] x, String name) {
    float[] gamma = weights.tensor(name);
    boolean layerNorm = config.norms().kind() == NormKind.LAYER;
    double[][] result = new double[length][gamma.length];
    for (int t = 0; t < length; t++) {
      double mean = 0;
      for (double value : x[t]) {
        mean += layerNorm ? value / gamma.length : 0;
      }
      double squares = 0;
      for (double value : x[t]) {
        squares += (value - mean) * (value - mean);
      }
      double deviation = Math.sqrt(squares / gamma.length + config.norms().epsilon());
      for (int e = 0; e < gamma.length; e++) {
        double beta = layerNorm ? weights.tensor(TensorName.bias(name))[e] : 0;
        result[t][e] = (x[t][e] - mean) / deviation * gamma[e] + beta;
      }
    }
    return result;
  }

  private double[][] activated(double[][] gateUp) {
    int f = config.feedForward();
    double[][] result = new double[length][f];
    for (int t = 0; t < length; t++) {
      for (int i = 0; i < f; i++) {
        double activated = activated(gateUp[t][i]);
        result[t][i] = config.feedForwardKind().gated() ? activated * gateUp[t][f + i] : activated;
      }
    }
    return result;
  }

  private double activated(double x) {
    if (config.feedForwardKind().activation() == Activation.SILU) {
      return x / (1 + Math.exp(-x));
    }
    double inner = Math.sqrt(2 / Math.PI) * (x + 0.044715 * Math.pow(x, 3));
    return 0.5 * x * (1 + Math.tanh(inner));
  }

  private double[][] times(double[][] x, String name, boolean biased) {
    float[] matrix = weights.tensor(name);
    int columns = x[0].length;
    int rows = matrix.length / columns;
    double[][] result = new double[length][rows];
    for (int t = 0; t < length; t++) {
      for (int row = 0; row < rows; row++) {
        result[t][row] = biased ? weights.tensor(TensorName.bias(name))[row] : 0;
        for (int i = 0; i < columns; i++) {
          result[t][row] += (double) matrix[row * columns + i] * x[t][i];
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
