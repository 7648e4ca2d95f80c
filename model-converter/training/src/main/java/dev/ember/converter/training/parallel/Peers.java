package dev.ember.converter.training.parallel;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** The processes that train one model together, seen from one of them. */
public interface Peers extends AutoCloseable {

  /** One process that trains alone. */
  Peers ALONE = new Alone();

  /** The number of this process, from 0; 0 writes files. */
  int rank();

  /** How many there are. */
  int count();

  /**
   * Adds a tensor over all processes, in place; all must ask for it in the same order.
   *
   * @param values float32 or float64, contiguous
   * @throws LostPeerException if one of them is gone
   */
  void sum(Tensor values) throws LostPeerException;

  @Override
  void close();

  /** Whether this process writes files and speaks. */
  default boolean leads() {
    return rank() == 0;
  }

  /** The sum of a number over all processes. */
  default double sum(double value) throws LostPeerException {
    if (count() == 1) {
      return value;
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      Tensor one = Tensor.create(new double[] {value}, 1);
      sum(one);
      return one.item_double();
    }
  }

  /** The number that the leading process has. */
  default double ofLeader(double value) throws LostPeerException {
    return sum(leads() ? value : 0);
  }

  /** The values that the leading process has. */
  default float[] ofLeader(float[] values) throws LostPeerException {
    if (count() == 1) {
      return values;
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      Tensor all = Tensor.create(leads() ? values : new float[values.length], values.length);
      sum(all);
      float[] shared = new float[values.length];
      new org.bytedeco.javacpp.FloatPointer(all.data_ptr()).get(shared);
      return shared;
    }
  }

  /** Nobody else. */
  final class Alone implements Peers {
    private Alone() {}

    @Override
    public int rank() {
      return 0;
    }

    @Override
    public int count() {
      return 1;
    }

    @Override
    public void sum(Tensor values) {
      // The sum over one is what it was.
    }

    @Override
    public void close() {
      // There is nothing to leave.
    }
  }
}
