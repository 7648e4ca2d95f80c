package dev.ember.app.jobs;

import dev.ember.app.engine.BuiltInModel;
import dev.ember.app.library.Refusal;
import dev.ember.converter.export.BundleExport;
import dev.ember.converter.export.ExportEffort;
import dev.ember.converter.export.ExportListener;
import dev.ember.converter.export.ExportOptions;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.gguf.GgufFormatException;
import dev.ember.converter.export.parity.ParityException;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.checkpoint.CheckpointFormatException;
import dev.ember.inference.json.JsonFormatException;
import dev.ember.inference.tokenizer.TokenizerFormatException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Makes a bundle of a checkpoint, on the phone: the same library and the same parity check as on
 * the desktop. It rests while the phone is hot or its battery low, and goes on after a stop or a
 * kill with what it had finished.
 */
final class Conversion {
  /** How long it rests before it looks at the phone again. */
  private static final long REST_MS = 10_000;

  /** Two in three parts of the heap; the screens need the rest. */
  private static final long HEAP_PARTS = 3;

  /** Enough to see a wrong conversion; a desktop measures more, and has the time. */
  private static final int MEASURED_POSITIONS = 64;

  /** Where a GGUF says that it is one of several files, whatever its name is by now. */
  private static final String SPLIT = "key split.count";

  private final Supplier<JobProgress.Pause> health;
  private final FreeRoom room;
  private final long restMs;

  /**
   * @param health why a job had better wait at this moment
   */
  Conversion(Supplier<JobProgress.Pause> health, FreeRoom room) {
    this(health, room, REST_MS);
  }

  /**
   * @param restMs until it looks at the phone again
   */
  Conversion(Supplier<JobProgress.Pause> health, FreeRoom room, long restMs) {
    this.health = health;
    this.room = room;
    this.restMs = restMs;
  }

  /**
   * Converts {@code source} to {@code bundle}.
   *
   * @throws Refusal if it is nothing that Ember imports, is damaged, comes out too different,
   *     cannot be compared now for want of memory, or there is no room for it, which is known
   *     before the first layer
   */
  void run(JobRecord job, Path source, Path bundle, JobControl control) throws IOException {
    try (ModelSource model = ModelSources.open(source)) {
      ExportOptions options = options(job);
      room.require(bundle, BundleExport.diskBytes(model, bundle, options), true);
      BundleExport.export(model, bundle, options, (step, share) -> progress(step, share, control));
    } catch (CancellationException byUser) {
      control.check(); // throws, for it was the control that cancelled
      throw byUser;
    } catch (NoSuchFileException incomplete) {
      throw new Refusal(Refusal.Reason.WEIGHTS_ONLY, withoutPath(incomplete, source));
    } catch (UnsupportedCheckpointException unknown) {
      throw new Refusal(Refusal.Reason.UNKNOWN_LAYOUT, withoutPath(unknown, source));
    } catch (GgufFormatException damaged) {
      throw new Refusal(
          damaged.place().equals(SPLIT) ? Refusal.Reason.SPLIT : Refusal.Reason.DAMAGED,
          withoutPath(damaged, source));
    } catch (CheckpointFormatException | TokenizerFormatException | JsonFormatException damaged) {
      throw new Refusal(Refusal.Reason.DAMAGED, withoutPath(damaged, source));
    } catch (ParityException wrong) {
      throw new Refusal(Refusal.Reason.WRONG_ANSWERS, String.valueOf(wrong.getMessage()));
    } catch (BackendException refused) {
      throw Refusal.of(refused, Refusal.Reason.WRONG_ANSWERS);
    }
  }

  static ExportOptions options(JobRecord job) {
    ExportOptions options =
        new ExportOptions(
            nameOf(job.title()),
            Quantization.INT8_PER_CHANNEL,
            ExportOptions.DEFAULT_MAX_CONTEXT,
            BuiltInModel.threads(),
            Map.of("converted", "on a phone, from " + job.title()));
    return options.withEffort(
        ExportEffort.DEFAULT
            .withMeasuredPositions(MEASURED_POSITIONS)
            .withMemoryBytes(Runtime.getRuntime().maxMemory() * 2 / HEAP_PARTS));
  }

  /**
   * A title without the ending of a model's file, if anything is left; for people only. A folder's
   * or a catalogue's title may have a dot in it that is no ending ("Qwen2.5 0.5B").
   */
  static String nameOf(String title) {
    String name =
        CheckpointNames.isOfAModel(title) ? title.substring(0, title.lastIndexOf('.')) : title;
    return name.trim().isEmpty() ? title : name.trim();
  }

  /** Cancels by what the export library keeps its unfinished work for. */
  private void progress(ExportListener.Step step, double share, JobControl control) {
    try {
      JobProgress.Step shown =
          switch (step) {
            case CONVERTING -> JobProgress.Step.CONVERTING;
            case CHECKING -> JobProgress.Step.COMPARING;
            case WRITING -> JobProgress.Step.CHECKING;
          };
      control.atShare(shown, share);
      while (!control.hurried() && health.get() != JobProgress.Pause.NONE) {
        control.rest(health.get(), restMs);
      }
    } catch (JobControl.Stopped byUser) {
      throw new CancellationException("stopped by its user");
    }
  }

  private static String withoutPath(IOException fault, Path file) {
    return String.valueOf(fault.getMessage()).replace(file.toString(), "model");
  }
}
