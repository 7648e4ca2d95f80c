package dev.ember.app.background;

import android.app.Notification;
import android.app.PendingIntent;
import android.content.Context;
import android.content.Intent;
import android.net.Uri;
import androidx.core.app.NotificationChannelCompat;
import androidx.core.app.NotificationCompat;
import androidx.core.app.NotificationManagerCompat;
import dev.ember.app.R;
import dev.ember.app.engine.AnswerPhase;
import dev.ember.app.engine.LiveAnswer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the notification of a running answer says. No word of a chat: it is read over shoulders. */
final class AnswerNotification {
  private static final String CHANNEL = "answers";

  private AnswerNotification() {}

  static void createChannel(Context context) {
    NotificationManagerCompat.from(context)
        .createNotificationChannel(
            new NotificationChannelCompat.Builder(CHANNEL, NotificationManagerCompat.IMPORTANCE_LOW)
                .setName(context.getString(R.string.channel_answers))
                .setDescription(context.getString(R.string.channel_answers_more))
                .setShowBadge(false)
                .build());
  }

  /**
   * @param chatId that is answered; null before that is known
   */
  static Notification of(Context context, @Nullable Long chatId, LiveAnswer answer) {
    NotificationCompat.Builder builder =
        new NotificationCompat.Builder(context, CHANNEL)
            .setSmallIcon(R.drawable.ic_24_notification)
            .setContentTitle(context.getString(R.string.notification_answering))
            .setContentText(text(context, answer))
            .setOngoing(true)
            .setOnlyAlertOnce(true)
            .setShowWhen(false)
            .setCategory(NotificationCompat.CATEGORY_PROGRESS)
            .setForegroundServiceBehavior(NotificationCompat.FOREGROUND_SERVICE_IMMEDIATE);
    if (answer.phase() instanceof AnswerPhase.Reading reading) {
      builder.setProgress(reading.totalTokens(), reading.doneTokens(), false);
    } else {
      builder.setProgress(0, 0, true);
    }
    if (chatId != null) {
      builder.setContentIntent(open(context, chatId));
      builder.addAction(
          R.drawable.ic_24_stop, context.getString(R.string.stop), stop(context, chatId));
    }
    return builder.build();
  }

  private static String text(Context context, LiveAnswer answer) {
    if (answer.phase() instanceof AnswerPhase.Reading reading) {
      return context
          .getResources()
          .getQuantityString(
              R.plurals.reading_tokens, reading.totalTokens(), reading.totalTokens());
    }
    if (answer.phase() instanceof AnswerPhase.Writing writing) {
      String tokens =
          context
              .getResources()
              .getQuantityString(R.plurals.tokens, writing.tokens(), writing.tokens());
      return writing.tokensPerSecond() > 0
          ? tokens
              + context.getString(R.string.stats_join)
              + context.getString(R.string.stats_speed, speed(context, writing.tokensPerSecond()))
          : tokens;
    }
    return context.getString(R.string.reading);
  }

  private static String speed(Context context, float tokensPerSecond) {
    Locale language = context.getResources().getConfiguration().getLocales().get(0);
    return String.format(language, "%.1f", tokensPerSecond);
  }

  private static PendingIntent open(Context context, long chatId) {
    Intent intent = context.getPackageManager().getLaunchIntentForPackage(context.getPackageName());
    Intent open = intent == null ? new Intent() : intent;
    open.putExtra(AnswerService.CHAT_ID, chatId).addFlags(Intent.FLAG_ACTIVITY_SINGLE_TOP);
    return PendingIntent.getActivity(
        context, 0, open, PendingIntent.FLAG_UPDATE_CURRENT | PendingIntent.FLAG_IMMUTABLE);
  }

  private static PendingIntent stop(Context context, long chatId) {
    Intent intent =
        AnswerService.intent(context)
            .setAction(AnswerService.STOP)
            .setData(Uri.fromParts("chat", String.valueOf(chatId), null)) // one intent a chat
            .putExtra(AnswerService.CHAT_ID, chatId);
    return PendingIntent.getService(context, 0, intent, PendingIntent.FLAG_IMMUTABLE);
  }
}
