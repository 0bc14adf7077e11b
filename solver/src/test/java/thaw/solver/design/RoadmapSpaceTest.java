package thaw.solver.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import thaw.model.Design;
import thaw.model.Scenario;
import thaw.model.Sequencing;
import thaw.model.io.BadInput;
import thaw.model.io.ScenarioFile;
import thaw.model.io.Setting;

class RoadmapSpaceTest {
  /** Ordered set partitions of n steps: OEIS A000670. */
  private static final int[] FUBINI = {1, 1, 3, 13, 75, 541, 4683};

  @Test
  void stepsGoIntoPhasesInAsManyWaysAsThereAreSurjectionsEachOnceInOrder() {
    for (int n = 1; n <= 6; n++) {
      long all = 0;
      for (int k = 1; k <= n; k++) {
        Surjections surjections = new Surjections(n, k);
        Set<String> seen = new TreeSet<>();
        String before = "";
        for (int number = 0; number < surjections.count().intValueExact(); number++) {
          int[] phase = surjections.at(BigInteger.valueOf(number));
          assertThat(IntStream.of(phase).distinct().count()).isEqualTo(k);
          assertThat(IntStream.of(phase).max().orElseThrow()).isEqualTo(k - 1);
          String text = String.join("", IntStream.of(phase).mapToObj(Integer::toString).toList());
          assertThat(text).isGreaterThan(before);
          before = text;
          seen.add(text);
        }
        assertThat(seen).hasSize(surjections.count().intValueExact());
        all += seen.size();
      }
      assertThat(all).isEqualTo(FUBINI[n]);
    }
    assertThat(new Surjections(3, 4).count()).isZero();
  }

  @Test
  void theArticlesFourAndFourStepsMakeTheNumbersOfRoadmapsOfTheFormulas() throws Exception {
    Scenario article = ScenarioFile.read(Files.ARTICLE, List.of());
    Design both = Design.standard(article);
    // Σ (k! S(4,k))²: 1 + 14² + 36² + 24²
    assertThat(RoadmapSpace.of(article, both).size()).isEqualTo(2069);
    RoadmapSpace.Selection selection = RoadmapSpace.of(article, both).select();
    assertThat(selection.complete()).isTrue();
    assertThat(selection.ownAdmitted()).isTrue();
    assertThat(selection.plans()).hasSize(2069);
    assertThat(selection.plans().get(0).notation()).isEqualTo("1a|2b|3c|4d");
    // the ordered set partitions of 8 steps
    assertThat(design(Files.ARTICLE, "{everyPhase: either}").size()).isEqualTo(545_835);
    // each of two joint steps in any of k phases: 1 + 4·196 + 9·1296 + 16·576
    assertThat(design(Files.ARTICLE, "{joint: anywhere}").size()).isEqualTo(21_665);
    assertThat(design(Files.ARTICLE, "{phases: {least: 2, most: 3}}").size()).isEqualTo(1492);
  }

  @Test
  void twoStepsEachMakeFiveRoadmapsOrSeventyFiveWhereEitherMayPause() throws Exception {
    assertThat(notations(design(Files.SMALL, "{}")))
        .containsExactlyInAnyOrder("12ab", "1a|2b", "1b|2a", "2a|1b", "2b|1a");
    assertThat(design(Files.SMALL, "{everyPhase: either}").select().plans()).hasSize(75);
  }

  @Test
  void everyRoadmapOfTheSpaceIsAValidScenarioAndAppearsOnce() throws Exception {
    Scenario small = ScenarioFile.read(Files.SMALL, List.of());
    RoadmapSpace space = design(Files.SMALL, "{everyPhase: either, joint: anywhere}");
    Set<Object> seen = new HashSet<>();
    for (int n = 0; n < space.size().intValueExact(); n++) {
      Plan plan = space.at(BigInteger.valueOf(n));
      assertThat(plan.in(small).phases()).isEqualTo(plan.phases());
      seen.add(plan);
    }
    assertThat(seen).hasSize(space.size().intValueExact());
    assertThatThrownBy(() -> space.at(space.size())).hasMessageContaining("allowed: 0 to");
  }

  @Test
  void stepsWithTheSameNumbersAreInterchangeable() throws Exception {
    String twins =
        "steps.y={\"name\":\"y\",\"by\":\"a\",\"cost\":0.6,\"benefit\":1,\"effort\":0.2,"
            + "\"verification\":0.5,\"reversibility\":1,\"approval\":1,\"objectives\":{},"
            + "\"tags\":[\"other\"]}";
    ScenarioFile.WithDesign asked =
        ScenarioFile.readWithDesign(Files.SMALL, List.of(Setting.parse(twins)));
    RoadmapSpace.Selection selection = RoadmapSpace.of(asked.scenario(), asked.design()).select();
    assertThat(selection.admitted()).contains(5);
    assertThat(selection.games()).contains(3);
    assertThat(selection.plans().stream().map(Plan::notation))
        .containsExactlyInAnyOrder("12ab", "1a|2b", "1b|2a");
  }

