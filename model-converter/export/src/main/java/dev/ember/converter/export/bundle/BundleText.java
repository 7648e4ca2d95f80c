package dev.ember.converter.export.bundle;

import dev.ember.converter.export.source.ChatDefaults;
import java.util.Map;

/**
 * What a bundle holds beside weights.
 *
 * @param name for people
 * @param architecture the family, for people
 * @param chat tokenizer, template and sampling defaults
 * @param card Markdown
 * @param provenance free facts
 */
public record BundleText(
    String name,
    String architecture,
    ChatDefaults chat,
    String card,
    Map<String, String> provenance) {

  public BundleText {
    provenance = Map.copyOf(provenance);
  }
}
