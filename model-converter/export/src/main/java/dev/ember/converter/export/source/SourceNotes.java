package dev.ember.converter.export.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a source says about itself.
 *
 * @param card Markdown, never empty: a source without a card has a line that says so
 * @param facts free facts for the manifest, such as {@code licence}, as the source states them
 * @param goldenPrompts token ids for the parity check, empty if the source has none
 */
public record SourceNotes(
    String card, Map<String, String> facts, List<List<Integer>> goldenPrompts) {

  public SourceNotes {
    facts = Map.copyOf(facts);
    List<List<Integer>> copy = new ArrayList<>();
    for (List<Integer> prompt : goldenPrompts) {
      copy.add(List.copyOf(prompt));
    }
    goldenPrompts = List.copyOf(copy);
  }
}
