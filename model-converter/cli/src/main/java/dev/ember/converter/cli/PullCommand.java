package dev.ember.converter.cli;

import dev.ember.converter.cli.hub.HubCache;
import dev.ember.converter.cli.hub.HubEndpoint;
import dev.ember.converter.cli.hub.HubModel;
import dev.ember.converter.cli.hub.HubPull;
import dev.ember.converter.cli.hub.PullProgress;
import dev.ember.converter.cli.hub.PulledModel;
import dev.ember.converter.cli.option.ImportArguments;
import dev.ember.converter.export.catalogue.Catalogue;
import dev.ember.converter.export.catalogue.CatalogueModel;
import dev.ember.converter.export.parity.ParityException;
import dev.ember.inference.file.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code ember pull}: a model of the hub, by name, becomes a bundle. */
@Command(
    name = "pull",
    description = "Fetch a model from the hub by its name, and import it.",
    footer = {
      "",
      "Opens connections to https://huggingface.co, or to the hub in HF_ENDPOINT. For gated"
          + " models set HF_TOKEN. Files are checked and kept in the user's cache folder, or in"
          + " EMBER_CACHE; what was interrupted goes on where it stopped."
    })
final class PullCommand extends ToolCommand {
  private static final double BYTES_PER_MB = 1e6;

  @Parameters(
      arity = "0..1",
      paramLabel = "OWNER/NAME[@REV]",
      description = "The model, at a branch, tag or commit (default: main).")
  private @Nullable String name;

  @Option(
      names = "--file",
      paramLabel = "X.gguf",
      description = "Take this GGUF of the repository rather than its safetensors.")
  private @Nullable String file;

  @Option(names = "--list", description = "Name small models to begin with.")
  private boolean list;

  @Option(names = "--no-import", description = "Fetch alone, and say where the files are.")
  private boolean fetchAlone;

  @Mixin private final ImportArguments arguments = new ImportArguments();

  @Override
  public Integer call() throws IOException, ParityException {
    if (list) {
      printCatalogue();
      return ExitCode.OK;
    }
    HubModel model = model();
    Path out = arguments.out();
    if (out != null && !fetchAlone) {
      AtomicFile.requirePossible(out); // before gigabytes are fetched
    }
    PulledModel pulled = pull(model);
    if (fetchAlone) {
      stdout().println(pulled.source());
    } else {
      new ImportRun(this, arguments, origin(pulled)).run(pulled.source(), shownName(pulled));
    }
    stdout().flush();
    return ExitCode.OK;
  }

  private HubModel model() {
    if (name == null) {
      throw new ParameterException(
          spec().commandLine(), "which model? OWNER/NAME, or --list names some");
    }
    try {
      return HubModel.parse(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private PulledModel pull(HubModel model) throws IOException {
    Map<String, String> environment = ember().environment();
    HubCache cache =
        HubCache.of(
            environment, System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    PullProgress progress = new PullProgress(stderr(), onTerminal());
    return new HubPull(HubEndpoint.of(environment), cache, progress).pull(model, file);
  }

  private static Map<String, String> origin(PulledModel pulled) {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("source", pulled.listing().model().id());
    origin.put("revision", pulled.listing().commit());
    if (!pulled.listing().licence().isEmpty()) {
      origin.put("licence", pulled.listing().licence());
    }
    return origin;
  }

  private static String shownName(PulledModel pulled) {
    return pulled.listing().model().name();
  }

  private void printCatalogue() {
    PrintWriter out = stdout();
    for (CatalogueModel model : Catalogue.models()) {
      out.println(model.id() + (model.gated() ? "  (gated: needs HF_TOKEN)" : ""));
      out.println(
          String.format(
              Locale.ROOT,
              "  %,d million parameters, download %,d MB, %s, %s",
              Math.round(model.parameters() / BYTES_PER_MB),
              Math.round(model.downloadBytes() / BYTES_PER_MB),
              model.architecture(),
              model.licence()));
      out.println("  good for " + model.goodFor());
    }
    out.println();
    out.println("Fetch and import one by: ember pull OWNER/NAME");
    out.flush();
  }
}
