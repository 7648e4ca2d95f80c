/**
 * Patterns to conversations: a {@link dev.ember.converter.training.corpus.Corpus} of {@link
 * dev.ember.converter.training.corpus.CorpusUnit}s, each of which {@link
 * dev.ember.converter.training.corpus.Expander} turns into many conversations.
 *
 * <p>Trap: held out is a unit, never a line. Two conversations of one unit say the same thing in
 * other words, and a model that trained on one has seen the other.
 */
@NullMarked
package dev.ember.converter.training.corpus;

import org.jspecify.annotations.NullMarked;
