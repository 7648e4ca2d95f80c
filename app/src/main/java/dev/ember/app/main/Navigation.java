package dev.ember.app.main;

import android.view.View;
import androidx.core.graphics.Insets;
import androidx.core.view.ViewCompat;
import androidx.core.view.WindowInsetsCompat;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentManager;
import com.google.android.material.navigation.NavigationBarView;
import com.google.android.material.navigationrail.NavigationRailView;
import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.chats.ChatListFragment;
import dev.ember.app.inside.InsideFragment;
import dev.ember.app.models.ModelsFragment;

/**
 * The bar at the bottom: there on the screens that it leads to, gone on all others. In a wide
 * window it is a rail at the side, which stays.
 */
final class Navigation {
  private final MainActivity activity;
  private final NavigationBarView bar;
  private final View screenPlace;

  /** Whether a choice on the bar was made by this class and not by a finger. */
  private boolean following;

  Navigation(MainActivity activity, FragmentManager screens, Panes panes) {
    this.activity = activity;
    bar = activity.findViewById(R.id.navigation);
    screenPlace = activity.findViewById(R.id.screen_place);
    bar.setOnItemSelectedListener(item -> chosen(item.getItemId()));
    ViewCompat.setOnApplyWindowInsetsListener(screenPlace, (view, insets) -> above(insets));
    screens.registerFragmentLifecycleCallbacks(
        new FragmentManager.FragmentLifecycleCallbacks() {
          @Override
          public void onFragmentStarted(FragmentManager manager, Fragment shown) {
            if (shown.getId() == R.id.screen) {
              follow(shown);
              panes.follow(shown);
            }
          }
        },
        false);
  }

  private boolean chosen(int item) {
    if (!following) {
      if (item == R.id.nav_models) {
        activity.openModels();
      } else if (item == R.id.nav_inside) {
        activity.openInside();
      } else {
        activity.openChats();
      }
    }
    return true;
  }

  private void follow(Fragment shown) {
    int place = placeOf(shown);
    boolean leads = place != R.id.nav_chats || shown instanceof ChatListFragment;
    bar.setVisibility(leads || isRail() ? View.VISIBLE : View.GONE);
    if (leads || shown instanceof ChatFragment) {
      following = true;
      bar.setSelectedItemId(place);
      following = false;
    }
    ViewCompat.requestApplyInsets(screenPlace);
  }

  private static int placeOf(Fragment shown) {
    if (shown instanceof ModelsFragment) {
      return R.id.nav_models;
    }
    return shown instanceof InsideFragment ? R.id.nav_inside : R.id.nav_chats;
  }

  private boolean isRail() {
    return bar instanceof NavigationRailView;
  }

  /** Where the bar is, it keeps clear of the system's own; the screen above need not. */
  private WindowInsetsCompat above(WindowInsetsCompat insets) {
    if (isRail() || bar.getVisibility() != View.VISIBLE) {
      return insets;
    }
    Insets bars = insets.getInsets(WindowInsetsCompat.Type.systemBars());
    return new WindowInsetsCompat.Builder(insets)
        .setInsets(
            WindowInsetsCompat.Type.systemBars(), Insets.of(bars.left, bars.top, bars.right, 0))
        .build();
  }
}
