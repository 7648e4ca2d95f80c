package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendContractTest;
import dev.ember.inference.backend.FakeBackend;

/** As any backend, before it falls back. */
public final class FallbackBackendContractTest extends BackendContractTest {
  private static final long LIMIT_MS = 60_000;

  @Override
  protected Backend newBackend() {
    FakeBackend proved = new FakeBackend(TrialGround.CONFIG);
    proved.verifyAtOnce(3);
    return new FallbackBackend(
        proved,
        () -> {
          throw new AssertionError("nothing fails here");
        },
        new TimeLimit(task -> new Thread(task).start(), LIMIT_MS, new LeftCalls()),
        failure -> {},
        Backend::close);
  }

  @Override
  protected float chunkingTolerance() {
    return 0;
  }
}
