/**
 * Meaning as direction: {@link dev.ember.inference.embedding.EmbeddingSpace} finds what lies near a
 * word in a model's own table, and where {@code father + woman - man} leads.
 */
@NullMarked
package dev.ember.inference.embedding;

import org.jspecify.annotations.NullMarked;
