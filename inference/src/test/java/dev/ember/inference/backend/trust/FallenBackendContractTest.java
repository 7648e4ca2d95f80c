package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendContractTest;
import dev.ember.inference.backend.FakeBackend;

/** As any backend, after it fell back at its first call. */
public final class FallenBackendContractTest extends BackendContractTest {
  private static final long LIMIT_MS = 60_000;

  @Override
  protected Backend newBackend() {
    FakeBackend failing = new FakeBackend(TrialGround.CONFIG);
    failing.failAtDecode(0);
    return new FallbackBackend(
        failing,
        () -> new FakeBackend(TrialGround.CONFIG),
        new TimeLimit(task -> new Thread(task).start(), LIMIT_MS, new LeftCalls()),
        failure -> {},
        Backend::close);
  }

  @Override
  protected float chunkingTolerance() {
    return 0;
  }
}
