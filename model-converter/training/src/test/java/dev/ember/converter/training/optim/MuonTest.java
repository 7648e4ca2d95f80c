package dev.ember.converter.training.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.ParameterLayout.Slot;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.TinyModel;
import dev.ember.inference.model.TensorName;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.Test;

public final class MuonTest {
  private static final AdamW.Options OPTIONS = new AdamW.Options(0.9, 0.95, 1e-8, 0, 1e9);

  @Test
  public void orthogonal_anyMatrix_hasSingularValuesNearOne() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1);
        Muon muon = new Muon(parameters, OPTIONS, 1, Precision.FLOAT32);
        PointerScope scope = new PointerScope()) {
      float[] values = {3, 0, 0, 0, 0.5f, 0.2f}; // [2, 3], singular values 3 and 0.54
      for (Tensor matrix :
          new Tensor[] {
            Tensor.create(values, 2, 3), Tensor.create(values, 2, 3).t().contiguous()
          }) {
        Tensor result = muon.orthogonal(matrix);
        Tensor square =
            matrix.size(0) < matrix.size(1)
                ? result.matmul(result.t())
                : result.t().matmul(result); // [2, 2]
        float[] gram = new float[4];
        new FloatPointer(square.contiguous().data_ptr()).get(gram);
        // The authors' coefficients pull singular values into 0.7 .. 1.2, and no nearer.
        assertThat(gram[0]).isBetween(0.4f, 1.5f);
        assertThat(gram[3]).isBetween(0.4f, 1.5f);
        assertThat(gram[1]).isCloseTo(0, within(0.1f));
      }
    }
  }

  @Test
  public void step_embeddingsAndVectors_moveAsAdamWMovesThem() {
    float[] muon = after(true);
    float[] adam = after(false);
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      for (Slot slot : parameters.layout().slots()) {
        boolean same = true;
        for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
          same &= Math.abs(muon[i] - adam[i]) < 1e-7;
        }
        assertThat(same).as(slot.name()).isEqualTo(!Muon.isOwn(slot));
      }
      assertThat(Muon.isOwn(parameters.layout().slot(TensorName.EMBEDDING))).isFalse();
      assertThat(Muon.isOwn(parameters.layout().slot(TensorName.down(1)))).isTrue();
    }
  }

  private static float[] after(boolean muon) {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1);
        Optimizer optimizer =
            muon
                ? new Muon(parameters, OPTIONS, 1, Precision.FLOAT32)
                : new AdamW(parameters, OPTIONS)) {
      try (PointerScope scope = new PointerScope()) {
        new Gpt(parameters, Precision.FLOAT32).loss(TinyModel.batch(2, 6, 1)).backward();
      }
      optimizer.step(0.01);
      return parameters.toArray();
    }
  }
}
