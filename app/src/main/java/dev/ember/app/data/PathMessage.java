package dev.ember.app.data;

import androidx.annotation.NonNull;
import androidx.room.Embedded;

/**
 * A message on the path that the screen shows.
 *
 * @param alternative which of its alternatives it is, from 1
 * @param alternatives how many there are, itself included
 */
public record PathMessage(
    @Embedded @NonNull MessageEntity message, int alternative, int alternatives) {}
