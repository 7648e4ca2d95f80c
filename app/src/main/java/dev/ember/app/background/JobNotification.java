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
import dev.ember.app.jobs.JobProgress;
import dev.ember.app.jobs.JobState;
import dev.ember.app.models.JobWords;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the notification of models on their way in says: name, step, pace, time left. */
final class JobNotification {
  private static final String CHANNEL = "jobs";
  private static final int THOUSANDTHS = 1_000;

  private JobNotification() {}

  static void createChannel(Context context) {
    NotificationManagerCompat.from(context)
        .createNotificationChannel(
            new NotificationChannelCompat.Builder(CHANNEL, NotificationManagerCompat.IMPORTANCE_LOW)
                .setName(context.getString(R.string.channel_jobs))
                .setDescription(context.getString(R.string.channel_jobs_more))
                .setShowBadge(false)
                .build());
  }

  static Notification of(Context context, List<JobState> active) {
    NotificationCompat.Builder builder =
        new NotificationCompat.Builder(context, CHANNEL)
            .setSmallIcon(R.drawable.ic_24_notification)
            .setOngoing(true)
            .setOnlyAlertOnce(true)
            .setShowWhen(false)
            .setCategory(NotificationCompat.CATEGORY_PROGRESS)
            .setContentIntent(models(context));
    if (active.isEmpty()) {
      builder.setContentTitle(context.getString(R.string.job_waiting)).setProgress(0, 0, true);
    } else {
      say(context, builder, active);
    }
    return builder.build();
  }

  private static void say(
      Context context, NotificationCompat.Builder builder, List<JobState> active) {
    JobState first = active.get(0);
    JobProgress progress = first.progress();
    String rest = JobWords.rest(context, first);
    builder
        .setContentTitle(first.job().title())
        .setContentText(rest == null ? JobWords.step(context, first) : rest)
        .setSubText(subText(context, progress, active.size() - 1))
        .setProgress(
            THOUSANDTHS,
            progress == null ? 0 : progress.permille(),
            progress == null || progress.total() <= 0)
        .addAction(
            R.drawable.ic_24_close,
            context.getString(R.string.cancel),
            cancel(context, first.job().id()));
  }

  private static String subText(Context context, @Nullable JobProgress progress, int more) {
    String left = JobWords.timeLeft(context, progress);
    if (more == 0) {
      return left;
    }
    String others = context.getResources().getQuantityString(R.plurals.jobs_more, more, more);
    return left.isEmpty() ? others : left + context.getString(R.string.stats_join) + others;
  }

  private static PendingIntent models(Context context) {
    Intent launch = context.getPackageManager().getLaunchIntentForPackage(context.getPackageName());
    Intent open = launch == null ? new Intent() : launch;
    open.setAction("dev.ember.app.MODELS").addFlags(Intent.FLAG_ACTIVITY_SINGLE_TOP);
    return PendingIntent.getActivity(
        context, 1, open, PendingIntent.FLAG_UPDATE_CURRENT | PendingIntent.FLAG_IMMUTABLE);
  }

  private static PendingIntent cancel(Context context, String jobId) {
    Intent intent =
        JobService.intent(context)
            .setAction(JobService.CANCEL)
            .setData(Uri.fromParts("job", jobId, null)) // one intent a job
            .putExtra(JobService.JOB_ID, jobId);
    return PendingIntent.getService(context, 0, intent, PendingIntent.FLAG_IMMUTABLE);
  }
}
