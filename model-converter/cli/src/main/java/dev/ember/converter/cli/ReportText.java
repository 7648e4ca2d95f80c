package dev.ember.converter.cli;

import com.google.gson.JsonObject;
import dev.ember.converter.cli.inspect.FactSheet;
import dev.ember.converter.export.ExportReport;
import dev.ember.converter.export.parity.ParityReport;
import java.util.List;

/** What an export or import made, for people and for programs. */
final class ReportText {
  private ReportText() {}

  static List<String> lines(ExportReport report) {
    return List.of(
        "Parity with the checkpoint: " + report.parity().summary(),
        report.manifest().name()
            + ", "
            + report.manifest().quantization()
            + ", "
            + FactSheet.megabytes(report.bytes())
            + ", about "
            + FactSheet.megabytes(report.manifest().memoryBytes())
            + " when loaded: "
            + report.file());
  }

  static JsonObject object(ExportReport report) {
    ParityReport parity = report.parity();
    JsonObject measured = new JsonObject();
    measured.addProperty("positions", parity.positions());
    measured.addProperty("top1Agreement", parity.top1Agreement());
    measured.addProperty("meanKl", parity.meanKl());
    measured.addProperty("maxLogitDifference", parity.maxLogitDifference());
    measured.addProperty("maxLogitShare", parity.maxLogitShare());
    JsonObject object = new JsonObject();
    object.addProperty("file", report.file().toString());
    object.addProperty("bytes", report.bytes());
    object.addProperty("memoryBytes", report.manifest().memoryBytes());
    object.addProperty("name", report.manifest().name());
    object.addProperty("quantization", report.manifest().quantization());
    object.add("parity", measured);
    return object;
  }
}
