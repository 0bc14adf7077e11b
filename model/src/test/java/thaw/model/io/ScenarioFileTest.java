package thaw.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import thaw.model.Scenario;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;

class ScenarioFileTest {
  private static final Path EXAMPLES = Path.of("../examples/us-dprk");
  private static final Path BASE = EXAMPLES.resolve("phased-parallel.json");
  private static final int MUTANTS = 4000;

  private static List<String> problems(String text) {
    try {
      ScenarioFile.parse(text, "file.json", List.of());
      return List.of();
    } catch (BadInput e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyExampleReadsBackEqualAfterWriting() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(EXAMPLES)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(files).hasSize(18);
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      Scenario scenario = ScenarioFile.read(file, List.of());
                      assertThat(ScenarioFile.parse(ScenarioFile.write(scenario), "x", List.of()))
                          .isEqualTo(scenario);
                    }));
  }

  @Test
  void ofADocumentOfAnotherKindNothingIsToldButThat() {
    assertThat(problems("{\"format\": \"thaw/game@1\", \"players\": []}"))
        .containsExactly(
            "file.json:1:12: format: is the text \"thaw/game@1\"; allowed: thaw/scenario@1");
    assertThat(problems("{\"format\": \"thaw/scenario@2\"}")).hasSizeGreaterThan(2);
  }

  @Test
  void allProblemsAreToldAtOnceWithTheirPlaces() throws IOException {
    String text =
        Files.readString(BASE)
            .replace("\"lift-sanctions\"], \"dprk\"", "\"lift-sanction\"], \"dprk\"")
            .replaceFirst("\"patience\": 0.8", "\"patience\": \"0.8\"")
            .replace("\"decay\": 0.05", "\"decay\": 1.5");
    assertThat(problems(text))
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(p -> p.matches("file.json:\\d+:\\d+: .*; allowed: .*"));
    assertThat(problems(text)).anyMatch(p -> p.contains("parties.us.patience"));
    assertThat(problems(text)).anyMatch(p -> p.contains("trust.decay"));
  }

  @Test
  void anUndefinedStepIsNamedWithTheOneThatWasMeant() throws IOException {
    String text =
        Files.readString(BASE)
            .replace("\"lift-sanctions\"], \"dprk\"", "\"lift-sanction\"], \"dprk\"");
    assertThat(problems(text))
        .anyMatch(p -> p.contains("lift-sanction") && p.contains("lift-sanctions"));
  }

  @Test
  void duplicateFieldsTrailingTextAndTextForNumbersAreErrors() throws IOException {
    String text = Files.readString(BASE);
    assertThat(problems(text.replaceFirst("\"title\":", "\"name\": \"x\", \"title\":")))
        .anyMatch(p -> p.contains("twice"));
    assertThat(problems(text + " x")).isNotEmpty();
    assertThat(problems(text.replaceFirst("\"temptation\": 0.5", "\"temptation\": \"0.5\"")))
        .isNotEmpty();
    assertThat(problems(text.replaceFirst("\"temptation\": 0.5", "\"temptation\": NaN")))
        .isNotEmpty();
  }

  @Test
  void anOverrideThatNamesNoFieldIsAProblem() {
    assertThatThrownBy(
            () -> ScenarioFile.read(BASE, List.of(Setting.parse("parties.us.patienc=0.9"))))
        .isInstanceOf(BadInput.class);
  }

  @Test
  void thirdPartiesAreCheckedAsStrictlyAsTheParties() throws IOException {
    String text = Files.readString(EXAMPLES.resolve("six-party.json"));
    assertThat(problems(text)).isEmpty();
    String wrong =
        text.replace("\"label\": \"ROK\"", "\"label\": \"US\"")
            .replace("\"crisis\": -0.5", "\"crises\": -0.5")
            .replace("{\"denuclearization\": 0.1, \"peace\": 0.15,", "{\"peace\": 0.15,")
            .replace("    \"japan\": {", "    \"dprk\": {");
    assertThat(problems(wrong))
        .anyMatch(p -> p.contains("thirdParties.rok.label"))
        .anyMatch(p -> p.contains("thirdParties.russia.climatePayoff.crises"))
        .anyMatch(p -> p.contains("thirdParties.china.weight: \"denuclearization\" is missing"))
        .anyMatch(p -> p.contains("thirdParties.dprk: \"dprk\" is one of the two parties"))
        .allMatch(p -> p.matches("file.json:\\d+:\\d+: .*; allowed: .*"));
    assertThat(problems(text.replaceFirst("\"statusQuoCost\": 0.02,", "")))
        .anyMatch(p -> p.contains("thirdParties.russia"));
    assertThat(problems(text.replaceFirst("\"crisis\": -4", "\"crisis\": \"-4\"")))
        .anyMatch(p -> p.contains("thirdParties.rok.climatePayoff.crisis"));
  }

  /** Thousands of damaged files: each is read or refused, none ends otherwise or hangs. */
  @Test
  void mutatedFilesAreReadOrRefused() throws IOException {
    String base = Files.readString(BASE);
    Random random = new Random(20190619);
    int[] outcomes = new int[2];
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(5),
        () -> {
          for (int k = 0; k < MUTANTS; k++) {
            String mutant = mutate(base, random);
            String name = k % 4 == 0 ? "mutant.yaml" : "mutant.json";
            try {
              PhasedExchange.sizeBound(ScenarioFile.parse(mutant, name, List.of()));
              outcomes[0]++;
            } catch (BadInput e) {
              assertThat(e.problems()).isNotEmpty();
              outcomes[1]++;
            }
          }
        });
    assertThat(outcomes[0]).isPositive();
    assertThat(outcomes[1]).isPositive();
  }

  private static String mutate(String base, Random random) {
    StringBuilder text = new StringBuilder(base);
    int changes = 1 + random.nextInt(3);
    for (int c = 0; c < changes && text.length() > 2; c++) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(7)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, "{}[],:\"-.0159eE\\\u0000é💥\n".charAt(random.nextInt(20)));
        case 2 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
        case 3 -> text.delete(at, end);
        case 4 -> text.insert(at, text.substring(at, end));
        case 5 -> replaceNumber(text, at, random);
        default -> text.setLength(Math.max(1, text.length() - random.nextInt(200)));
      }
    }
    return text.toString();
  }

  private static void replaceNumber(StringBuilder text, int from, Random random) {
    String[] values = {
      "-1",
      "0",
      "1",
      "1e999",
      "-1e-999",
      "NaN",
      "\"0.5\"",
      "null",
      "true",
      "[]",
      "{}",
      "1e400000",
      "99999999999999999999",
      "0.30000000000000004"
    };
    for (int k = from; k < text.length(); k++) {
      if (Character.isDigit(text.charAt(k))) {
        int end = k;
        while (end < text.length() && "0123456789.eE-".indexOf(text.charAt(end)) >= 0) {
          end++;
        }
        text.replace(k, end, values[random.nextInt(values.length)]);
        return;
      }
    }
  }

  @Test
  void gamesReadBackEqualAndRationalsAreExact() throws Exception {
    String text =
        """
        {"format":"thaw/game@1","name":"g","players":["a","b"],"discount":["1/3",0.5],
         "states":[{"name":"s","actions":[["x","y"],["z"]],
           "payoffs":[[["1/3",0]],[[-1,0.1]]],
           "transitions":[[{"s":1}],[{"t":"1/4","s":0.75}]]},
          {"name":"t","actions":[["x"],["z"]],"payoffs":[[[0,0]]],"transitions":[[[0,1]]]}]}
        """;
    Game game = GameFile.parse(text, "g.json", List.of());
    assertThat(game.discount(0)).isEqualTo(1 / 3.0);
    assertThat(game.state(0).exactPayoff(0, 0).toString().replace(" ", "")).isEqualTo("1/3");
    assertThat(game.state(0).transition(1).probabilityOf(1)).isEqualTo(0.25);
    String written = GameFile.write(game);
    assertThat(GameFile.write(GameFile.parse(written, "g.json", List.of()))).isEqualTo(written);
  }

  @Test
  void aGameFilesProblemsAreAllTold() {
    String text =
        """
        {"format":"thaw/game@1","name":"g","players":["a","b"],"discount":1,
         "states":[{"name":"s","actions":[["x","y"],["z"]],
           "payoffs":[[[1,"one"]],[[1]]],"transitions":[[{"u":1}],[[0.5]]]}]}
        """;
    assertThatThrownBy(() -> GameFile.parse(text, "g.json", List.of()))
        .isInstanceOfSatisfying(
            BadInput.class, e -> assertThat(e.problems()).hasSizeGreaterThanOrEqualTo(5));
  }
}
