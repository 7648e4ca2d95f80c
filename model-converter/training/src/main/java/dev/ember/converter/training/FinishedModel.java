package dev.ember.converter.training;

import dev.ember.converter.training.checkpoint.CanonicalWeights;
import dev.ember.converter.training.checkpoint.HuggingFaceFolder;
import dev.ember.converter.training.encode.ChatMarkup;
import dev.ember.converter.training.encode.SpecialTokens;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.report.ProbeReport;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;

/** Writes what a run made: the checkpoint folder, its card and a report of greedy answers. */
final class FinishedModel {
  private final RunOptions options;
  private final SubwordTokenizer tokenizer;

  FinishedModel(RunOptions options, SubwordTokenizer tokenizer) {
    this.options = options;
    this.tokenizer = tokenizer;
  }

  void write(Parameters parameters) throws IOException {
    SpecialTokens specials = SpecialTokens.of(tokenizer);
    Preset preset = options.preset();
    HuggingFaceFolder folder = new HuggingFaceFolder(options.folder());
    folder.writeWeights(parameters);
    folder.writeConfig(preset.model(), specials);
    folder.writeTokenizerFiles(specials, preset.model().context(), ChatMarkup.TEMPLATE);
    folder.writeGeneration(preset.sampling(), specials);
    folder.writeText("card.md", ModelCard.text(options, parameters.layout().size()));
    folder.writeText("training/report.md", report(parameters));
  }

  /** Read it: the loss does not say whether the answers are any good. */
  private String report(Parameters parameters) throws IOException {
    try (ReferenceBackend backend = new ReferenceBackend(CanonicalWeights.of(parameters))) {
      return new ProbeReport(backend, tokenizer).markdown(ProbeReport.probes());
    }
  }
}
