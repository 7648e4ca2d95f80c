package dev.ember.converter.cli.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a user, and a user's environment, name. */
public final class HubNamesTest {
  private static final Path HOME = Path.of("/home/ada");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void model_names_areRead() {
    assertThat(HubModel.parse("Qwen/Qwen2.5-0.5B-Instruct"))
        .isEqualTo(new HubModel("Qwen", "Qwen2.5-0.5B-Instruct", "main"));
    assertThat(HubModel.parse("a/b@refs/pr/3").revision()).isEqualTo("refs/pr/3");
    assertThat(HubModel.parse("a/b@v1")).hasToString("a/b@v1");
  }

  @Test
  public void model_otherText_isRefused() {
    for (String text :
        List.of("gpt2", "a/b/c", "../b", "a/..", "a/b@", "a/b@..", "https://x/a", "a/b ", "")) {
      assertThatThrownBy(() -> HubModel.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected OWNER/NAME[@REVISION] but found " + text);
    }
  }

  @Test
  public void endpoint_environment_isHonoured() throws IOException {
    assertThat(HubEndpoint.of(Map.of())).hasToString("https://huggingface.co/");
    HubEndpoint mirror =
        HubEndpoint.of(Map.of("HF_ENDPOINT", "https://mirror.test/hf", "HF_TOKEN", "hf_x"));
    assertThat(mirror.listing(HubModel.parse("a/b")))
        .hasToString("https://mirror.test/hf/api/models/a/b/revision/main?blobs=true");
    assertThat(mirror.toString()).doesNotContain("hf_x");
  }

  @Test
  public void endpoint_malformed_isRefusedWithoutTheToken() {
    assertThatThrownBy(() -> HubEndpoint.of(Map.of("HF_ENDPOINT", "ftp://x")))
        .hasMessageContaining("expected an http or https address in HF_ENDPOINT");
    assertThatThrownBy(() -> HubEndpoint.of(Map.of("HF_TOKEN", "line\nbreak")))
        .hasMessageContaining("HF_TOKEN")
        .message()
        .doesNotContain("break");
  }

  @Test
  public void cache_liesWhereThePlatformHasIt() {
    assertThat(cache(Map.of(), "Linux")).isEqualTo("/home/ada/.cache/ember");
    assertThat(cache(Map.of("XDG_CACHE_HOME", "/x"), "Linux")).isEqualTo("/x/ember");
    assertThat(cache(Map.of("XDG_CACHE_HOME", "x"), "Linux")).isEqualTo("/home/ada/.cache/ember");
    assertThat(cache(Map.of(), "Mac OS X")).isEqualTo("/home/ada/Library/Caches/Ember");
    assertThat(cache(Map.of("LOCALAPPDATA", "/l"), "Windows 11")).isEqualTo("/l/Ember/Cache");
    assertThat(cache(Map.of("EMBER_CACHE", "/e"), "Linux")).isEqualTo("/e");
  }

  @Test
  public void cache_fullDisk_saysHowMuchIsMissing() {
    HubCache cache = new HubCache(folder.getRoot().toPath());

    assertThatThrownBy(() -> cache.requireRoom(Long.MAX_VALUE / 2))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("expected room for 4611686018.43 GB but found")
        .hasMessageContaining("EMBER_CACHE");
  }

  private static String cache(Map<String, String> environment, String os) {
    return HubCache.of(environment, os, HOME).toString();
  }
}
