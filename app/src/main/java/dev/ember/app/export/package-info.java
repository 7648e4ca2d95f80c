/**
 * Chats for other programs: {@link dev.ember.app.export.ChatExport} writes them as Markdown, to be
 * read, and as JSON, with every branch.
 */
@NullMarked
package dev.ember.app.export;

import org.jspecify.annotations.NullMarked;
