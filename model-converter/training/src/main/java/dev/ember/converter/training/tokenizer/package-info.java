/**
 * Learns a tokenizer from text: {@link dev.ember.converter.training.tokenizer.BpeTrainer}, and says
 * what it is worth: {@link dev.ember.converter.training.tokenizer.TokenizerReport}.
 *
 * <p>Flow: documents {@code -> pieces with counts (WordTable) -> pairs with counts (PairTally) ->}
 * merges, most frequent first {@code -> SubwordTokenizer}, the same class that reads the file.
 *
 * <p>Trap: a merge may reach only within a piece, so the pieces must be cut as the finished
 * tokenizer cuts them; both use {@code PreTokenization.wordsAndSingleDigits()}.
 */
@NullMarked
package dev.ember.converter.training.tokenizer;

import org.jspecify.annotations.NullMarked;
