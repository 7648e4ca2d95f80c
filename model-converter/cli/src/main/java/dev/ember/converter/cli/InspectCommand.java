package dev.ember.converter.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.cli.inspect.FactSheet;
import dev.ember.converter.cli.inspect.Inspection;
import dev.ember.converter.export.source.SourceFormat;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.Manifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ember inspect}: checks a bundle and says what is in it; or looks at another model. */
@Command(
    name = "inspect",
    description = "Say what is in a bundle, or in a model to import.",
    footer = {
      "",
      "Knows .ember (all of it is checked), Hugging Face folders, .safetensors, .gguf, .litertlm,"
          + " .task, .tflite, tokenizer.json and tokenizer.model, by their content."
    })
final class InspectCommand extends ToolCommand {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  @Parameters(paramLabel = "FILE", description = "A bundle, a model's folder or file, a tokenizer.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (SourceFormat.of(file) == SourceFormat.EMBER_BUNDLE) {
      inspectBundle();
    } else {
      inspectOther();
    }
    stdout().flush();
    return ExitCode.OK;
  }

  private void inspectBundle() throws IOException {
    PrintWriter out = stdout();
    try (Bundle bundle = Bundle.open(file)) {
      long bytes = Files.size(file);
      if (json) {
        out.println(object(bundle, bytes));
        return;
      }
      Manifest manifest = bundle.manifest();
      String size = FactSheet.megabytes(bytes);
      out.println(file.getFileName() + ": " + manifest.name() + ", " + size + ", undamaged");
      Inspection.of(manifest).lines().forEach(out::println);
      out.println();
      out.println(bundle.card().strip());
    }
  }

  private void inspectOther() throws IOException {
    FactSheet sheet = Inspection.of(file);
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("file", file.toString());
      object.add("facts", sheet.json());
      stdout().println(GSON.toJson(object));
      return;
    }
    stdout().println(file.normalize() + ":");
    sheet.lines().forEach(stdout()::println);
  }

  private String object(Bundle bundle, long bytes) throws IOException {
    JsonObject object = new JsonObject();
    object.addProperty("file", file.toString());
    object.addProperty("bytes", bytes);
    object.addProperty("parameters", parameters(bundle.manifest()));
    object.add("manifest", JsonParser.parseString(manifestText(bundle)));
    object.addProperty("card", bundle.card());
    return GSON.toJson(object);
  }

  /** The weights that are stored, a tied table once. */
  static long parameters(Manifest manifest) {
    long count = 0;
    for (Manifest.TensorEntry tensor : manifest.tensors()) {
      count += (long) tensor.rows() * tensor.columns();
    }
    return count;
  }

  /** As it is stored, so that no number is written in another way. */
  private static String manifestText(Bundle bundle) {
    return StandardCharsets.UTF_8.decode(bundle.entry(EntryName.MANIFEST)).toString();
  }
}
