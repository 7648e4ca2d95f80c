package dev.ember.converter.training.run;

import dev.ember.converter.training.model.Parameters;
import java.io.IOException;
import java.util.Locale;

/** The model's own account of how it was made, {@code card.md}. */
public final class RunCard {
  private RunCard() {}

  /** Writes the card of a stage beside its model. */
  public static void write(RunFolder folder, RunSettings settings, Parameters parameters)
      throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "# A model of ember %s%n%n%.1f million weights. Made by `ember %s` with the settings"
                + " below; `training/metrics.jsonl` has the curve. What it may be used for is said"
                + " by the licences of the texts that it learned from.%n%n| setting | value |%n"
                + "|---|---|%n",
            settings.stage(),
            parameters.layout().size() / 1e6,
            settings.stage()));
    settings
        .values()
        .forEach(
            (name, value) ->
                text.append("| ").append(name).append(" | ").append(value).append(" |\n"));
    settings
        .contents()
        .forEach(
            (name, hash) ->
                text.append("| SHA-256 of ")
                    .append(name)
                    .append(" | ")
                    .append(hash)
                    .append(" |\n"));
    RunFolder.writeText(folder.model().resolve("card.md"), text.toString());
  }
}
