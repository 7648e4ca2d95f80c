package dev.ember.converter.training.checkpoint;

import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.training.model.Parameters;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle as a checkpoint, to be judged: its weights are what rounding has left of those that were
 * learned, so nobody should learn on from them. Activations are not rounded here, as a phone does
 * for weights of eight bits.
 */
final class BundledModel {
  private BundledModel() {}

  static Checkpoint open(Path path) throws IOException {
    try (Bundle bundle = Bundle.open(path)) {
      Parameters parameters = CanonicalWeights.read(new LoadedWeights(bundle.weights()));
      try {
        int vocabulary = bundle.manifest().config().vocabulary();
        return new Checkpoint(parameters, chat(bundle).complete(path.toString(), vocabulary));
      } catch (IOException | RuntimeException failed) {
        parameters.close();
        throw failed;
      }
    }
  }

  private static SourceChat chat(Bundle bundle) throws IOException {
    Manifest manifest = bundle.manifest();
    List<Integer> first = bundle.tokenizer().idOf(manifest.bosToken()).stream().boxed().toList();
    return new SourceChat(
        text(bundle, EntryName.TOKENIZER),
        text(bundle, EntryName.CHAT_TEMPLATE),
        manifest.bosToken(),
        manifest.eosToken(),
        first,
        manifest.stopTokens(),
        manifest.sampling());
  }

  /** An entry that was read as text before. */
  private static String text(Bundle bundle, String entry) {
    return StandardCharsets.UTF_8.decode(bundle.entry(entry)).toString();
  }
}
