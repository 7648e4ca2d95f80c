package dev.ember.app.export;

import dev.ember.app.data.ChatEntity;
import dev.ember.app.data.MessageEntity;
import java.util.List;

/**
 * A chat to be written.
 *
 * @param path what the screen shows, oldest first
 * @param all the messages of every branch, oldest first
 */
record ExportedChat(ChatEntity chat, List<MessageEntity> path, List<MessageEntity> all) {}
