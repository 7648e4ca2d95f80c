package dev.ember.app.benchmark;

import android.os.Build;
import com.google.gson.stream.JsonWriter;
import dev.ember.app.engine.RunsOn;
import dev.ember.app.health.Warmth;
import dev.ember.app.library.GoldenVerdict;
import dev.ember.inference.bundle.GoldenTally;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report as a file: each run by itself, and what one has to know to compare it with others. */
final class BenchmarkJson {
  private static final int FORMAT = 1;
  private static final double NANOS_PER_MS = 1e6;
  private static final double TENTHS = 10;

  private BenchmarkJson() {}

  /**
   * @param appVersion of the app and its build
   */
  static String write(BenchmarkReport report, String appVersion) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.beginObject();
      json.name("format").value(FORMAT);
      json.name("app").value(appVersion);
      writeDevice(json);
      json.name("model").beginObject();
      json.name("name").value(report.subject().name());
      json.name("sha256").value(report.subject().sha256());
      json.name("windowTokens").value(report.subject().windowTokens());
      json.endObject();
      json.name("backend").value(report.used().backend());
      writeGolden(json, report.golden());
      writeWarmth(json, "before", report.before());
      writeWarmth(json, "after", report.after());
      json.name("runs").beginArray();
      for (Measurement run : report.runs()) {
        writeRun(json, run);
      }
      json.endArray();
      json.endObject();
    } catch (IOException impossible) {
      throw new AssertionError("a string takes everything", impossible);
    }
    return text + "\n";
  }

  private static void writeDevice(JsonWriter json) throws IOException {
    json.name("device").beginObject();
    json.name("maker").value(Build.MANUFACTURER);
    json.name("model").value(Build.MODEL);
    json.name("board").value(Build.BOARD);
    json.name("android").value(Build.VERSION.SDK_INT);
    json.name("cores").value(Runtime.getRuntime().availableProcessors());
    json.endObject();
  }

  private static void writeGolden(JsonWriter json, @Nullable GoldenVerdict golden)
      throws IOException {
    json.name("golden");
    if (golden == null) {
      json.nullValue();
      return;
    }
    json.beginObject();
    json.name("right").value(golden.right());
    json.name("logits").value(golden.compared());
    json.name("worstDifference");
    if (Float.isInfinite(golden.worst())) { // of which JSON has no word
      json.nullValue();
    } else {
      json.value(golden.worst());
    }
    json.name("allowedDifference").value(golden.allowed());
    json.name("missed").beginArray();
    for (GoldenTally.Miss miss : golden.misses()) {
      json.value(miss.sentence());
    }
    json.endArray();
    json.endObject();
  }

  private static void writeWarmth(JsonWriter json, String name, Warmth.@Nullable Reading reading)
      throws IOException {
    json.name(name);
    if (reading == null) {
      json.nullValue();
      return;
    }
    json.beginObject();
    json.name("thermal").value(reading.level().name().toLowerCase(Locale.ROOT));
    json.name("batteryCelsius");
    if (reading.batteryTenthsCelsius() == null) {
      json.nullValue();
    } else {
      json.value(reading.batteryTenthsCelsius() / TENTHS);
    }
    json.endObject();
  }

  private static String processor(RunsOn on) {
    return switch (on) {
      case CPU -> "cpu";
      case GPU -> "gpu";
      case BOTH -> "gpu reads, cpu writes";
    };
  }

  private static void writeRun(JsonWriter json, Measurement run) throws IOException {
    json.beginObject();
    json.name("reads").value(run.protocol().reads());
    json.name("writes").value(run.protocol().writes());
    json.name("processor").value(processor(run.on()));
    json.name("published").value(run.protocol().published());
    json.name("firstTokenMs").value(run.readNanos() / NANOS_PER_MS);
    json.name("prefillTokensPerSecond").value(run.readPerSecond());
    json.name("decodeTokensPerSecond").value(run.writtenPerSecond());
    json.name("memoryBytes").value(run.memoryBytes());
    json.endObject();
  }
}
