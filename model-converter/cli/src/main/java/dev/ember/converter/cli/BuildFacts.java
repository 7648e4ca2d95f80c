package dev.ember.converter.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * What the build wrote down.
 *
 * @param version of the tool
 * @param tensorFlowLite the version of the natives
 * @param builtInModel the folder below {@code models/} of the model that ships
 */
record BuildFacts(String version, String tensorFlowLite, String builtInModel) {
  private static final String FILE = "build.properties";

  static BuildFacts read() throws IOException {
    Properties facts = new Properties();
    try (InputStream file = BuildFacts.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new AssertionError("the build writes " + FILE + " beside this class");
      }
      facts.load(file);
    }
    return of(facts);
  }

  /**
   * @throws AssertionError if the build left a fact out
   */
  static BuildFacts of(Properties facts) {
    return new BuildFacts(
        fact(facts, "version"), fact(facts, "tensorflow-lite"), fact(facts, "built-in-model"));
  }

  private static String fact(Properties facts, String name) {
    String fact = facts.getProperty(name, "");
    if (fact.isBlank()) {
      throw new AssertionError("the build writes " + name + " into " + FILE);
    }
    return fact;
  }
}
