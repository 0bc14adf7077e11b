package thaw.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
  private static String page(int threads) throws Exception {
    return Grid.of(Small.scenario(), List.of(Vary.parse("trust.initial=0.1:0.9:3")))
        .page(Small.options(), threads, new Small.Words(), "0", (done, all) -> {});
  }

  @Test
  void aGridIsOnePageWithAllAnswersWhateverTheThreads() throws Exception {
    String page = page(1);
    assertThat(page(2)).isEqualTo(page);
    assertThat(page).doesNotContain("src=\"/", "href=\"/", "http-equiv=\"refresh");
    String open = "<script type=\"application/json\" id=\"grid\">";
    int from = page.indexOf(open) + open.length();
    String json = page.substring(from, page.indexOf("</script>", from));
    JsonNode data = new ObjectMapper().readTree(json);
    assertThat(data.get("points")).hasSize(3);
    assertThat(data.at("/axes/0/values/1").asDouble()).isEqualTo(0.5);
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
  void valuesOfAnAxisAreEvenAndEndWhereTheyShould() {
    assertThat(Vary.parse("a.b=0.1:0.7:7").values())
        .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7);
  }
}
