package dev.ember.inference.backend.reference;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Rotary;
import dev.ember.inference.model.TensorName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference over whole texts, one layer at a time, its weights read as they are needed and
 * forgotten: so a model that is larger than the memory can be run, to calibrate a quantizer or to
 * measure one. Nothing can be generated, for a text has to be there as a whole.
 *
 * <pre>
 * LayerwisePass pass = new LayerwisePass(config, source::read, texts);
 * while (pass.layer() &lt; config.layers()) {
 *   pass.run(text, observer); // each of them
 *   pass.endLayer();
 * }
 * pass.logits(text, 0, 64, logits);
 * </pre>
 *
 * <h2>Threading model</h2>
 *
 * One at a time, except that {@link #run} may be called for several texts at once; the weights are
 * asked for by one thread at a time all the same.
 */
public final class LayerwisePass {
  private final DecoderConfig config;
  private final RowReader reader;
  private final List<float[]> streams = new ArrayList<>(); // a text's residual stream, [T, E]
  private int layer;

  /**
   * Embeds the texts.
   *
   * @param texts tokens, each text at most a context long
   * @throws IOException if the weights cannot be read
   */
  public LayerwisePass(DecoderConfig config, RowReader reader, List<int[]> texts)
      throws IOException {
    this.config = config;
    this.reader = reader;
    StreamedTensors tables = new StreamedTensors(config, reader);
    try {
      for (int[] text : texts) {
        streams.add(embed(text, tables));
      }
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  /** The layer at hand; the number of layers when all are done. */
  public int layer() {
    return layer;
  }

  /**
   * Takes a text through the layer at hand, whose weights are read for it.
   *
   * @throws IOException if the weights cannot be read
   */
  public void run(int text, LinearObserver observer) throws IOException {
    run(text, observer, LayerObserver.NONE);
  }

  /**
   * As {@link #run(int, LinearObserver)}, with somebody who looks at the layer itself too.
   *
   * @throws IOException if the weights cannot be read
   */
  public void run(int text, LinearObserver observer, LayerObserver watcher) throws IOException {
    float[] stream = streams.get(text);
    int tokens = stream.length / config.hidden();
    Rotary rotary = config.attention().rotaries().get(config.attention().kind(layer).rotary());
    Rotation rotation = new Rotation(rotary, config.context(), tokens);
    rotation.moveTo(0, tokens);
    Scratch scratch = new Scratch(config, tokens);
    LayerCache cache = new LayerCache(config.kvSize());
    cache.reserve(tokens);
    try {
      DecoderLayer decoderLayer =
          new DecoderLayer(layer, config, parts(observer), rotation, scratch);
      decoderLayer.watch(watcher);
      decoderLayer.apply(stream, tokens, 0, cache);
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  /** Goes on to the next layer, once every text has been taken through this one. */
  public void endLayer() {
    layer++;
  }

  /**
   * The logits of some positions of a text, once all layers are done. Each call reads the
   * unembedding: ask for many positions at once.
   *
   * @param from the first position
   * @param count how many
   * @param into receives {@code [count, V]}
   * @throws IOException if the weights cannot be read
   */
  public void logits(int text, int from, int count, float[] into) throws IOException {
    if (layer < config.layers()) {
      throw new IllegalStateException(
          "expected all " + config.layers() + " layers to be done but found " + layer);
    }
    float[] stream = new float[count * config.hidden()]; // [count, E]
    System.arraycopy(streams.get(text), from * config.hidden(), stream, 0, stream.length);
    unembed(stream, count, into);
  }

  /**
   * The residual stream of a position as the layers so far have left it.
   *
   * @param into receives E values from index {@code at} on
   */
  public void copyStream(int text, int position, float[] into, int at) {
    int hidden = config.hidden();
    System.arraycopy(streams.get(text), position * hidden, into, at, hidden);
  }

  /**
   * What the model would say if its layers ended with these streams: the last norm, and the
   * unembedding, which is read for it. Of the streams behind the last layer it is what the model
   * says; of earlier ones it is the logit lens (nostalgebraist 2020).
   *
   * @param stream {@code [count, E]}
   * @param into receives logits, {@code [count, V]}
   * @throws IOException if the weights cannot be read
   */
  public void unembed(float[] stream, int count, float[] into) throws IOException {
    try {
      Parts parts = parts(LinearObserver.NONE);
      float[] normed = new float[count * config.hidden()]; // [count, E]
      System.arraycopy(stream, 0, normed, 0, normed.length);
      parts.norm(TensorName.FINAL_NORM).applyAll(normed, count, normed);
      parts.linear(TensorName.UNEMBEDDING, config.vocabulary(), false).apply(normed, count, into);
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  private Parts parts(LinearObserver observer) {
    StreamedTensors tensors = new StreamedTensors(config, reader); // each thread has its own block
    return new Parts(config, tensors, new LinearInputs(Activations.FLOAT32, observer));
  }

  private float[] embed(int[] text, StreamedTensors tables) {
    int hidden = config.hidden();
    float[] stream = new float[text.length * hidden]; // [T, E]
    for (int t = 0; t < text.length; t++) {
      float[] row = tables.row(TensorName.EMBEDDING, text[t]);
      for (int i = 0; i < hidden; i++) {
        stream[t * hidden + i] = row[i] * config.embeddings().scale();
      }
      if (config.embeddings().learnedPositions()) {
        float[] position = tables.row(TensorName.POSITION_EMBEDDING, t);
        for (int i = 0; i < hidden; i++) {
          stream[t * hidden + i] += position[i];
        }
      }
    }
    return stream;
  }
}
