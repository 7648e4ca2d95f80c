package dev.ember.app.chat;

import dev.ember.app.data.ChatEntity;
import dev.ember.app.data.DefaultsEntity;
import dev.ember.app.data.PathMessage;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.engine.LiveAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chat's screen is put together from.
 *
 * @param stored the messages of the path, oldest first
 * @param model that answers this chat
 * @param defaults of models and of all chats
 * @param presets the user's own
 */
record ChatParts(
    ChatEntity chat,
    List<PathMessage> stored,
    LiveAnswer live,
    ChatModel model,
    @Nullable String storageFault,
    List<DefaultsEntity> defaults,
    List<PresetEntity> presets,
    ChatState.Pending pending,
    Tints tints) {}
