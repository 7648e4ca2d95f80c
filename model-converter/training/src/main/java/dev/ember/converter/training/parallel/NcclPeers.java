package dev.ember.converter.training.parallel;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.nccl.ProcessGroupNCCL;

/**
 * Processes that have a GPU each: what lies there is summed by NCCL from GPU to GPU, all else by
 * Gloo. No GPU was at hand, so this has been compiled and never been run.
 */
public final class NcclPeers implements Peers {
  private final GlooPeers near;
  private final ProcessGroupNCCL group;

  private NcclPeers(GlooPeers near) throws LostPeerException {
    this.near = near;
    try (PointerScope scope = new PointerScope()) {
      group = new ProcessGroupNCCL(near.store(), near.rank(), near.count());
      group.retainReference(); // the scope would free it
    } catch (RuntimeException e) { // libtorch's own have no type
      throw new LostPeerException(near.rank(), near.count(), e);
    }
  }

  /**
   * The same processes, with NCCL between their GPUs.
   *
   * @param joined closed with the result
   */
  public static Peers over(Peers joined) throws LostPeerException {
    return joined instanceof GlooPeers near ? new NcclPeers(near) : joined;
  }

  @Override
  public int rank() {
    return near.rank();
  }

  @Override
  public int count() {
    return near.count();
  }

  @Override
  public void sum(Tensor values) throws LostPeerException {
    if (values.is_cpu()) {
      near.sum(values);
      return;
    }
    try (PointerScope scope = new PointerScope()) {
      group.allreduce(new TensorVector(values))._wait();
    } catch (RuntimeException e) { // libtorch's own have no type
      throw new LostPeerException(near.rank(), near.count(), e);
    }
  }

  @Override
  public void close() {
    group.releaseReference();
    near.close();
  }
}
