package thaw.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a person meets it, in a real browser. */
class BrowserTest {
  private static final String SOLVED =
      "document.getElementById('results').getAttribute('aria-busy') === 'false'"
          + " && document.querySelectorAll('#figures figure img[src]').length === 5";
  private static final String SLIDER =
      "[...document.querySelectorAll('.parameter')].find(p =>"
          + " p.textContent.includes('parties.us.patience')).querySelector('input[type=range]')";

  @TempDir static Path folder;
  private static Optional<Browser> started = Optional.empty();

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> chromium = Browser.program("chromium", "chromium-browser", "google-chrome");
    Optional<Path> driver = Browser.program("chromedriver");
    assumeTrue(
        chromium.isPresent() && driver.isPresent(),
        "chromium and chromedriver are not installed (Debian: chromium, chromium-driver)");
    started = Optional.of(Browser.start(chromium.get(), driver.get(), folder.resolve("profile")));
    browser().width(1280);
  }

  @AfterAll
  static void stop() throws Exception {
    if (started.isPresent()) {
      started.get().quit();
    }
  }

  private static Browser browser() {
    return started.orElseThrow();
  }

  private static String text(String id) throws Exception {
    return browser().value("document.getElementById('" + id + "').textContent").asText();
  }

  /** Every control has a name, every figure a text and a table, no id is there twice. */
  private static void assertAccessible() throws Exception {
    JsonNode nameless =
        browser()
            .value(
                "[...document.querySelectorAll('input, button')].filter(e => !(e.labels &&"
                    + " e.labels.length || e.getAttribute('aria-label') ||"
                    + " (e.getAttribute('aria-labelledby') && document.getElementById("
                    + "e.getAttribute('aria-labelledby'))) || e.textContent.trim()))"
                    + ".map(e => e.outerHTML)");
    assertThat(nameless).isEmpty();
    assertThat(
            browser()
                .value(
                    "[...document.querySelectorAll('figure')].filter(f => !f.querySelector('img')"
                        + ".alt || !f.querySelector('table') || !f.querySelector('figcaption')"
                        + ".textContent).length")
                .asInt())
        .isZero();
    assertThat(
            browser()
                .value(
                    "(ids => ids.length - new Set(ids).size)("
                        + "[...document.querySelectorAll('[id]')].map(e => e.id))")
                .asInt())
        .isZero();
    assertThat(
            browser().value("document.querySelectorAll('table:not([aria-label])').length").asInt())
        .as("tables without a name")
        .isZero();
    assertThat(browser().value("document.querySelector('[aria-live] #word') !== null").asBoolean())
        .isTrue();
  }

  private static void assertFits() throws Exception {
    for (int width : List.of(360, 800, 1280)) {
      browser().width(width);
      assertThat(browser().value("document.documentElement.scrollWidth").asInt())
          .as("width at " + width)
          .isLessThanOrEqualTo(width);
    }
  }

  @Test
  void aSliderMovedByKeyboardIsSolvedOnReleaseAndKeptInTheAddress() throws Exception {
    try (Explorer explorer =
        Explorer.start(Small.scenario(), Small.options(), 1, new Small.Words(), 0)) {
      browser().open("about:blank");
      browser().open(explorer.address().toString());
      browser().await(SOLVED);
      assertThat(text("word")).isEqualTo("frozen");
      assertThat(text("reason")).startsWith("because ");
      assertThat(browser().value("document.querySelector('figure img').naturalWidth").asInt())
          .isPositive();
      assertAccessible();
      assertFits();
      // markup in the scenario is text on the page
      assertThat(text("title")).isEqualTo("Package " + Small.HOSTILE);
      assertThat(text("conditions")).contains(Small.HOSTILE);
      assertThat(browser().value("document.title").asText()).isNotEqualTo("taken");
      assertThat(browser().value("document.querySelectorAll('[src=x]').length").asInt()).isZero();

      browser().value(SLIDER + ".id = 'sought'");
      browser().type("#sought", "\uE012"); // arrow to the left
      browser().await("location.hash.includes('parties.us.patience=0.79')");
      browser().await(SOLVED);
      assertThat(
              browser()
                  .value(
                      "document.getElementById('sought').closest('.parameter').querySelector("
                          + "'input[type=number]').value")
                  .asText())
          .isEqualTo("0.79");
      assertThat(text("groups")).contains("1 changed");

      // the address alone brings the state back
      String address = browser().value("location.href").asText();
      browser().open("about:blank");
      browser().open(address);
      browser().await(SOLVED);
      assertThat(browser().value(SLIDER + ".value").asText()).isEqualTo("0.79");

      // a number that is not allowed is refused where it is entered
      browser().value(SLIDER + ".parentElement.querySelector('input[type=number]').id = 'box'");
      browser().value("(box => { box.focus(); box.select(); })(document.getElementById('box'))");
      browser().type("#box", "99");
      browser().type("#box", "\uE007"); // enter
      browser().await("document.querySelector('[aria-invalid=true]')");
      assertThat(browser().value("document.querySelector('.wrong:not([hidden])').textContent"))
          .asString()
          .contains("Allowed");

      // tables open with the data of the figure
      browser().value("document.querySelector('#figures summary').click()");
      browser().await("document.querySelectorAll('#figures tbody tr').length > 3");
      assertThat(browser().log()).doesNotContain("SEVERE");
    }
  }

  @Test
  void ofSeveralValuesInARowTheLastIsAnsweredAndCopied() throws Exception {
    try (Explorer explorer =
        Explorer.start(Small.scenario(), Small.options(), 1, new Small.Words(), 0)) {
      browser().open("about:blank");
      browser().open(explorer.address().toString());
      browser().await(SOLVED);
      browser()
          .value(
              "(box => ['0.5', '0.6', '0.7'].forEach(v => { box.value = v;"
                  + " box.dispatchEvent(new Event('change')); }))("
                  + SLIDER
                  + ".parentElement.querySelector('input[type=number]'))");
      browser().await(SOLVED);
      assertThat(text("problem")).isEmpty();
      assertThat(browser().value("location.hash").asText()).contains("parties.us.patience=0.7");
      // what would be copied or saved, without a clipboard or a folder of downloads
      browser()
          .value(
              "(() => { window.kept = []; Object.defineProperty(navigator, 'clipboard', {value:"
                  + " {writeText: async t => { window.kept.push(t); }}});"
                  + " HTMLAnchorElement.prototype.click = function () {"
                  + " window.kept.push(this.download); }; })()");
      browser().value("document.getElementById('copy-command').click()");
      browser().await("window.kept.length === 1");
      assertThat(browser().value("window.kept[0]").asText()).contains("0.7").doesNotContain("0.6");
      browser().value("document.getElementById('copy-scenario').click()");
      browser().await("window.kept.length === 2");
      assertThat(browser().value("JSON.parse(window.kept[1]).parties.us.patience").asDouble())
          .isEqualTo(0.7);
      browser()
          .value("document.querySelectorAll('#figures .buttons button').forEach(b => b.click())");
      browser().await("window.kept.length === 2 + 5 * 4");
      assertThat(browser().value("new Set(window.kept).size").asInt()).isEqualTo(2 + 5 * 4);
      assertThat(browser().log()).doesNotContain("SEVERE");
    }
  }

  @Test
  void withoutTheTokenThePageSaysWhatToOpen() throws Exception {
    try (Explorer explorer =
        Explorer.start(Small.scenario(), Small.options(), 1, new Small.Words(), 0)) {
      browser().open("about:blank");
      browser().open("http://127.0.0.1:" + explorer.address().getPort() + "/#token=0");
      browser().await("!document.getElementById('problem').hidden");
      assertThat(text("problem")).contains("the whole address");
      browser().log(); // the refusal is logged, and is meant to be
    }
  }

  @Test
  void aGridInAFileNeedsNothingElseAndItsSlidersJumpBetweenItsPoints() throws Exception {
    String page =
        Grid.of(Small.scenario(), List.of(Vary.parse("parties.us.patience=0.5:0.9:3")))
            .page(Small.options(), 1, new Small.Words(), "0", (done, all) -> {});
    Path file = Files.writeString(folder.resolve("grid.html"), page);
    browser().open("about:blank");
    browser().open(file.toUri().toString());
    browser().await("document.querySelectorAll('#figures figure img[src]').length === 5");
    assertThat(text("title")).isEqualTo("Package " + Small.HOSTILE);
    assertThat(browser().value("document.title").asText()).isNotEqualTo("taken");
    browser().value(SLIDER + ".id = 'sought'");
    browser().type("#sought", "\uE011"); // home: the first value
    browser().await("location.hash.includes('parties.us.patience=0.5')");
    assertThat(text("word")).isEqualTo("frozen");
    browser().type("#sought", "\uE014"); // arrow to the right
    browser().await("location.hash.includes('parties.us.patience=0.7')");
    assertAccessible();
    assertFits();
    assertThat(browser().log()).doesNotContain("SEVERE");
  }
}
