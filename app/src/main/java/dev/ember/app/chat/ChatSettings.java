package dev.ember.app.chat;

import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.DefaultsEntity;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.data.SamplingSettings;
import dev.ember.app.data.SystemPrompt;
import org.jspecify.annotations.Nullable;

/** Changes how a chat, a model or all chats answer, from the next answer on. */
final class ChatSettings {
  private final ChatRepository general;
  private final ChatRepository own;
  private final long chatId;

  /**
   * @param general where defaults and presets are kept
   * @param own where the chat is kept
   */
  ChatSettings(ChatRepository general, ChatRepository own, long chatId) {
    this.general = general;
    this.own = own;
    this.chatId = chatId;
  }

  void setSystemPrompt(SystemPrompt prompt) {
    own.submit(() -> own.setSystemPrompt(chatId, prompt));
  }

  /**
   * @param settings null takes the model's or the general ones
   */
  void setSampling(@Nullable SamplingSettings settings) {
    own.submit(() -> own.setSampling(chatId, settings));
  }

  void setDefaults(DefaultsEntity defaults) {
    general.submit(() -> general.setDefaults(defaults));
  }

  void savePreset(String name, String systemPrompt, @Nullable SamplingSettings sampling) {
    general.submit(
        () -> general.savePreset(new PresetEntity(0, name.trim(), systemPrompt, sampling)));
  }

  /** Writes a preset that has its id: renamed, or back after it was deleted. */
  void keepPreset(PresetEntity preset) {
    general.submit(() -> general.savePreset(preset));
  }

  void deletePreset(long presetId) {
    general.submit(() -> general.deletePreset(presetId));
  }
}
