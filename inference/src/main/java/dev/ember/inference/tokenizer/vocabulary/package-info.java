/**
 * Tokenizers that are not written as {@code tokenizer.json}, turned into what that file says: the
 * arrays of a GGUF ({@link dev.ember.inference.tokenizer.vocabulary.GgufVocabulary}) and
 * SentencePiece's {@code tokenizer.model} ({@link
 * dev.ember.inference.tokenizer.vocabulary.SentencePieceModel}).
 *
 * <p>Both flow into a {@code TokenizerDefinition}, so there is one encoder for all, and a bundle
 * always carries a {@code tokenizer.json}.
 *
 * <p>Trap: SentencePiece's BPE has scores of pieces where {@code tokenizer.json} has ranked merges;
 * {@code ScoredMerges} derives one from the other.
 */
@NullMarked
package dev.ember.inference.tokenizer.vocabulary;

import org.jspecify.annotations.NullMarked;
