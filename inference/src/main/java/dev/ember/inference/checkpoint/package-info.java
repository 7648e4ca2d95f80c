/**
 * Checkpoints in the safetensors format (Hugging Face, {@code github.com/huggingface/safetensors}):
 * {@link dev.ember.inference.checkpoint.SafetensorsFile} reads, {@link
 * dev.ember.inference.checkpoint.SafetensorsWriter} writes.
 *
 * <pre>
 * 8 bytes   N, little endian
 * N bytes   JSON: name -> {dtype, shape, data_offsets [begin, end) within the data}; __metadata__
 * the rest  the data: tensors back to back, row-major, little endian, no hole, no overlap
 * </pre>
 *
 * <p>Traps: a file is hostile until its header is checked, and its tensors may be larger than one
 * mapping or one array; data need not be aligned to the size of an element.
 */
@NullMarked
package dev.ember.inference.checkpoint;

import org.jspecify.annotations.NullMarked;
