package dev.ember.app.jobs;

import dev.ember.app.library.BundleVerifier;
import dev.ember.app.library.ModelCard;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.library.Refusal;
import dev.ember.converter.export.gguf.GgufSplit;
import dev.ember.converter.export.source.SourceFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A job from its first byte to the library: fetch, recognise, convert if need be, verify, add. */
final class ModelIntake implements JobSteps {
  private final JobFolder folder;
  private final ModelLibrary library;
  private final FileCopy copy;
  private final CheckpointCopy checkpoint;
  private final Supplier<Downloads> downloads;
  private final Conversion conversion;
  private final LongSupplier clockMs;

  /** The ways to get bytes. */
  record Fetching(FileCopy copy, CheckpointCopy checkpoint, Supplier<Downloads> downloads) {}

  ModelIntake(
      JobFolder folder,
      ModelLibrary library,
      Fetching fetching,
      Conversion conversion,
      LongSupplier clockMs) {
    this.folder = folder;
    this.library = library;
    this.copy = fetching.copy();
    this.checkpoint = fetching.checkpoint();
    this.downloads = fetching.downloads();
    this.conversion = conversion;
    this.clockMs = clockMs;
  }

  @Override
  public void run(JobRecord job, JobControl control) throws IOException {
    Files.createDirectories(folder.folder());
    Path part = folder.part(job.id());
    String sha256 = fetched(job, part, control); // in many processes
    folder.begin(job.id()); // from here on it is read, and what is read may be made to kill
    try {
      Path bundle = folder.converted(job.id());
      if (!Files.exists(bundle)) { // whole, if it is there: only its check was cut short
        copyTo(part, job, control);
        bundle = bundleOf(job, part, control);
      }
      ModelCard.Arrival arrival = new ModelCard.Arrival(job.title(), sha256, clockMs.getAsLong());
      ModelCard card = verified(bundle, arrival, control);
      library.add(bundle, card);
      if (job.kind().isDownload() && !bundle.equals(part)) {
        keepSource(job, part, card.id());
      }
    } catch (Refusal why) {
      forgetIfWrong(job, why);
      throw why;
    }
  }

  /** What was downloaded is its user's to delete. The model is there, whatever becomes of it. */
  private void keepSource(JobRecord job, Path part, String modelId) {
    try {
      folder.forgetRecord(job.id()); // the next process would miss what is moved here
      library.keepSource(modelId, part);
    } catch (IOException refused) {
      // it stays where it is, and goes with the job
    }
  }

  /** The hash of the file that was downloaded; empty where none was, or several. */
  private String fetched(JobRecord job, Path part, JobControl control) throws IOException {
    if (job.kind() == JobRecord.Kind.DOWNLOAD) {
      return downloads.get().file(job, part, folder.version(job.id()), control);
    }
    if (job.kind() == JobRecord.Kind.DOWNLOADS && !Files.exists(folder.converted(job.id()))) {
      try {
        downloads.get().checkpoint(job, part, control);
      } catch (Refusal why) {
        forgetIfWrong(job, why);
        throw why;
      }
    }
    return "";
  }

  private void forgetIfWrong(JobRecord job, Refusal why) throws IOException {
    if (why.reason().isOfContents()) {
      folder.forgetContents(job.id());
    }
  }

  private void copyTo(Path part, JobRecord job, JobControl control) throws IOException {
    switch (job.kind()) {
      case FILE -> copyOne(job, part, control);
      case FILES -> checkpoint.run(job, part, control);
      case DOWNLOAD, DOWNLOADS -> {} // is here by now
    }
  }

  /** Gigabytes that no chat can be had with are refused before they are copied: by content. */
  private void copyOne(JobRecord job, Path part, JobControl control) throws IOException {
    if (copy.beginsAsWeights(job.source())) {
      throw new Refusal(
          Refusal.Reason.WEIGHTS_ONLY,
          "expected a model with its tokenizer but found one .safetensors file");
    }
    GgufSplit one = copy.split(job.source());
    if (one.count() > 1) {
      throw new Refusal(
          Refusal.Reason.SPLIT,
          one.count(),
          1,
          "expected " + one.count() + " files but found number " + one.number() + " alone");
    }
    copy.run(job.source(), part, control);
  }

  private static ModelCard verified(Path bundle, ModelCard.Arrival arrival, JobControl control)
      throws IOException {
    try {
      return BundleVerifier.verify(
          bundle, arrival, (check, share) -> atCheck(control, check, share));
    } catch (UncheckedIOException stopped) {
      throw stopped.getCause();
    }
  }

  private static void atCheck(JobControl control, BundleVerifier.Check check, double share) {
    try {
      control.atCheck(check, share);
    } catch (JobControl.Stopped byUser) {
      throw new UncheckedIOException(byUser);
    }
  }

  /** What the first bytes say it is decides, never its name. */
  private Path bundleOf(JobRecord job, Path part, JobControl control) throws IOException {
    Path source = CheckpointCopy.opened(part);
    SourceFormat format = SourceFormat.of(source);
    switch (format) {
      case EMBER_BUNDLE -> {
        return part;
      }
      case GGUF, SAFETENSORS, HUGGING_FACE_FOLDER -> {
        Path bundle = folder.converted(job.id());
        conversion.run(job, source, bundle, control);
        return bundle;
      }
      case PYTORCH, LITERT_LM, MEDIAPIPE_TASK, TFLITE ->
          throw new Refusal(
              Refusal.Reason.UNKNOWN_LAYOUT,
              "format: expected an Ember bundle, a GGUF or safetensors but found " + format.name());
      case OTHER_FOLDER, OTHER_FILE -> throw new Refusal(Refusal.Reason.NOT_A_MODEL, format.name());
    }
    throw new AssertionError("a format beside all formats");
  }
}
