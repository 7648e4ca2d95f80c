package dev.ember.converter.cli.inspect;

import dev.ember.converter.export.compiled.CompiledModel;

/** A model compiled by others, as facts. */
final class CompiledFacts {
  private CompiledFacts() {}

  static FactSheet of(CompiledModel model) {
    FactSheet sheet = new FactSheet();
    sheet.add("format", model.format());
    model.facts().forEach((name, value) -> sheet.add("says", name, value));
    for (CompiledModel.Section section : model.sections()) {
      sheet.add("section", section.kind(), FactSheet.megabytes(section.bytes()));
      section.lines().forEach(line -> sheet.add("", line));
    }
    sheet.add("no import", CompiledModel.INSTEAD);
    return sheet;
  }
}
