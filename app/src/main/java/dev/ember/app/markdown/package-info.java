/**
 * Answers as Markdown: {@link dev.ember.app.markdown.MarkdownView} shows a text that grows.
 *
 * <pre>
 * text -> MarkdownBlocks -> one view a block: MarkdownText | CodeBlockView | TableBlockView
 * </pre>
 *
 * <p>Traps: a block is drawn from its own source alone, so a link reference defined in another
 * block is not found. Nothing that a model writes is dropped: HTML is shown as it stands.
 */
@NullMarked
package dev.ember.app.markdown;

import org.jspecify.annotations.NullMarked;
