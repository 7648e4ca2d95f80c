/**
 * Why this word? {@link dev.ember.app.inside.why.WhySheet} shows what might have come in a word's
 * place, and where the dice fell.
 *
 * <pre>
 * tap -> WhyModel: trace of the answer (disk) -> DrawLook (engine's thread) -> Explained -> bars
 *                                                     tap on a candidate -> Branches -> ChatEngine
 * </pre>
 *
 * <p>Traps: a place is a token, not a word; a character may be several tokens, which are one piece
 * then. What a person reads is cut from the answer's text, never decoded again.
 */
@NullMarked
package dev.ember.app.inside.why;

import org.jspecify.annotations.NullMarked;
