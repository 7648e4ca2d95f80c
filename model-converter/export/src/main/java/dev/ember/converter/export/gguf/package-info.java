/**
 * Models in the GGUF format of llama.cpp ({@code
 * github.com/ggml-org/ggml/blob/master/docs/gguf.md}), versions 2 and 3, one file or split: {@link
 * dev.ember.converter.export.gguf.GgufModel} is what is imported, {@link
 * dev.ember.converter.export.gguf.GgufFile} the container alone.
 *
 * <pre>
 * GgufFile -> GgufFamilies -> a DecoderConfig from the facts, TensorParts for the names
 *          -> GgufWeights: blocks decoded, parts put together, rows in order, 1/sqrt(D) folded in
 *          -> GgufChat: the vocabulary as tokenizer.json, the template, the tokens that end a text
 *
 * 4 bytes   GGUF
 * uint32    version
 * uint64    number of tensors, then number of facts
 * facts     key, type, value
 * tensors   name, shape (innermost dimension first), type, offset within the data
 * data      each tensor at a multiple of general.alignment, row-major, in blocks of its type
 * </pre>
 *
 * <p>Traps: a file is hostile until its header is checked; all numbers are unsigned and little
 * endian; the rows of llama's queries and keys are in another order than everywhere else; Gemma's
 * norms have their 1 already; where heads are normed, the score's scale belongs behind that norm.
 */
@NullMarked
package dev.ember.converter.export.gguf;

import org.jspecify.annotations.NullMarked;
