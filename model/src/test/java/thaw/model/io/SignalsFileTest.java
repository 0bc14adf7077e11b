package thaw.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.game.PublicMonitoring;

/** Public signals in game files. */
class SignalsFileTest {
  private static final String GAME =
      """
      {"format":"thaw/game@1","name":"pd","players":["one","two"],"discount":0.9,
       "states":[{"name":"stage","actions":[["C","D"],["C","D"]],
         "payoffs":[[[2,2],[-1,3]],[[3,-1],[0,0]]],
         "signals":["good","bad"],
         "signalProbabilities":[[["2/3","1/3"],[0.5,0.5]],[[0.5,0.5],[0.25,0.75]]]}]}
      """;

  private static List<String> problems(String text) {
    try {
      GameFile.parse(text, "file.json", List.of());
      return List.of();
    } catch (BadInput e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }

  @Test
  void signalsAreReadAndWrittenBack() throws BadInput {
    Game game = GameFile.parse(GAME, "file.json", List.of());
    assertThat(game.hasSignals()).isTrue();
    Game again = GameFile.parse(GameFile.write(game), "again.json", List.of());
    PublicMonitoring one = game.state(0).monitoring().orElseThrow();
    PublicMonitoring other = again.state(0).monitoring().orElseThrow();
    assertThat(other.signals()).containsExactly("good", "bad");
    for (int a = 0; a < 4; a++) {
      for (int y = 0; y < 2; y++) {
        assertThat(other.probability(a, y)).isEqualTo(one.probability(a, y));
      }
    }
    assertThat(one.probability(0, 0)).isEqualTo(2.0 / 3);
  }

  @Test
  void aGameWithoutSignalsHasNone() throws BadInput {
    String text = GAME.replaceAll("(?s),\\s*\"signals\".*\\]\\]\\]\\}\\]\\}", "}]}");
    Game game = GameFile.parse(text, "file.json", List.of());
    assertThat(game.hasSignals()).isFalse();
    assertThat(GameFile.write(game)).doesNotContain("signal");
  }

  @Test
  void whatIsWrongWithSignalsIsToldWithItsPlace() {
    assertThat(problems(GAME.replace("[0.25,0.75]", "[0.25,0.7]")))
        .singleElement()
        .asString()
        .startsWith("file.json:5:")
        .contains("states[0].signalProbabilities[1][1]")
        .contains("sum to 0.95");
    assertThat(problems(GAME.replace("[0.25,0.75]", "[1.25,-0.25]"))).hasSize(2);
    assertThat(problems(GAME.replace("[0.25,0.75]", "[0.25,0.25,0.5]")))
        .singleElement()
        .asString()
        .contains("one probability per signal, 2");
    assertThat(problems(GAME.replace("[0.25,0.75]", "[0.25,\"x\"]"))).isNotEmpty();
    assertThat(problems(GAME.replace("\"good\",\"bad\"", "\"good\",\"good\"")))
        .singleElement()
        .asString()
        .contains("distinct");
    assertThat(problems(GAME.replace("\"signals\":[\"good\",\"bad\"],", "")))
        .singleElement()
        .asString()
        .contains("\"signals\" is missing");
    assertThat(problems(GAME.replace("signals", "signal")))
        .anyMatch(p -> p.contains("there is no field"));
  }
}
