package dev.ember.app.data;

/**
 * Where chats are kept.
 *
 * @param kept in the file
 * @param temporary in memory alone: gone with the process, never written
 */
public record ChatStores(ChatRepository kept, ChatRepository temporary) {

  /** The store of one chat; its id says which. */
  public ChatRepository of(long chatId) {
    return ChatRepository.isTemporary(chatId) ? temporary : kept;
  }
}
