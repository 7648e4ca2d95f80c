/**
 * Everything in one file: {@link dev.ember.app.backup.Backup} writes it from a {@link
 * dev.ember.app.backup.Snapshot} and reads it, {@link dev.ember.app.backup.SealedOutput} makes it
 * unreadable to whoever has not the passphrase and {@link dev.ember.app.backup.SealedInput} notices
 * every byte that is missing or changed.
 *
 * <pre>
 * magic "EMBERBAK", version 1, kind (1 plain, 2 sealed)
 * sealed: 16 bytes of salt, memory in KiB, passes, lanes (Argon2id, RFC 9106)
 * chunks: the length with a mark on the last, the bytes, 16 bytes of tag (AES-256-GCM)
 * </pre>
 *
 * <p>What is inside is a ZIP of {@code settings.json} and {@code ember.db}. A plain file has the
 * same chunks under a key that everybody knows: no secret, but the same proof that it is whole.
 */
@NullMarked
package dev.ember.app.backup;

import org.jspecify.annotations.NullMarked;
