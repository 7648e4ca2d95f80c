package dev.ember.converter.training;

import dev.ember.converter.training.checkpoint.HuggingFaceFolder;
import dev.ember.converter.training.checkpoint.SpecialTokens;
import dev.ember.converter.training.model.Parameters;
import dev.ember.inference.tokenizer.ByteLevelBpeTokenizer;
import java.io.IOException;

/** Writes what a run made: the checkpoint folder, its card and a report of greedy answers. */
final class FinishedModel {
  /** ChatML: each message between its marks, then the mark that opens the answer. */
  static final String CHAT_TEMPLATE =
      "{%- for message in messages -%}\n"
          + "{{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' -}}\n"
          + "{%- endfor -%}\n"
          + "{%- if add_generation_prompt -%}\n"
          + "{{- '<|im_start|>assistant\\n' -}}\n"
          + "{%- endif -%}\n";

  private final RunOptions options;
  private final ByteLevelBpeTokenizer tokenizer;

  FinishedModel(RunOptions options, ByteLevelBpeTokenizer tokenizer) {
    this.options = options;
    this.tokenizer = tokenizer;
  }

  void write(Parameters parameters) throws IOException {
    SpecialTokens specials = SpecialTokens.of(tokenizer);
    Preset preset = options.preset();
    HuggingFaceFolder folder = new HuggingFaceFolder(options.folder());
    folder.writeWeights(parameters);
    folder.writeConfig(preset.model(), specials);
    folder.writeTokenizerFiles(specials, preset.model().context(), CHAT_TEMPLATE);
    folder.writeGeneration(preset.sampling(), specials);
    folder.writeText("card.md", ModelCard.text(options, parameters.layout().size()));
  }
}