  @Test
  void allAtOnceIsTheParallelRoadmapOfOnePhase() throws Exception {
    RoadmapSpace space =
        design(Files.SMALL, "{sequencing: [{kind: parallel, lead: 1}, {kind: package}]}");
    assertThat(space.size()).isEqualTo(6);
    assertThat(space.select().games()).contains(5);
    // a lead of as many phases as there are is no limit
    space = design(Files.SMALL, "{sequencing: [{kind: parallel, lead: 2}, {kind: free}]}");
    assertThat(space.size()).isEqualTo(10);
    assertThat(space.select().games()).contains(5);
  }

  @Test
  void onlyOrdersThatRespectWhatComesBeforeAreAdmitted() throws Exception {
    assertThat(notations(design(Files.SMALL, "{before: [[x, y]]}")))
        .containsExactlyInAnyOrder("1a|2b", "1b|2a");
    assertThat(notations(design(Files.SMALL, "{before: [[x, v]]}"))).containsExactly("1a|2b");
  }

  @Test
  void underOnePartyFirstAllItsStepsComeBeforeTheOthers() throws Exception {
    assertThat(
            notations(
                design(Files.SMALL, "{before: [[x, v]], sequencing: [{kind: first, party: a}]}")))
        .contains("12ab", "2a|1b", "1b|2a");
    Scenario small = ScenarioFile.read(Files.SMALL, List.of());
    RoadmapSpace space =
        design(Files.SMALL, "{before: [[x, v]], sequencing: [{kind: first, party: b}]}");
    for (int n = 0; n < space.size().intValueExact(); n++) {
      assertThat(space.respectsOrder(space.at(BigInteger.valueOf(n)))).isFalse();
    }
    assertThat(small.sequencing()).isEqualTo(new Sequencing.Parallel(1));
  }

  @Test
  void ofMoreRoadmapsThanTheLimitARandomSampleIsTakenAlwaysTheSame() throws Exception {
    RoadmapSpace space = design(Files.ARTICLE, "{limit: 20}");
    RoadmapSpace.Selection one = space.select();
    assertThat(one.complete()).isFalse();
    assertThat(one.plans()).hasSize(21).doesNotHaveDuplicates();
    assertThat(space.select().plans()).isEqualTo(one.plans());
  }

  @Test
  void ofSpacesTooLargeToEnumerateASampleIsDrawnByNumber() throws Exception {
    RoadmapSpace space =
        design(
            Files.ARTICLE,
            "{everyPhase: either, joint: anywhere, granularity: [1, 2, 3], limit: 30}");
    assertThat(space.size()).isGreaterThan(BigInteger.valueOf(RoadmapSpace.MOST_ENUMERATED));
    RoadmapSpace.Selection sample = space.select();
    assertThat(sample.games()).isEmpty();
    assertThat(sample.plans()).hasSize(31);
    assertThat(sample.ownAdmitted()).isTrue();
  }

  @Test
  void aSpaceWithoutRoadmapsIsRefused() throws Exception {
    ScenarioFile.WithDesign asked = asked(Files.SMALL, "{phases: {least: 3}}");
    assertThatThrownBy(() -> RoadmapDesign.withDefaults().solve(asked.scenario(), asked.design()))
        .hasMessageContaining("no roadmap");
  }

  private static List<String> notations(RoadmapSpace space) {
    RoadmapSpace.Selection selection = space.select();
    List<Plan> plans = selection.plans();
    return (selection.ownAdmitted() ? plans : plans.subList(1, plans.size()))
        .stream().map(Plan::notation).toList();
  }

  static ScenarioFile.WithDesign asked(Path file, String design) throws BadInput, IOException {
    return ScenarioFile.readWithDesign(file, List.of(Setting.parse("design=" + json(design))));
  }

  private static RoadmapSpace design(Path file, String design) throws BadInput, IOException {
    ScenarioFile.WithDesign asked = asked(file, design);
    return RoadmapSpace.of(asked.scenario(), asked.design());
  }

  /** Words in quotes. */
  private static String json(String text) {
    return text.replaceAll("([A-Za-z]+)", "\"$1\"");
  }

  /** The scenarios of these tests. */
  static final class Files {
    static final Path SMALL = Path.of("src/test/resources/thaw/solver/design/two-and-two.yaml");
    static final Path ARTICLE = Path.of("../examples/us-dprk/phased-parallel.json");

    private Files() {}
  }
}
