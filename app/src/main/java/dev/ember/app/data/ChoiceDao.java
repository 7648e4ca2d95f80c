package dev.ember.app.data;

import androidx.lifecycle.LiveData;
import androidx.room.Dao;
import androidx.room.Insert;
import androidx.room.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code choices} table. */
@Dao
interface ChoiceDao {

  @Query("SELECT * FROM choices ORDER BY id DESC")
  LiveData<List<ChoiceEntity>> observe();

  @Query("SELECT * FROM choices ORDER BY id")
  List<ChoiceEntity> all();

  @Query("SELECT * FROM choices ORDER BY id DESC LIMIT 1")
  @Nullable ChoiceEntity newest();

  @Insert
  long insert(ChoiceEntity choice);

  @Query("DELETE FROM choices WHERE id = :id")
  void delete(long id);
}
