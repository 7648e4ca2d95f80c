package dev.ember.app.data;

import androidx.lifecycle.LiveData;
import androidx.room.Dao;
import androidx.room.Insert;
import androidx.room.OnConflictStrategy;
import androidx.room.Query;
import java.util.List;

/** The {@code defaults} and {@code presets} tables: a few rows each. */
@Dao
interface SettingsDao {

  @Query("SELECT * FROM defaults")
  LiveData<List<DefaultsEntity>> observeDefaults();

  @Query("SELECT * FROM defaults")
  List<DefaultsEntity> defaults();

  @Insert(onConflict = OnConflictStrategy.REPLACE)
  void put(DefaultsEntity defaults);

  @Query("SELECT * FROM presets ORDER BY id")
  LiveData<List<PresetEntity>> observePresets();

  @Query("SELECT * FROM presets ORDER BY id")
  List<PresetEntity> presets();

  @Insert(onConflict = OnConflictStrategy.REPLACE)
  long put(PresetEntity preset);

  @Query("DELETE FROM presets WHERE id = :id")
  void deletePreset(long id);
}
