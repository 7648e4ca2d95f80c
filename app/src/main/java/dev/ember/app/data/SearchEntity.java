package dev.ember.app.data;

import androidx.annotation.NonNull;
import androidx.room.ColumnInfo;
import androidx.room.Entity;
import androidx.room.Fts4;
import androidx.room.FtsOptions;
import androidx.room.PrimaryKey;

/**
 * The words of one message or of one title, as the full-text index has them.
 *
 * @param rowid the message's id; for a title, the chat's id made negative
 * @param words what {@link SearchText#indexed} made of the text
 */
@Fts4(tokenizer = FtsOptions.TOKENIZER_UNICODE61, notIndexed = "chatId")
@Entity(tableName = "search")
record SearchEntity(
    @PrimaryKey @ColumnInfo(name = "rowid") long rowid, long chatId, @NonNull String words) {}
