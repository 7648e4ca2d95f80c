/**
 * Activation smoothing (SmoothQuant, Xiao et al. 2022, arXiv 2211.10438): {@link
 * dev.ember.converter.export.smoothing.SmoothingSearch} finds factors, {@link
 * dev.ember.converter.export.smoothing.SmoothedWeights} is the same model with them.
 *
 * <p>A runtime rounds what a linear layer is fed to eight bits a token, so that one input which is
 * a hundred times larger than the others leaves them no more than two or three bits. Dividing that
 * input and multiplying the weights that read it changes nothing but the rounding:
 *
 * <pre>
 * W x  =  (W diag(s)) (diag(1/s) x)      and 1/s goes into what x comes from
 *
 *   queries, keys, values   x = norm * gain (+ bias)    gain / s, bias / s
 *   gate and up             x = norm * gain (+ bias)    gain / s, bias / s
 *   down                    x = act(gate) * up          rows of up / s; only where there is a gate
 * </pre>
 *
 * <p>What the paper does not do: the factors are powers of two, so that every float of the smoothed
 * model is the old one with another exponent, and its logits keep every bit. Where weights become
 * 4-bit blocks, whose inputs share a scale, they share a factor too: the codes stay what they are.
 *
 * <p>Not smoothed: what attention hands to its output projection (measured: nothing gained), and
 * what the unembedding reads, for it may be the table of tokens as well.
 */
@NullMarked
package dev.ember.converter.export.smoothing;

import org.jspecify.annotations.NullMarked;
