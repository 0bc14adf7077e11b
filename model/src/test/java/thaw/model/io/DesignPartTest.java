package thaw.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import thaw.model.Design;
import thaw.model.Design.Before;
import thaw.model.Design.Criterion;
import thaw.model.Scenario;
import thaw.model.Sequencing;

class DesignPartTest {
  private static final Path BASE = Path.of("../examples/us-dprk/phased-parallel.json");

  private static String with(String design) throws IOException {
    return Files.readString(BASE)
        .replaceFirst("\"notes\"", "\"design\": " + design + ", \"notes\"");
  }

  private static List<String> problems(String design) throws IOException {
    try {
      ScenarioFile.parse(with(design), "file.json", List.of());
      return List.of();
    } catch (BadInput e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }

  @Test
  void whatIsLeftOutIsStandardForTheScenario() throws Exception {
    ScenarioFile.WithDesign plain = ScenarioFile.readWithDesign(BASE, List.of());
    assertThat(plain.design()).isEqualTo(Design.standard(plain.scenario()));
    assertThat(plain.design().sequencing()).containsExactly(plain.scenario().sequencing());
    assertThat(ScenarioFile.parseWithDesign(with("{}"), "x", List.of())).isEqualTo(plain);
  }

  @Test
  void everyFieldIsRead() throws Exception {
    Design design =
        ScenarioFile.parseWithDesign(
                with(
                    """
                    {"phases": {"least": 2, "most": 3}, "everyPhase": "either", "joint": "anywhere",
                     "before": [["freeze-yongbyon", "destroy-icbms"]], "granularity": [1, 2],
                     "sequencing": [{"kind": "first", "party": "us"}, {"kind": "free"}],
                     "criteria": ["trust", "today"], "patience": {"from": 0.6, "to": 0.9},
                     "precision": 0.1, "ranked": 3, "checks": 0, "limit": 7}"""),
                "x",
                List.of())
            .design();
    assertThat(design)
        .isEqualTo(
            new Design(
                2,
                3,
                Design.EveryPhase.EITHER,
                Design.Joint.ANYWHERE,
                List.of(new Before("freeze-yongbyon", "destroy-icbms")),
                List.of(1, 2),
                List.of(new Sequencing.First("us"), new Sequencing.Free()),
                List.of(Criterion.TRUST, Criterion.TODAY),
                new Design.Interval(0.6, 0.9),
                0.1,
                3,
                0,
                7));
  }

  @Test
  void theScenarioIsTheSameWithOrWithoutADesign() throws Exception {
    Scenario plain = ScenarioFile.read(BASE, List.of());
    assertThat(ScenarioFile.parse(with("{\"limit\": 7}"), "x", List.of())).isEqualTo(plain);
  }

  @Test
  void allProblemsOfADesignAreToldWithTheirPlaces() throws Exception {
    assertThat(
            problems("{\"limits\": 7, \"joint\": \"somewhere\", \"criteria\": [], \"ranked\": 0}"))
        .hasSize(4)
        .allMatch(p -> p.matches("file.json:\\d+:\\d+: design.*; allowed: .*"))
        .anyMatch(p -> p.contains("did you mean limit"))
        .anyMatch(p -> p.contains("keep, anywhere"));
    assertThat(problems("{\"before\": [[\"freeze\", \"destroy-icbms\"], [\"lift-sanctions\"]]}"))
        .anyMatch(p -> p.contains("design.before[1]"));
    assertThat(problems("{\"before\": [[\"freeze\", \"destroy-icbms\"]]}"))
        .singleElement()
        .asString()
        .contains("design.before[0][0]: step \"freeze\" is not defined");
    assertThat(
            problems(
                "{\"before\": [[\"freeze-yongbyon\", \"destroy-icbms\"],"
                    + " [\"destroy-icbms\", \"freeze-yongbyon\"]]}"))
        .singleElement()
        .asString()
        .contains("design.before: the steps go round in a circle");
    assertThat(problems("{\"sequencing\": [{\"kind\": \"first\", \"party\": \"uk\"}]}"))
        .singleElement()
        .asString()
        .contains("design.sequencing[0].party: \"uk\" is not defined");
    assertThat(problems("{\"phases\": {\"least\": 3, \"most\": 2}}")).hasSize(1);
    assertThat(problems("{\"patience\": {\"from\": 0.9, \"to\": 0.6}}")).hasSize(1);
  }

  @Test
  void aScenarioWrittenWithItsDesignReadsBackEqual() throws Exception {
    for (String design :
        List.of(
            "{}",
            """
            {"phases": {"least": 2, "most": 3}, "everyPhase": "either", "joint": "anywhere",
             "before": [["freeze-yongbyon", "destroy-icbms"]], "granularity": [1, 2],
             "sequencing": [{"kind": "first", "party": "us"}, {"kind": "free"},
                            {"kind": "parallel", "lead": 2}],
             "criteria": ["trust", "today"], "patience": {"from": 0.6, "to": 0.9},
             "precision": 0.1, "ranked": 3, "checks": 0, "limit": 7}""")) {
      ScenarioFile.WithDesign asked =
          ScenarioFile.parseWithDesign(with(design), "x.json", List.of());
      String written = ScenarioFile.write(asked);
      assertThat(ScenarioFile.parseWithDesign(written, "y.json", List.of())).isEqualTo(asked);
    }
  }

  @Test
  void anOverrideReachesTheDesign() throws Exception {
    ScenarioFile.WithDesign asked =
        ScenarioFile.readWithDesign(BASE, List.of(Setting.parse("design={\"limit\": 3}")));
    assertThat(asked.design().limit()).isEqualTo(3);
    assertThatThrownBy(
            () ->
                ScenarioFile.readWithDesign(BASE, List.of(Setting.parse("design={\"limit\": 0}"))))
        .isInstanceOfSatisfying(
            BadInput.class, e -> assertThat(e.problems().get(0).toString()).startsWith("--set:"));
  }
}
