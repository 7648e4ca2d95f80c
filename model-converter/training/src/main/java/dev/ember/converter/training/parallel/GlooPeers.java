package dev.ember.converter.training.parallel;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** Processes that speak over TCP by libtorch's Gloo. */
public final class GlooPeers implements Peers {
  /** A peer that judges the model, or writes a checkpoint, does not answer for so long. */
  private static final long PATIENCE_MS = 10 * 60 * 1000L;

  private final int rank;
  private final int count;
  private final TCPStore store;
  private final ProcessGroupGloo group;

  private GlooPeers(int rank, int count, TCPStore store, ProcessGroupGloo group) {
    this.rank = rank;
    this.count = count;
    this.store = store;
    this.group = group;
  }

  /** Where processes find each other: a store that the leading one serves. */
  public static final class MeetingPoint {
    private final String host;
    private final TCPStore store;
    private final int count;

    private MeetingPoint(String host, TCPStore store, int count) {
      this.host = host;
      this.store = store;
      this.count = count;
    }

    /** The port that it is served at. */
    public int port() {
      return store.getPort() & 0xFFFF;
    }

    /**
     * Waits for all processes.
     *
     * @throws LostPeerException if they do not come
     */
    public GlooPeers meet(int rank) throws LostPeerException {
      try (PointerScope scope = new PointerScope()) {
        ProcessGroupGloo.Options options =
            ProcessGroupGloo.Options.create(new Milliseconds(PATIENCE_MS));
        GlooDeviceVector devices = new GlooDeviceVector();
        devices.push_back(device(host));
        options.devices(devices);
        ProcessGroupGloo group = new ProcessGroupGloo(store, rank, count, options);
        group.retainReference(); // the scope would free it with the options
        return new GlooPeers(rank, count, store, group);
      } catch (RuntimeException e) { // libtorch's own have no type
        throw new LostPeerException(rank, count, e);
      }
    }

    /** On the loopback its own device, for a host's name may be that of another. */
    private static org.bytedeco.pytorch.gloo.Device device(String host) {
      return host.equals("127.0.0.1")
          ? ProcessGroupGloo.createDeviceForHostname(host)
          : ProcessGroupGloo.createDefaultDevice();
    }
  }

  /**
   * The meeting point at an address.
   *
   * @param port 0 for any free one, where it is served
   * @param rank of this process; the leading one serves it
   * @param count of all processes
   */
  public static MeetingPoint at(String host, int port, int rank, int count)
      throws LostPeerException {
    try (PointerScope scope = new PointerScope()) {
      TCPStoreOptions options =
          new TCPStoreOptions()
              .port((short) port)
              .isServer(rank == 0)
              .waitWorkers(false)
              .timeout(new Milliseconds(PATIENCE_MS));
      TCPStore store = new TCPStore(host, options);
      store.retainReference();
      return new MeetingPoint(host, store, count);
    } catch (RuntimeException e) { // libtorch's own have no type
      throw new LostPeerException(rank, count, e);
    }
  }

  /** Where the processes have met. */
  TCPStore store() {
    return store;
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void sum(Tensor values) throws LostPeerException {
    try (PointerScope scope = new PointerScope()) {
      group.allreduce(new TensorVector(values))._wait();
    } catch (RuntimeException e) { // libtorch's own have no type
      throw new LostPeerException(rank, count, e);
    }
  }

  @Override
  public void close() {
    group.releaseReference();
    store.releaseReference();
  }
}
