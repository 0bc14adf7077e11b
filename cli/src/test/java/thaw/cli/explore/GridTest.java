package thaw.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import thaw.model.game.PhasedExchange;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;

class GridTest {
  private static String page(int threads, String... vary) throws Exception {
    return grid(vary).page(Small.options(), threads, new Small.Words(), "0", (done, all) -> {});
  }

  private static Grid grid(String... vary) throws Exception {
    return Grid.of(Small.scenario(), Stream.of(vary).map(Vary::parse).toList());
  }

  private static JsonNode data(String page) throws Exception {
    String open = "<script type=\"application/json\" id=\"grid\">";
    int from = page.indexOf(open) + open.length();
    return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
  }

  @Test
  void aGridIsOnePageWithAllAnswersWhateverTheThreads() throws Exception {
    String page = page(1, "trust.initial=0.3:0.9:3");
    assertThat(page(2, "trust.initial=0.3:0.9:3")).isEqualTo(page);
    assertThat(page).doesNotContain("src=\"/", "href=\"/", "http-equiv=\"refresh");
    JsonNode data = data(page);
    assertThat(data.get("points")).hasSize(4);
    assertThat(data.at("/axes/0/values").valueStream().map(JsonNode::asDouble))
        .as("the scenario's own value, 0.1, is out of the range varied")
        .containsExactly(0.1, 0.3, 0.6, 0.9);
    assertThat(data.at("/axes/0/label").asText()).isEqualTo("initial trust");
    for (JsonNode point : data.get("points")) {
      assertThat(point.get("verdict").asText()).isIn("frozen", "sustainable", "undecided");
      assertThat(point.get("figures")).hasSize(5);
      point.get("figures").forEach(k -> assertThat(data.get("figures").has(k.asInt())).isTrue());
    }
    // the roadmap does not depend on trust and is held once
    assertThat(data.get("figures").findValuesAsText("name")).containsOnlyOnce("roadmap");
    assertThat(page)
        .doesNotContain("<img src=x>")
        .doesNotContain("document.title='taken'</script>");
  }

  @Test
  void gridsThatCannotBeAreRefusedWithWhatIsAllowed() throws Exception {
    for (List<String> wrong :
        List.of(
            List.<String>of(),
            List.of("trust.initial"),
            List.of("trust.initial=0:1"),
            List.of("trust.initial=1:0:3"),
            List.of("trust.initial=0.1:0.9:1"),
            List.of("trust.initial=0.1:0.9:x"),
            List.of("parties.us.temptation=-1e308:1e308:2"),
            List.of("trust.initial=0.1:5:3"),
            List.of("no.such=0:1:2"),
            List.of("trust.initial=0.1:0.9:2", "trust.initial=0.1:0.9:2"),
            List.of("trust.initial=0.1:0.9:30", "parties.us.patience=0.1:0.9:30"))) {
      assertThatThrownBy(() -> Grid.of(Small.scenario(), wrong.stream().map(Vary::parse).toList()))
          .as(wrong.toString())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("llowed");
    }
  }

  @Test
  void theScenarioItselfIsAPointAndItsAnswerIsTheScenarios() throws Exception {
    // 0.8 is midway between 0.7 and 0.9, and frozen, where 0.9 is sustainable
    JsonNode data = data(page(2, "parties.us.patience=0.5:0.9:3"));
    assertThat(data.at("/axes/0/values").valueStream().map(JsonNode::asDouble))
        .containsExactly(0.5, 0.7, 0.8, 0.9);
    assertThat(data.at("/axes/0/value").asDouble()).isEqualTo(0.8);
    JsonNode own = data.at("/points/2");
    FreezeReport report =
        FreezeAnalysis.withDefaults()
            .with(Small.options())
            .analyse(PhasedExchange.compile(Small.scenario()));
    assertThat(own.get("verdict").asText()).isEqualTo(report.verdict().word()).isEqualTo("frozen");
    assertThat(own.get("reason").asText()).isEqualTo(report.reason());
    assertThat(own.get("command").asText()).isEqualTo("thaw freeze {}");
    assertThat(data.at("/points/3/verdict").asText()).isEqualTo("sustainable");
    assertThat(data.at("/points/3/command").asText())
        .isEqualTo("thaw freeze {parties.us.patience=0.9}");
  }

  @Test
  void theScenariosOwnValuesCountAmongThePoints() throws Exception {
    assertThat(grid("parties.us.patience=0.8:0.9:2", "trust.initial=0.3:0.9:3").size())
        .isEqualTo(2 * 4);
    assertThat(grid("parties.us.patience=0.5:0.9:5").size()).as("0.8 is one of five").isEqualTo(5);
    assertThat(grid("parties.us.patience=0.1:0.3:399").size()).isEqualTo(Vary.MOST);
    assertThatThrownBy(() -> grid("parties.us.patience=0.1:0.3:400"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("401 points, the scenario's own values among them; allowed: up to 400");
  }

  @Test
  void anAxisTakesTheOwnValueOnceInOrderAndExactly() {
    assertThat(Vary.parse("a.b=0.1:0.7:7").valuesWith(0.3))
        .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7);
    double third = 1 / 3.0; // the grid's own is rounded to 12 digits
    assertThat(Vary.parse("a.b=0:1:4").valuesWith(third))
        .containsExactly(0.0, third, 0.666666666667, 1.0);
    assertThat(Vary.parse("a.b=0:1:2").valuesWith(0.30000000000000004))
        .containsExactly(0.0, 0.30000000000000004, 1.0);
    assertThat(Vary.parse("a.b=0.5:0.9:3").valuesWith(0.8)).containsExactly(0.5, 0.7, 0.8, 0.9);
    // out of the range varied
    assertThat(Vary.parse("a.b=0.5:0.9:2").valuesWith(-3)).containsExactly(-3.0, 0.5, 0.9);
    assertThat(Vary.parse("a.b=0.5:0.9:2").valuesWith(7)).containsExactly(0.5, 0.9, 7.0);
    // sizes of units do not matter, nor does a range far from zero
    assertThat(Vary.parse("a.b=1e-9:3e-9:2").valuesWith(2e-9)).containsExactly(1e-9, 2e-9, 3e-9);
    assertThat(Vary.parse("a.b=1e9:3e9:2").valuesWith(1e9 + 9)).containsExactly(1e9, 1e9 + 9, 3e9);
    assertThat(Vary.parse("a.b=1000000:1000000.000002:3").valuesWith(1000000))
        .hasSize(3)
        .isSorted();
    assertThat(Vary.parse("a.b=-1:1:3").valuesWith(-0.0)).hasSize(3);
  }
}
