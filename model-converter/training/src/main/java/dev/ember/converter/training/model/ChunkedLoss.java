package dev.ember.converter.training.model;

import static dev.ember.converter.training.model.ComputeDevice.beside;
import static org.bytedeco.pytorch.global.torch.linear;

import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A loss over many rows of logits of which those of one chunk exist at once. Autograd would keep
 * the softmax of every chunk until the whole is led back. Here each chunk is led back as soon as it
 * is computed, to its hidden rows and to the table, and the result only hands these two gradients
 * on: it is linear in both, so that it may be divided and added like any other loss.
 */
final class ChunkedLoss {
  private final Tensor hidden; // [N, E]
  private final Tensor table; // [V, E]
  private final ScalarType wideType;

  ChunkedLoss(Tensor hidden, Tensor table, ScalarType wideType) {
    this.hidden = hidden;
    this.table = table;
    this.wideType = wideType;
  }

  /**
   * The sum over all rows, a scalar of the autograd graph. Call within a {@code PointerScope}.
   *
   * @param chunkRows whose logits exist at once
   */
  Tensor sum(int chunkRows, LogitsLoss loss) {
    Tensor rows = leaf(hidden);
    Tensor weights = leaf(table);
    int count = Math.toIntExact(hidden.size(0));
    Tensor total = number(0); // in float64, whatever the losses are in
    for (int from = 0; from < count; from += chunkRows) {
      try (PointerScope chunk = new PointerScope()) {
        Tensor some = rows.narrow(0, from, Math.min(chunkRows, count - from)); // [n, E]
        Tensor part = loss.of(linear(some, weights).to(wideType), from);
        if (part.requires_grad()) {
          part.backward();
        }
        total.add_(part.detach());
      }
    }
    return total.to(wideType).add(gradientOnly(hidden, rows)).add(gradientOnly(table, weights));
  }

  /**
   * A number for each row, {@code [N]}, without a gradient. Call within a {@code PointerScope}.
   *
   * @param chunkRows whose logits exist at once
   */
  Tensor rows(int chunkRows, LogitsRows numbers) {
    int count = Math.toIntExact(hidden.size(0));
    try (NoGradGuard noGradient = new NoGradGuard()) {
      Tensor all = beside(hidden, torch.zeros((long) count).to(wideType)); // [N]
      for (int from = 0; from < count; from += chunkRows) {
        try (PointerScope chunk = new PointerScope()) {
          int some = Math.min(chunkRows, count - from);
          Tensor logits = linear(hidden.narrow(0, from, some), table).to(wideType); // [n, V]
          all.narrow(0, from, some).copy_(numbers.of(logits, from));
        }
      }
      return all;
    }
  }

  /**
   * A loss over a number for each row, a scalar of the autograd graph. What a row's number weighs
   * in the loss is known only when all of them are; so the logits are computed twice, first for the
   * numbers, then for the gradient of their sum with these weights.
   *
   * @param chunkRows whose logits exist at once
   * @param loss of the numbers, {@code [N]}; nothing else in it may learn
   */
  Tensor of(int chunkRows, LogitsRows numbers, UnaryOperator<Tensor> loss) {
    Tensor known = rows(chunkRows, numbers).set_requires_grad(true); // [N]
    Tensor value = loss.apply(known);
    if (!value.requires_grad()) {
      return value; // nothing learns
    }
    value.backward();
    Tensor weights = known.grad(); // [N]
    Tensor weighted =
        sum(
            chunkRows,
            (logits, from) ->
                numbers.of(logits, from).mul(weights.narrow(0, from, logits.size(0))).sum());
    return value.detach().add(weighted.sub(weighted.detach()));
  }

  private static Tensor leaf(Tensor tensor) {
    return tensor.detach().set_requires_grad(tensor.requires_grad());
  }

  /** A scalar in float64. */
  private Tensor number(double value) {
    return beside(hidden, Tensor.create(new double[] {value}, 1).sum());
  }

  /** Zero, with the gradient that has come to a leaf of the same values. */
  private Tensor gradientOnly(Tensor tensor, Tensor leaf) {
    Tensor gradient = leaf.grad();
    if (!gradient.defined()) {
      return number(0).to(wideType);
    }
    Tensor product = tensor.mul(gradient).sum();
    return product.sub(product.detach()).to(wideType);
  }
}
