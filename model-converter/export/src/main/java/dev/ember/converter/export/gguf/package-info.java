/**
 * Models in the GGUF format of llama.cpp ({@code
 * github.com/ggml-org/ggml/blob/master/docs/gguf.md}), versions 2 and 3: {@link
 * dev.ember.converter.export.gguf.GgufFile} reads the container.
 *
 * <pre>
 * 4 bytes   GGUF
 * uint32    version
 * uint64    number of tensors, then number of facts
 * facts     key, type, value
 * tensors   name, shape (innermost dimension first), type, offset within the data
 * data      each tensor at a multiple of general.alignment, row-major, in blocks of its type
 * </pre>
 *
 * <p>Traps: a file is hostile until its header is checked; all numbers are unsigned and little
 * endian; the rows of llama's queries and keys are in another order than everywhere else.
 */
@NullMarked
package dev.ember.converter.export.gguf;

import org.jspecify.annotations.NullMarked;
