package thaw.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private static final String BOX =
      SLIDER + ".parentElement.querySelector('input:not([type=range])')";

  /** How many of the buttons that save something cannot be pressed. */
  private static final String SAVING =
      "[...document.querySelectorAll('.downloads button, #download-answer')]"
          + ".filter(b => b.disabled).length + ' disabled'";

  /** Whether the focus has an outline and is not under something else. */
  private static final String IN_SIGHT =
      "(e => { const box = e.getBoundingClientRect(); const there = document.elementFromPoint("
          + "box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 12));"
          + " return getComputedStyle(e).outlineStyle === 'solid' && there !== null"
          + " && (e.contains(there) || there.contains(e)); })(document.activeElement)";

  private static final Set<String> NAMED =
      Set.of(
          "button",
          "slider",
          "spinbutton",
          "searchbox",
          "textbox",
          "link",
          "image",
          "figure",
          "table",
          "region",
          "heading",
          "progressbar",
          "columnheader",
          "DisclosureTriangle");

  private static final String TAB = "\uE004";
  private static final String ENTER = "\uE007";
  private static final String RIGHT = "\uE014";

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
            browser()
                .value(
                    "[...document.querySelectorAll('table')].filter(t => t.rows.length &&"
                        + " !(t.caption && t.caption.textContent"
                        + " && t.querySelector('thead th[scope=col]')"
                        + " && [...t.querySelectorAll('th')].every(h => h.textContent))).length")
                .asInt())
        .as("tables without a caption or headers")
        .isZero();
    assertThat(text("announced")).startsWith(text("word") + ", because ");
    assertNamed(browser().accessibilityTree());
  }

  /** What Chromium tells a screen reader: names, and headings that skip no level. */
  private static void assertNamed(JsonNode tree) throws Exception {
    int level = 0;
    int drawings = 0;
    for (JsonNode node : tree) {
      String role = node.at("/role/value").asText();
      if (node.path("ignored").asBoolean()) {
        continue;
      }
      drawings += role.equals("image") ? 1 : 0;
      if (NAMED.contains(role)) {
        assertThat(node.at("/name/value").asText()).as(node.toString()).isNotBlank();
      }
    }
    for (JsonNode heading :
        browser().value("[...document.querySelectorAll('h1, h2, h3, h4')].map(h => h.tagName)")) {
      int next = heading.asText().charAt(1) - '0';
      assertThat(next).as("a heading after one of level " + level).isBetween(1, level + 1);
      level = next;
    }
    assertThat(drawings).isGreaterThanOrEqualTo(5);
  }

  private static void assertFits() throws Exception {
    for (int width : List.of(360, 800, 1280)) {
      browser().width(width);
      assertThat(browser().value("document.documentElement.scrollWidth").asInt())
          .as("width at " + width)
          .isLessThanOrEqualTo(width);
    }
  }

  private static Explorer explorer() throws Exception {
    return Explorer.start(Small.scenario(), Small.options(), 1, new Small.Words(), 0);
  }

  /** Opens a page of the explorer anew and waits for its answer. */
  private static void opened(String address) throws Exception {
    browser().open("about:blank");
    browser().open(address);
    browser().await(SOLVED);
  }

  /** How many cards are marked as the answer to an earlier question. */
  private static int earlier() throws Exception {
    return browser().value("document.querySelectorAll('.old').length").asInt();
  }

  @Test
  void aSliderMovedByKeyboardIsSolvedOnReleaseAndKeptInTheAddress() throws Exception {
    try (Explorer explorer = explorer()) {
      opened(explorer.address().toString());
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
      opened(address);
      assertThat(browser().value(SLIDER + ".value").asText()).isEqualTo("0.79");

      // a number that is not allowed is refused where it is entered
      browser().value("(box => { box.focus(); box.select(); })(" + BOX + ")");
      browser().press("99" + ENTER);
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
    try (Explorer explorer = explorer()) {
      opened(explorer.address().toString());
      browser()
          .value(
              "(box => ['0.5', '0.6', '0.7'].forEach(v => { box.value = v;"
                  + " box.dispatchEvent(new Event('change')); }))("
                  + SLIDER
                  + ".parentElement.querySelector('input[type=number]'))");
      browser().await(SOLVED);
      assertThat(text("problem")).isEmpty();
      assertThat(browser().value("location.hash").asText()).contains("parties.us.patience=0.7");
      assertThat(earlier()).isZero();
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
  void whatIsShownWhileASolveRunsOrWasStoppedIsMarkedAsEarlierAndNotSaved() throws Exception {
    try (Explorer explorer = explorer()) {
      opened(explorer.address().toString());
      assertThat(browser().value(SAVING).asText()).isEqualTo("0 disabled");
      assertThat(earlier()).isZero();
      // asked and stopped in one go: no answer can come between
      browser()
          .value(
              "(box => { box.value = '0.79'; box.dispatchEvent(new Event('change'));"
                  + " document.getElementById('stop').focus();"
                  + " document.getElementById('stop').click(); })("
                  + BOX
                  + ")");
      assertThat(text("stop")).isIn("Stop", "Solve again");
      browser().await("document.getElementById('stop').textContent === 'Solve again'");
      assertThat(text("stage")).isEqualTo("Stopped.");
      assertThat(text("announced")).contains("Stopped.");
      assertThat(browser().value("document.activeElement.id").asText()).isEqualTo("stop");
      assertThat(earlier()).as("verdict, conditions and five figures").isEqualTo(7);
      assertThat(
              browser()
                  .value(
                      "[...document.querySelectorAll('.old .earlier')].every(e => !e.hidden &&"
                          + " e.textContent === 'Earlier answer, for the scenario as it is')")
                  .asBoolean())
          .isTrue();
      assertThat(browser().value(SAVING).asText()).isEqualTo("21 disabled");
      assertThat(browser().value("document.getElementById('copy-command').disabled").asBoolean())
          .as("the command is that of the values of the page, whether they are solved or not")
          .isFalse();
      // again from the same button; then it is gone, and the focus with it to the verdict
      browser().value("document.getElementById('stop').click()");
      browser().await(SOLVED + " && document.getElementById('stop').hidden");
      assertThat(browser().value("document.activeElement.id").asText()).isEqualTo("verdict");
      assertThat(browser().value(SAVING).asText()).isEqualTo("0 disabled");
      assertThat(earlier()).isZero();
      assertThat(browser().log()).doesNotContain("SEVERE");
    }
  }

  @Test
  void aQuestionOvertakenByAnotherWindowSaysSoAndCanBeAskedAgain() throws Exception {
    try (Explorer explorer = explorer()) {
      opened(explorer.address().toString());
      // the other window asks between this one's question and its first look for news
      browser()
          .value(
              "(() => { const real = window.fetch; window.fetch = async (what, how) => {"
                  + " if (what === '/api/news') { window.fetch = real; await real('/api/solve',"
                  + " {...how, body: '{\"values\":{}}'}); } return real(what, how); }; })()");
      browser()
          .value(
              "(box => { box.value = '0.78'; box.dispatchEvent(new Event('change')); })("
                  + BOX
                  + ")");
      browser().await("document.getElementById('stop').textContent === 'Solve again'");
      assertThat(text("stage")).contains("Another window");
      assertThat(browser().value(SAVING).asText()).isEqualTo("21 disabled");
      browser().value("document.getElementById('stop').click()");
      browser().await(SOLVED + " && document.getElementById('stop').hidden");
      assertThat(earlier()).isZero();
      browser().log(); // the refusal is logged, and is meant to be
    }
  }

  @Test
  void thePageIsOperatedFromTheKeyboardAloneWithTheFocusInSight() throws Exception {
    try (Explorer explorer = explorer()) {
      opened(explorer.address().toString());
      // everything in the order of the page, once, each with an outline that is on the screen
      List<String> passed = new ArrayList<>();
      browser().press(TAB);
      while (browser().value("document.activeElement !== document.body").asBoolean()) {
        passed.add(browser().value("document.activeElement.outerHTML.slice(0, 90)").asText());
        assertThat(browser().value(IN_SIGHT).asBoolean()).as(passed.toString()).isTrue();
        browser().press(TAB);
      }
      assertThat(passed).doesNotHaveDuplicates();
      assertThat(passed.size())
          .isEqualTo(
              browser()
                  .value(
                      "[...document.querySelectorAll('a, button, input, summary')].filter(e =>"
                          + " !e.disabled && e.checkVisibility({visibilityProperty: true})).length")
                  .asInt());
      assertThat(passed.get(0)).contains("id=\"skip\"");
      // the link past the parameters
      browser().value("document.activeElement.blur()");
      opened(explorer.address().toString());
      browser().press(TAB + ENTER);
      browser().press(TAB);
      assertThat(browser().value("document.activeElement.id").asText()).isEqualTo("copy-command");
      // a value, its way back, an error, and all back
      browser().value(BOX + ".focus()");
      browser().press("\uE013"); // arrow up: one step, not one
      browser().await("location.hash.includes('parties.us.patience=0.81')");
      browser().press(TAB + ENTER); // back
      browser().await("!location.hash.includes('parties')");
      assertThat(browser().value("document.activeElement === " + BOX).asBoolean()).isTrue();
      browser().await(SOLVED); // its verdict is announced before the error is
      browser().value(BOX + ".select()");
      browser().press("7" + ENTER);
      browser().await("document.querySelector('[aria-invalid=true]')");
      assertThat(
              browser()
                  .value(
                      "document.getElementById("
                          + BOX
                          + ".getAttribute('aria-describedby').split(' ')[0]).textContent")
                  .asText())
          .isEqualTo("Not taken. Allowed: 0 to less than 1. The answer is still for 0.8.")
          .isEqualTo(text("announced"));
      browser().value(BOX + ".select()");
      browser().press("0.7" + ENTER);
      browser().await("location.hash.includes('parties.us.patience=0.7')");
      browser().value("document.getElementById('reset').focus()");
      browser().press(ENTER);
      browser().await("!location.hash.includes('parties')");
      assertThat(browser().value("document.activeElement.id").asText()).isEqualTo("filter");
      browser().await(SOLVED);
      // a search of levers stops where it began
      browser().value("document.getElementById('search-levers').focus()");
      browser().press(" ");
      browser().await("document.activeElement.textContent === 'Stop the search'");
      browser().press(" ");
      browser().await("document.activeElement.textContent === 'Search levers'");
      assertThat(browser().value(SAVING).asText())
          .as("the answer without levers is still one to the values of the page")
          .isEqualTo("0 disabled");
      assertThat(browser().log()).doesNotContain("SEVERE");
    }
  }

  @Test
  void withoutTheTokenThePageSaysWhatToOpen() throws Exception {
    try (Explorer explorer = explorer()) {
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
    // it opens at the scenario itself: 0.8 is frozen, its neighbour 0.9 sustainable
    assertThat(browser().value(BOX + ".value").asText()).isEqualTo("0.8");
    assertThat(text("word")).isEqualTo("frozen");
    assertThat(browser().value("location.hash").asText()).isEmpty();
    browser().value(SLIDER + ".id = 'sought'");
    browser().type("#sought", RIGHT);
    browser().await("location.hash.includes('parties.us.patience=0.9')");
    assertThat(text("word")).isEqualTo("sustainable");
    assertThat(browser().value("document.querySelector('.changed') !== null").asBoolean()).isTrue();
    browser().type("#sought", "\uE011"); // home: the first value
    browser().await("location.hash.includes('parties.us.patience=0.5')");
    assertThat(text("word")).isEqualTo("frozen");
    for (String next : List.of("0.7", "0.8", "0.9")) {
      browser().type("#sought", RIGHT);
      browser().await(BOX + ".value === '" + next + "'");
    }
    browser().value("(box => { box.focus(); box.select(); })(" + BOX + ")");
    browser().press("0.78" + ENTER); // the nearest is the scenario's
    browser().await(BOX + ".value === '0.8' && location.hash === ''");
    assertThat(text("word")).isEqualTo("frozen");
    assertAccessible();
    assertFits();
    assertThat(browser().log()).doesNotContain("SEVERE");
  }
}
