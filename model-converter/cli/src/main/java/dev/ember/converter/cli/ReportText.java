package dev.ember.converter.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.cli.inspect.FactSheet;
import dev.ember.converter.export.ExportReport;
import dev.ember.converter.export.parity.ParityReport;
import dev.ember.inference.bundle.Manifest;
import java.util.ArrayList;
import java.util.List;

/** What an export or import made, for people and for programs. */
final class ReportText {
  private ReportText() {}

  static List<String> lines(ExportReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("Parity with the checkpoint: " + report.parity().summary());
    List<Manifest.Variant> variants = report.manifest().variants();
    for (int i = 0; i < variants.size(); i++) {
      lines.add(
          "Of its "
              + variants.get(i).quantization()
              + " graph: "
              + report.variants().get(i).summary()
              + "; about "
              + FactSheet.megabytes(variants.get(i).memoryBytes())
              + " when loaded");
    }
    lines.add(
        report.manifest().name()
            + ", "
            + report.manifest().quantization()
            + ", "
            + FactSheet.megabytes(report.bytes())
            + ", about "
            + FactSheet.megabytes(report.manifest().memoryBytes())
            + " when loaded: "
            + report.file());
    return lines;
  }

  static JsonObject object(ExportReport report) {
    JsonObject object = new JsonObject();
    object.addProperty("file", report.file().toString());
    object.addProperty("bytes", report.bytes());
    object.addProperty("memoryBytes", report.manifest().memoryBytes());
    object.addProperty("name", report.manifest().name());
    object.addProperty("quantization", report.manifest().quantization());
    object.add("parity", object(report.parity()));
    List<Manifest.Variant> variants = report.manifest().variants();
    if (!variants.isEmpty()) {
      JsonArray graphs = new JsonArray();
      for (int i = 0; i < variants.size(); i++) {
        JsonObject graph = new JsonObject();
        graph.addProperty("quantization", variants.get(i).quantization());
        graph.addProperty("memoryBytes", variants.get(i).memoryBytes());
        graph.add("parity", object(report.variants().get(i)));
        graphs.add(graph);
      }
      object.add("variants", graphs);
    }
    return object;
  }

  private static JsonObject object(ParityReport parity) {
    JsonObject measured = new JsonObject();
    measured.addProperty("positions", parity.positions());
    measured.addProperty("top1Agreement", parity.top1Agreement());
    measured.addProperty("meanKl", parity.meanKl());
    measured.addProperty("maxLogitDifference", parity.maxLogitDifference());
    measured.addProperty("maxLogitShare", parity.maxLogitShare());
    return measured;
  }
}
