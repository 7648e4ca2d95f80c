package dev.ember.converter.training.sft;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.training.loop.NextToken;
import dev.ember.converter.training.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/**
 * What tuning did, {@code training/report.md} and {@code .json}: the loss on held-out chats and on
 * held-out text before and after, read from the run's own curve, so that a resumed run has it too.
 */
final class TuningReport {
  private static final String BEFORE = "Before";
  private static final String AFTER = "After";

  private final JsonObject first;
  private final JsonObject last;
  private final JsonObject json = new JsonObject();
  private final StringBuilder text =
      new StringBuilder(
          "# What tuning did\n\nNats a scored token, on what was not learned.\n\n"
              + "| held out | before | after |\n|---|---|---|\n");

  private TuningReport(JsonObject first, JsonObject last) {
    this.first = first;
    this.last = last;
  }

  static void write(RunFolder folder) throws IOException {
    List<JsonObject> judged =
        Files.readAllLines(folder.metrics()).stream()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .filter(line -> line.has(NextToken.HELD_OUT_LOSS) || line.has(SftWork.TEXT_LOSS))
            .toList();
    if (judged.isEmpty()) {
      return;
    }
    TuningReport report = new TuningReport(judged.get(0), judged.get(judged.size() - 1));
    report.add(NextToken.HELD_OUT_LOSS, "chats");
    report.add(SftWork.TEXT_LOSS, "text");
    RunFolder.writeText(folder.file("report.json"), report.json + "\n");
    RunFolder.writeText(folder.file("report.md"), report.text.toString());
  }

  private void add(String measure, String words) {
    if (!first.has(measure) || !last.has(measure)) {
      return;
    }
    double before = first.get(measure).getAsDouble();
    double after = last.get(measure).getAsDouble();
    json.addProperty(measure + BEFORE, before);
    json.addProperty(measure + AFTER, after);
    text.append(String.format(Locale.ROOT, "| %s | %.4f | %.4f |%n", words, before, after));
  }
}
