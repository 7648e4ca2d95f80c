package dev.ember.inference.backend;

import static dev.ember.inference.backend.Requirements.requireLogits;
import static dev.ember.inference.backend.Requirements.requireRoom;
import static dev.ember.inference.backend.Requirements.requireToken;
import static dev.ember.inference.backend.Requirements.requireTokens;

import dev.ember.inference.model.DecoderConfig;
import org.jspecify.annotations.Nullable;

/**
 * Two backends of one model: one reads prompts, the other writes. What the first has read is handed
 * to the second as rows of its cache, and what was written goes back before the next prompt is
 * read. The caches of both must be {@link PortableKvCache}s.
 */
public final class SplitBackend implements Backend {
  /** In the description, between what reads and what writes. */
  public static final String WRITES_ON = "; writes on ";

  private final Backend reader;
  private final Backend writer;
  private final int leastTokens;

  /**
   * @param reader prefills
   * @param writer decodes, and prefills what is short; it holds the truth
   * @param leastTokens from so many tokens on a prompt is worth the reader's while, at least 1
   * @throws IllegalArgumentException if the backends run different models
   */
  public SplitBackend(Backend reader, Backend writer, int leastTokens) {
    if (!reader.config().equals(writer.config())) {
      throw new IllegalArgumentException(
          "expected two backends of one model but found "
              + reader.config()
              + " and "
              + writer.config());
    }
    if (leastTokens < 1) {
      throw new IllegalArgumentException("expected at least 1 token but found " + leastTokens);
    }
    this.reader = reader;
    this.writer = writer;
    this.leastTokens = leastTokens;
  }

  @Override
  public DecoderConfig config() {
    return writer.config();
  }

  @Override
  public String description() {
    return "reads on " + reader.description() + WRITES_ON + writer.description();
  }

  @Override
  public int prefillChunk() {
    return reader.prefillChunk();
  }

  @Override
  public KvCache newCache() {
    return new SplitKvCache(this, reader.newCache(), writer.newCache(), reader.prefillChunk());
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    SplitKvCache own = own(cache);
    requireTokens(tokens, count, config());
    requireRoom(count, own);
    if (count < leastTokens) {
      writer.prefill(tokens, count, own.written());
      return;
    }
    own.catchUp();
    int[] chunk = new int[reader.prefillChunk()];
    for (int done = 0; done < count; done += chunk.length) {
      int length = Math.min(chunk.length, count - done);
      System.arraycopy(tokens, done, chunk, 0, length);
      reader.prefill(chunk, length, own.read());
      own.handOver();
    }
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    SplitKvCache own = own(cache);
    requireToken(token, config());
    requireLogits(logits, config());
    requireRoom(1, own);
    writer.decode(token, own.written(), logits);
  }

  @Override
  public int verifyTokens() {
    return writer.verifyTokens();
  }

  @Override
  public void verify(int[] tokens, int count, KvCache cache, float[] @Nullable [] logits) {
    writer.verify(tokens, count, own(cache).written(), logits);
  }

  /** Closes both. */
  @Override
  public void close() {
    reader.close();
    writer.close();
  }

  private SplitKvCache own(KvCache cache) {
    if (cache instanceof SplitKvCache own && own.belongsTo(this)) {
      return own;
    }
    throw new IllegalArgumentException("expected a cache of this backend but found " + cache);
  }
}
