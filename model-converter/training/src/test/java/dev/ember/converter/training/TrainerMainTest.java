package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.Test;

public final class TrainerMainTest {
  @Test
  public void sentence_exceptionsOfThePlatform_nameTheFileAndWhatIsWrongWithIt() {
    assertSentence(new NoSuchFileException("a"), "a: expected a file but found none");
    assertSentence(new AccessDeniedException("a"), "a: no permission");
    assertSentence(new FileAlreadyExistsException("a"), "a: exists already");
    assertSentence(new NotDirectoryException("a"), "a: not a folder");
    assertSentence(new DirectoryNotEmptyException("a"), "a: folder is not empty");
    assertSentence(new FileSystemLoopException("a"), "a: cannot access");
    assertSentence(new FileSystemException("a", null, "No space left"), "a: No space left");
    assertSentence(new MalformedInputException(1), "expected UTF-8 but found other bytes");
    assertSentence(new IOException("a: expected b but found c"), "a: expected b but found c");
  }

  private static void assertSentence(IOException failure, String sentence) {
    assertThat(TrainerMain.sentence(failure)).isEqualTo(sentence);
  }
}
