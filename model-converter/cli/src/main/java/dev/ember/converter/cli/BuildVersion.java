package dev.ember.converter.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions that the build wrote down. */
final class BuildVersion implements IVersionProvider {

  @Override
  public String[] getVersion() throws IOException {
    Properties versions = new Properties();
    try (InputStream file = BuildVersion.class.getResourceAsStream("version.properties")) {
      if (file == null) {
        throw new AssertionError("the build writes version.properties beside this class");
      }
      versions.load(file);
    }
    return new String[] {
      "ember " + versions.getProperty("version"),
      "TensorFlow Lite " + versions.getProperty("tensorflow-lite"),
      "Java " + System.getProperty("java.version")
    };
  }
}
