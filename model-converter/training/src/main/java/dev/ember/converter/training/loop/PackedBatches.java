package dev.ember.converter.training.loop;

import dev.ember.converter.training.encode.Packer;
import dev.ember.converter.training.model.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Documents drawn at random and packed; the draws of a step hang on its number alone. */
public final class PackedBatches implements BatchSource {
  private final String stage;
  private final DocumentSource documents;
  private final BatchShape shape;
  private final int padding;
  private final long seed;

  /**
   * @param stage its name, so that stages with one seed draw differently
   * @param padding token of the positions that no document takes
   */
  public PackedBatches(
      String stage, DocumentSource documents, BatchShape shape, int padding, long seed) {
    this.stage = stage;
    this.documents = documents;
    this.shape = shape;
    this.padding = padding;
    this.seed = seed;
  }

  @Override
  public List<Batch> batches(int step) {
    SplittableRandom random = StepSeed.random(seed, stage, step);
    Packer packer = new Packer(shape.rows(), shape.length(), padding);
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < shape.batches(); i++) {
      batches.add(packer.pack(() -> documents.draw(random)));
    }
    return batches;
  }
}
