package dev.ember.converter.cli;

import java.io.IOException;
import picocli.CommandLine.IVersionProvider;

/** The versions that the build wrote down. */
final class BuildVersion implements IVersionProvider {

  @Override
  public String[] getVersion() throws IOException {
    BuildFacts facts = BuildFacts.read();
    return new String[] {
      "ember " + facts.version(),
      "TensorFlow Lite " + facts.tensorFlowLite(),
      "Java " + System.getProperty("java.version")
    };
  }
}
