package dev.ember.inference.backend.trust;

import java.io.IOException;
import java.nio.file.Path;

/** A process that ends while a backend is being tried. */
public final class DyingProcess {
  static final int STATUS = 134; // as of a process that got SIGABRT

  private DyingProcess() {}

  public static void main(String[] arguments) throws IOException {
    TrialGround ground = new TrialGround(Path.of(arguments[0]));
    if (arguments[1].equals("prove")) {
      ground.addGpu(backend -> Runtime.getRuntime().halt(STATUS));
      ground.prove();
    } else if (arguments[1].equals("prove cpu")) {
      ground.whenTheCpuOpens(() -> Runtime.getRuntime().halt(STATUS));
      ground.prove();
    } else {
      ground.addGpu(backend -> {});
      ground.prove();
      ground.letTheGpuTalk(backend -> Runtime.getRuntime().halt(STATUS));
      ground.open(Choice.AUTO);
    }
  }
}
