package dev.ember.converter.cli.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What a bench found, as a table for people and as JSON. */
public final class BenchReport {
  private static final double BYTES_PER_MB = 1e6;
  private static final double TENTHS = 10;

  private final JsonObject facts = new JsonObject();
  private final List<Figures> figures = new ArrayList<>();

  /** A text beside the figures: the model, the runtime, the machine. */
  public void fact(String name, String value) {
    facts.addProperty(name, value);
  }

  /** A count beside the figures. */
  public void fact(String name, int value) {
    facts.addProperty(name, value);
  }

  /** A number beside the figures. */
  public void fact(String name, double value) {
    facts.addProperty(name, value);
  }

  /**
   * What the process takes, Java, mapped weights and all numbers of threads together; no fact where
   * the system does not say.
   */
  public void resident(OptionalLong bytes) {
    if (bytes.isPresent()) {
      fact("resident MB", Math.round(megabytes(bytes.getAsLong()) * TENTHS) / TENTHS);
    }
  }

  public void add(Figures found) {
    figures.add(found);
  }

  /** The facts line by line, then a table in Markdown. */
  public String table() {
    StringBuilder text = new StringBuilder();
    for (String name : facts.keySet()) {
      text.append(name).append(": ").append(facts.get(name).getAsString()).append('\n');
    }
    text.append(
        "\n| protocol | threads | prefill tok/s | decode tok/s | first turn ms | whole answer ms"
            + " | second turn ms | its tokens | bytes/token |\n"
            + "|---|---|---|---|---|---|---|---|---|\n");
    for (Figures row : figures) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %.0f | %.1f | %.1f | %.0f | %.1f | %d | %.0f |%n",
              row.protocol(),
              row.threads(),
              row.prefillTokensPerSecond(),
              row.decodeTokensPerSecond(),
              row.firstTurnMillis(),
              row.answerMillis(),
              row.secondTurnMillis(),
              row.secondTurnTokens(),
              row.bytesPerToken()));
    }
    return text.toString();
  }

  /** The same as one JSON object. */
  public String json() {
    JsonObject report = facts.deepCopy();
    JsonArray rows = new JsonArray();
    for (Figures row : figures) {
      JsonObject entry = new JsonObject();
      entry.addProperty("protocol", row.protocol().toString());
      entry.addProperty("threads", row.threads());
      entry.addProperty("prefillTokensPerSecond", row.prefillTokensPerSecond());
      entry.addProperty("decodeTokensPerSecond", row.decodeTokensPerSecond());
      entry.addProperty("prefillTokensPerGigaproduct", row.prefillTokensPerGigaproduct());
      entry.addProperty("decodeTokensPerGigaproduct", row.decodeTokensPerGigaproduct());
      entry.addProperty("firstTurnMillis", row.firstTurnMillis());
      entry.addProperty("secondTurnMillis", row.secondTurnMillis());
      entry.addProperty("secondTurnTokens", row.secondTurnTokens());
      entry.addProperty("bytesPerToken", row.bytesPerToken());
      rows.add(entry);
    }
    report.add("figures", rows);
    return new GsonBuilder().setPrettyPrinting().create().toJson(report);
  }

  /** Bytes as millions of them. */
  public static double megabytes(long bytes) {
    return bytes / BYTES_PER_MB;
  }
}
