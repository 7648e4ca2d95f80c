package dev.ember.app.main;

import android.view.View;
import androidx.core.graphics.Insets;
import androidx.core.view.ViewCompat;
import androidx.core.view.WindowInsetsCompat;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentManager;
import com.google.android.material.bottomnavigation.BottomNavigationView;
import dev.ember.app.R;
import dev.ember.app.chats.ChatListFragment;
import dev.ember.app.models.ModelsFragment;

/** The bar at the bottom: there on the screens that it leads to, gone on all others. */
final class Navigation {
  private final MainActivity activity;
  private final BottomNavigationView bar;
  private final View screen;

  /** Whether a choice on the bar was made by this class and not by a finger. */
  private boolean following;

  Navigation(MainActivity activity, FragmentManager screens) {
    this.activity = activity;
    bar = activity.findViewById(R.id.navigation);
    screen = activity.findViewById(R.id.screen);
    bar.setOnItemSelectedListener(item -> chosen(item.getItemId()));
    ViewCompat.setOnApplyWindowInsetsListener(screen, (view, insets) -> above(insets));
    screens.registerFragmentLifecycleCallbacks(
        new FragmentManager.FragmentLifecycleCallbacks() {
          @Override
          public void onFragmentStarted(FragmentManager manager, Fragment shown) {
            follow(shown);
          }
        },
        false);
  }

  private boolean chosen(int item) {
    if (!following) {
      if (item == R.id.nav_models) {
        activity.openModels();
      } else {
        activity.openChats();
      }
    }
    return true;
  }

  private void follow(Fragment shown) {
    if (shown.getId() != R.id.screen) {
      return;
    }
    boolean models = shown instanceof ModelsFragment;
    boolean visible = models || shown instanceof ChatListFragment;
    bar.setVisibility(visible ? View.VISIBLE : View.GONE);
    if (visible) {
      following = true;
      bar.setSelectedItemId(models ? R.id.nav_models : R.id.nav_chats);
      following = false;
    }
    ViewCompat.requestApplyInsets(screen);
  }

  /** Where the bar is, it keeps clear of the system's own; the screen above need not. */
  private WindowInsetsCompat above(WindowInsetsCompat insets) {
    if (bar.getVisibility() != View.VISIBLE) {
      return insets;
    }
    Insets bars = insets.getInsets(WindowInsetsCompat.Type.systemBars());
    return new WindowInsetsCompat.Builder(insets)
        .setInsets(
            WindowInsetsCompat.Type.systemBars(), Insets.of(bars.left, bars.top, bars.right, 0))
        .build();
  }
}
