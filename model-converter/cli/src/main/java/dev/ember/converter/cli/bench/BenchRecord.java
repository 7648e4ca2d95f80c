package dev.ember.converter.cli.bench;

import dev.ember.inference.json.JsonFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run of the bench found of one bundle, to be held to another run's.
 *
 * @param model by its name, with its quantization and context
 * @param figures a row each for a protocol and a number of threads
 */
public record BenchRecord(String model, List<Figures> figures) {
  public BenchRecord {
    figures = List.copyOf(figures);
  }

  /**
   * Reads what {@code ember bench --json} wrote.
   *
   * @throws IOException if that cannot be read, or is of a version that measured less
   */
  public static BenchRecord read(Path file) throws IOException {
    return parse(Files.readString(file), file.toString());
  }

  /** Of a run that has just ended. */
  public static BenchRecord of(BenchReport report) throws IOException {
    return parse(report.json(), "this run");
  }

  private static BenchRecord parse(String json, String origin) throws IOException {
    JsonFields fields = JsonFields.parse(json, origin);
    return new BenchRecord(
        title(fields.string("model"), fields.string("quantization"), fields.int32("context")),
        fields.objects("figures", BenchRecord::row));
  }

  /** One name of what must be the same for two runs to be compared. */
  private static String title(String name, String quantization, int context) {
    return name + ", " + quantization + ", context " + context;
  }

  private static Figures row(JsonFields fields) throws IOException {
    return new Figures(
        protocol(fields),
        fields.int32("threads"),
        positive(fields, "prefillTokensPerSecond"),
        positive(fields, "decodeTokensPerSecond"),
        positive(fields, "prefillTokensPerGigaproduct"),
        positive(fields, "decodeTokensPerGigaproduct"),
        positive(fields, "firstTurnMillis"),
        positive(fields, "secondTurnMillis"),
        fields.int32("secondTurnTokens"),
        fields.float64("bytesPerToken"));
  }

  private static Protocol protocol(JsonFields fields) throws IOException {
    Protocol protocol = Protocol.parse(fields.string("protocol"));
    if (protocol == null) {
      throw fields.unexpected("protocol", Protocol.EXPECTED);
    }
    return protocol;
  }

  /** A rate of nothing would make any other run pass. */
  private static double positive(JsonFields fields, String name) throws IOException {
    double value = fields.float64(name);
    if (value > 0) {
      return value;
    }
    throw fields.unexpected(name, "a number above 0");
  }
}
