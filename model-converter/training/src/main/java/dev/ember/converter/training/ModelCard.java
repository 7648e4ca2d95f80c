package dev.ember.converter.training;

import dev.ember.inference.model.DecoderConfig;
import java.util.Locale;

/** The model's own account of what it is, {@code card.md}: honest and short. */
final class ModelCard {
  private ModelCard() {}

  /** The card of a finished run. */
  static String text(RunOptions options, int weights) {
    Preset preset = options.preset();
    DecoderConfig model = preset.model();
    int tokens = tokens(preset.pretrain()) + tokens(preset.sft());
    return String.format(
        Locale.ROOT,
        """
        # Ember %s

        A very small language model for a phone: %.1f million weights. It chats in simple English, knows
        a small everyday world, and works without the internet.

        ## What it can do
        Greet, make small talk, answer the simple questions that it was trained on, about everyday
        things and about itself, tell a very short story or a joke. It prefers short answers.

        ## What it cannot do
        It learned its small world by heart and is often wrong without knowing it. Outside that world it
        answers with words that fit and facts that do not. It mixes up names, also the one that it was
        just told. It cannot look anything up, see, hear, count or remember past this chat. It speaks
        only English. Do not rely on it for health, law, money or safety.

        ## How it was made
        | | |
        |---|---|
        | design | Llama-style decoder: %d layers, width %d, %d heads on %d kv heads, feed-forward %d |
        | vocabulary | %,d byte-level BPE tokens |
        | window | %d tokens |
        | data | conversations and short stories written for Ember (Apache-2.0) |
        | training | next-token prediction, then instruction tuning: %,d positions in all, padding included |
        | command | `./ember train --preset %s --seed %d` |
        | licence | Apache-2.0 |
        """,
        capitalized(preset.name()),
        weights / 1e6,
        model.layers(),
        model.hidden(),
        model.heads(),
        model.kvHeads(),
        model.feedForward(),
        model.vocabulary(),
        model.context(),
        tokens,
        preset.name(),
        options.seed());
  }

  private static int tokens(Preset.StagePlan plan) {
    return plan.steps() * plan.shape().batches() * plan.shape().rows() * plan.shape().length();
  }

  private static String capitalized(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
