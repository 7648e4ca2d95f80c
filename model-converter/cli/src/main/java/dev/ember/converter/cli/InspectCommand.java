package dev.ember.converter.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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

/** {@code ember inspect}: checks a bundle and says what is in it. */
@Command(name = "inspect", description = "Check a bundle and say what is in it.")
final class InspectCommand extends ToolCommand {
  @Parameters(paramLabel = "FILE", description = "An .ember bundle.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = stdout();
    try (Bundle bundle = Bundle.open(file)) {
      long bytes = Files.size(file);
      if (json) {
        out.println(object(bundle, bytes));
      } else {
        new BundleDescription(bundle.manifest()).lines(file, bytes).forEach(out::println);
        out.println();
        out.println(bundle.card().strip());
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private String object(Bundle bundle, long bytes) throws IOException {
    JsonObject object = new JsonObject();
    object.addProperty("file", file.toString());
    object.addProperty("bytes", bytes);
    object.addProperty("parameters", parameters(bundle.manifest()));
    object.add("manifest", JsonParser.parseString(manifestText(bundle)));
    object.addProperty("card", bundle.card());
    Gson gson = new GsonBuilder().disableHtmlEscaping().create();
    return gson.toJson(object);
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
