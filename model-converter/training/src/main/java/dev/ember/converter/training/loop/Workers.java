package dev.ember.converter.training.loop;

import dev.ember.converter.training.model.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Threads that compute parts of a step side by side. At the sizes that are trained here an
 * operation takes some ten microseconds, so threads that share each operation mostly wait for each
 * other; those that have a part of the batch each meet once a step.
 *
 * <p>Gradients are added in the order of the parts, so the same number of threads gives the same
 * step to the last bit.
 *
 * <h2>Threading model</h2>
 *
 * Belongs to the thread that trains, which waits for the others.
 */
final class Workers implements AutoCloseable {
  private final Parameters parameters;
  private final int count;
  private final ExecutorService threads;

  /**
   * @param count at least 1; a GPU takes one part after another, each of its operations as wide as
   *     it is
   */
  Workers(Parameters parameters, int count) {
    this.parameters = parameters;
    this.count = parameters.areOnProcessor() ? count : 1;
    this.threads =
        Executors.newFixedThreadPool(this.count, task -> new Thread(task, "ember-worker"));
  }

  /** What one worker found. */
  private record Result(double loss, Tensor gradient) {}

  /**
   * Leaves the sum of the shares' gradients in the parameters.
   *
   * @param scored by what the sum of losses is divided
   * @return the loss
   * @throws RuntimeException what the first part that failed has thrown, once no part runs any more
   */
  double backward(List<Share> shares, int scored) {
    List<Share> parts = shares.stream().flatMap(share -> share.parts(count).stream()).toList();
    if (parts.size() == 1 || !parts.stream().allMatch(Share::mayRunBesideOthers)) {
      return inTurn(parts, scored); // each with all threads of libtorch
    }
    int busy = Math.min(count, parts.size());
    List<Future<Result>> results = new ArrayList<>();
    for (int worker = 0; worker < busy; worker++) {
      List<Share> own = every(parts, worker, busy);
      results.add(threads.submit(() -> work(own, scored)));
    }
    return sum(results);
  }

  /** Of a step that fails every part is over when this throws: what they read may be freed then. */
  private double sum(List<Future<Result>> results) {
    double loss = 0;
    RuntimeException failure = null;
    for (Future<Result> future : results) {
      try {
        Result result = await(future);
        loss += result.loss;
        parameters.addGradient(result.gradient);
        result.gradient.releaseReference();
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return loss;
  }

  private Result work(List<Share> shares, int scored) {
    torch.set_num_threads(1); // of those that belong to this one
    try (PointerScope scope = new PointerScope();
        Parameters.OwnGradient own = parameters.ownGradient()) {
      return new Result(inTurn(shares, scored), own.retained());
    }
  }

  private static double inTurn(List<Share> shares, int scored) {
    return shares.stream().mapToDouble(share -> backward(share, scored)).sum();
  }

  /** One scope for each share: its activations are freed before the next one's are made. */
  private static double backward(Share share, int scored) {
    try (PointerScope scope = new PointerScope()) {
      // Divided by the targets of all shares, the sum of gradients is that of one large batch.
      Tensor part = share.loss().div(new Scalar((double) scored));
      part.backward();
      return part.item_double();
    }
  }

  private static List<Share> every(List<Share> parts, int first, int step) {
    List<Share> own = new ArrayList<>();
    for (int i = first; i < parts.size(); i += step) {
      own.add(parts.get(i));
    }
    return own;
  }

  private static Result await(Future<Result> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a part of a step failed", e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the thread that trains", e);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
