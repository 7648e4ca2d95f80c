package dev.ember.converter.cli;

import java.nio.file.Path;

/** A small real model, which need not be the one that ships. */
final class TestModel {
  static final Path FILE = Path.of(System.getProperty("ember.test-model"));

  private TestModel() {}
}
