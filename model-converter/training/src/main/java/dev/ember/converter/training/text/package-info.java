/**
 * Texts and chats from files: {@link dev.ember.converter.training.text.TextSources} reads plain
 * text, JSON Lines, gzip of both and folders of them, one {@link
 * dev.ember.converter.training.text.Document} after another. {@link
 * dev.ember.converter.training.text.NumberedLines} serves every other reader of lines, and {@link
 * dev.ember.converter.training.text.WholeLines} those who go on with a file that was cut.
 *
 * <pre>
 * paths -> TextSources (folders opened, sorted) -> lines -> PlainTexts | JsonValue -> ChatForms -> Document
 * </pre>
 *
 * <p>Trap: which documents are held out is said by {@link
 * dev.ember.converter.training.text.HeldOut} from a document's own text, so that a text that stands
 * in two files never is on both sides.
 */
@NullMarked
package dev.ember.converter.training.text;

import org.jspecify.annotations.NullMarked;
