package dev.ember.app.screens;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.net.Uri;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.scope.AppScope;
import dev.ember.app.testing.RunnableBundle;
import dev.ember.inference.decode.FinishReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.robolectric.Robolectric;

/** The shelf of a phone in use: two models, one job that is paused, one that was refused. */
final class ModelSamples {
  /** Tokens in a second, in the last answer of the first model. */
  private static final int READ = 412;

  private static final int WRITTEN = 28;

  private ModelSamples() {}

  static void write(ScreenRule screen, Path scratch) throws IOException {
    AppScope.Shelf shelf = screen.app().scope().shelf();
    shelf
        .library()
        .addBuiltIn(
            new ModelCard(
                "builtin",
                ScriptedModel.NAME,
                8_456_271,
                "",
                "llama",
                "int8-per-channel",
                new ModelCard.Shape(6, 288, 9, 3, 4_608),
                7_700_000,
                512,
                87_204_352,
                "Apache-2.0",
                "",
                "",
                0));
    long second = TimeUnit.SECONDS.toNanos(1);
    AnswerCost cost = new AnswerCost(FinishReason.STOP, READ, 0, second, second);
    shelf.library().measured("builtin", cost, WRITTEN);
    SampleFiles files = Robolectric.buildContentProvider(SampleFiles.class).create("samples").get();
    Path sound = scratch.resolve("nonsense.ember");
    Files.write(sound, RunnableBundle.bytes(scratch));
    Path odd = scratch.resolve("tiny-poet.gguf");
    Files.write(odd, "Roses are red".getBytes(UTF_8));
    offer(screen, files, sound);
    offer(screen, files, odd);
    LibraryState state = Objects.requireNonNull(shelf.library().state().getValue(), "library");
    if (state.models().size() != 2) {
      throw new AssertionError("expected two models but found " + state.models());
    }
  }

  private static void offer(ScreenRule screen, SampleFiles files, Path file) {
    AppScope.Shelf shelf = screen.app().scope().shelf();
    files.offer(file);
    shelf.jobs().importFile(Uri.parse("content://samples/1"), shelf.offers());
    screen.settle();
  }
}
