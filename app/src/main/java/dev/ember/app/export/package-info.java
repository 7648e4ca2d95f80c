/**
 * Chats for other programs, and back: {@link dev.ember.app.export.ChatExport} writes them as
 * Markdown, to be read, and as JSON, with every branch, which {@link
 * dev.ember.app.export.ChatReader} reads.
 */
@NullMarked
package dev.ember.app.export;

import org.jspecify.annotations.NullMarked;
