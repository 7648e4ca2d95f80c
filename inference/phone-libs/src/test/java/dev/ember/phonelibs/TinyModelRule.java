package dev.ember.phonelibs;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/**
 * A small model on the runtime under test, opened once for all tests of a class: an emulated GPU
 * takes seconds to build one. A backend that a test has closed is lent to the next.
 */
final class TinyModelRule extends ExternalResource {
  /** Longer than a chunk of a prompt; the contract's work grows with its square. */
  private static final int CONTEXT = 70;

  private final DecoderConfig config;
  private final Quantization quantization;
  private final TemporaryFolder folder = new TemporaryFolder();
  private final List<LentBackend> backends = new ArrayList<>();
  private @Nullable Path file;

  TinyModelRule(DecoderConfig config, Quantization quantization) {
    this.config = config.withContext(CONTEXT);
    this.quantization = quantization;
  }

  /** One that nobody has, opened if need be. */
  Backend lend() throws IOException {
    for (LentBackend backend : backends) {
      if (!backend.lent) {
        backend.lent = true;
        return backend;
      }
    }
    if (file == null) {
      throw new IllegalStateException("expected to run as a rule");
    }
    try (Bundle bundle = Bundle.openInstalled(file)) {
      LentBackend opened = new LentBackend(RuntimeUnderTest.current().open(bundle));
      backends.add(opened);
      return opened;
    }
  }

  @Override
  protected void before() throws IOException {
    folder.create();
    try (Bundle bundle = TinyModel.bundle(config, quantization, folder.getRoot().toPath())) {
      file = bundle.path();
    }
  }

  @Override
  protected void after() {
    backends.forEach(LentBackend::closeForGood);
    folder.delete();
  }

  /** Closing gives it back. */
  private static final class LentBackend extends ForwardingBackend {
    private boolean lent = true;

    LentBackend(Backend real) {
      super(real);
    }

    @Override
    public void close() {
      lent = false;
    }

    void closeForGood() {
      super.close();
    }
  }
}
