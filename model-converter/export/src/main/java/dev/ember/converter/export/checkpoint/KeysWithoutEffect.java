package dev.ember.converter.export.checkpoint;

import java.util.Set;

/**
 * Keys of {@code config.json} that say nothing of what a finished model computes: how it was
 * trained, who wrote the file, which tokens its tokenizer has, and the defaults of generation that
 * transformers 3 and 4 wrote into every file.
 */
final class KeysWithoutEffect {
  static final Set<String> ALL =
      Set.of(
          "_attn_implementation",
          "_attn_implementation_autoset",
          "_commit_hash",
          "_flash_attn_2_enabled",
          "_from_model_config",
          "_name_or_path",
          "_num_labels",
          "attention_dropout",
          "auto_map",
          "bad_words_ids",
          "begin_suppress_tokens",
          "bos_token_id",
          "cache_implementation",
          "decoder_start_token_id",
          "diversity_penalty",
          "do_sample",
          "dtype",
          "early_stopping",
          "encoder_no_repeat_ngram_size",
          "eos_token_id",
          "exponential_decay_length_penalty",
          "finetuning_task",
          "forced_bos_token_id",
          "forced_eos_token_id",
          "id2label",
          "initializer_range",
          "is_decoder",
          "label2id",
          "length_penalty",
          "max_length",
          "max_sequence_length",
          "min_length",
          "model_max_length",
          "neftune_noise_alpha",
          "no_repeat_ngram_size",
          "num_beam_groups",
          "num_beams",
          "num_return_sequences",
          "output_attentions",
          "output_hidden_states",
          "output_scores",
          "pad_token_id",
          "prefix",
          "problem_type",
          "remove_invalid_values",
          "repetition_penalty",
          "return_dict",
          "return_dict_in_generate",
          "sep_token_id",
          "suppress_tokens",
          "task_specific_params",
          "temperature",
          "tf_legacy_loss",
          "tokenizer_class",
          "tokenizer_model_max_length",
          "top_k",
          "top_p",
          "torch_dtype",
          "torchscript",
          "transformers.js_config",
          "transformers_version",
          "typical_p",
          "unsloth_fixed",
          "unsloth_version",
          "use_bfloat16",
          "use_cache");

  private KeysWithoutEffect() {}
}
