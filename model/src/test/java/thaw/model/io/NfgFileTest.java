package thaw.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

class NfgFileTest {
  private static final String HEAD = "NFG 1 R \"x\" { \"1\" \"2\" } ";

  private static State read(String text) throws BadInput {
    return NfgFile.parse(text, "game.nfg").state(0);
  }

  private static BigFraction fraction(long numerator, long denominator) {
    return BigFraction.of(numerator, denominator);
  }

  @Test
  void theFirstPlayersStrategyIsFastest() throws BadInput {
    State game = read(HEAD + "{ 2 3 }\n 1 0  2 0\n 3 0  4 0\n 5 0  6 0\n");
    assertThat(game.payoff(game.profile(1, 0), 0)).isEqualTo(2);
    assertThat(game.payoff(game.profile(0, 1), 0)).isEqualTo(3);
    assertThat(game.payoff(game.profile(1, 2), 0)).isEqualTo(6);
  }

  @Test
  void numbersAreExactInEveryNotation() throws BadInput {
    State game = read(HEAD + "{ 2 2 } 1e2 1.5E-1 -2/6 .5 +1 -.5e1 0.1 7.");
    assertThat(
            List.of(
                game.exactPayoff(game.profile(0, 0), 0),
                game.exactPayoff(game.profile(0, 0), 1),
                game.exactPayoff(game.profile(1, 0), 0),
                game.exactPayoff(game.profile(1, 0), 1),
                game.exactPayoff(game.profile(0, 1), 0),
                game.exactPayoff(game.profile(0, 1), 1),
                game.exactPayoff(game.profile(1, 1), 0),
                game.exactPayoff(game.profile(1, 1), 1)))
        .containsExactly(
            fraction(100, 1),
            fraction(3, 20),
            fraction(-1, 3),
            fraction(1, 2),
            fraction(1, 1),
            fraction(-5, 1),
            fraction(1, 10),
            fraction(7, 1));
  }

  @Test
  void outcomesGivePayoffsByNumberAndNoneGivesZero() throws BadInput {
    State game =
        read(
            HEAD
                + "{ { \"a\" \"b\" } { \"c\" \"d\" } } \"comment\""
                + " { { \"o\" 1, 2 } { \"p\" 1/3 4 } } 1 2 0 1");
    assertThat(game.actions(1)).containsExactly("c", "d");
    assertThat(game.exactPayoff(game.profile(1, 0), 0)).isEqualTo(fraction(1, 3));
    assertThat(game.payoff(game.profile(0, 1), 1)).isZero();
    assertThat(game.payoff(game.profile(1, 1), 1)).isEqualTo(2);
  }

  @Test
  void emptyAndRepeatedLabelsAreMadeDistinct() throws BadInput {
    Game game =
        NfgFile.parse(
            "NFG 1 D \"x\" { \"A\" \"A\" } {{ \"s\" \"s\" }{ \"\" \"\" }} 1 1 0 0 0 0 1 1", "g");
    assertThat(game.players()).containsExactly("A", "A (2)");
    assertThat(game.state(0).actions(0)).containsExactly("s", "s (2)");
    assertThat(game.state(0).actions(1)).containsExactly("1", "2");
  }

  @Test
  void bracesMayTouchTheirContentsAndOnePlayerIsAGame() throws BadInput {
    assertThat(read("NFG 1 R \"x\" {\"1\" \"2\"}{2 2}1 1 0 0 0 0 1 1").profileCount()).isEqualTo(4);
    assertThat(read("NFG 1 R \"Théorie\" { \"Zoë\" } { 3 } 1 5 2").payoff(1, 0)).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "NFX 1 R \"x\" { \"1\" } { 1 } 1 | 1:1: unexpected \"NFX\"",
        "NFG 2 R \"x\" { \"1\" } { 1 } 1 | 1:5: unexpected \"2\"",
        "NFG 1 Q \"x\" { \"1\" } { 1 } 1 | 1:7: unexpected \"Q\"",
        "NFG 1 R { \"1\" } { 1 } 1 | 1:9: unexpected \"{\"",
        "NFG 1 R \"x\" { } { } | 1:15: unexpected \"}\"",
        "NFG 1 R \"x { 1 } { 1 } 1 | 1:9: a label is not ended",
        "NFG 1 R \"x\" { \"1\" } { 0 } | 1:23: unexpected \"0\"",
        "NFG 1 R \"x\" { \"1\" } { -2 } 1 | 1:23: unexpected \"-2\"",
        "NFG 1 R \"x\" { \"1\" } { 2.7 } 1 2 | 1:23: unexpected \"2.7\"",
        "NFG 1 R \"x\" { \"1\" } { { } } 1 | 1:23: unexpected \"{\"",
        "NFG 1 R \"x\" { \"1\" } { 2 2 } 1 2 | 1:25: unexpected \"2\"",
        "NFG 1 R \"x\" { \"1\" } { 2 } 1 | 1:28: the file ends",
        "NFG 1 R \"x\" { \"1\" } { 2 } 1 2 9 | 1:31: unexpected \"9\"",
        "NFG 1 R \"x\" { \"1\" } { 2 } 1 abc | 1:29: \"abc\" is no number",
        "NFG 1 R \"x\" { \"1\" } { 2 } 1 - | 1:29: \"-\" is no number",
        "NFG 1 R \"x\" { \"1\" } { 2 } 1, 2 | 1:28: unexpected \",\"",
        "NFG 1 R \"x\" { \"1\" } { 2 } 1 1/0 | 1:29: 1/0 is a division by zero",
        "NFG 1 R \"x\" { \"1\" } { 2 } 1 1e400 | 1:29: 1e400 is too large",
        "NFG 1 R \"x\" { \"1\" } { 2 } 1 1e-900 | 1:29: 1e-900 has too many digits",
        "NFG 1 R \"x\" { \"1\" } { 2 } 1 NaN | 1:29: \"NaN\" is no number",
        "NFG 1 R \"x\" { \"1\" } { 2 } { { \"o\" 1 } } 1 2 | 1:43: outcome 2 is not defined",
        "NFG 1 R \"x\" { \"1\" } { 2 } { { \"o\" 1 2 } } 1 1 | 1:37: unexpected \"2\"",
        "NFG 1 R \"x\" { \"1\" } { 900000000 } 1 | 1:23: unexpected \"900000000\"",
        "NFG 1 R \"x\" { \"1\" \"2\" } { 90000 90000 } 1 | 1:41: the game has 16200000000 payoffs"
      })
  void whatIsWrongIsSaidWithItsPlace(String text, String problem) {
    BadInput bad = catchThrowableOfType(BadInput.class, () -> read(text));
    assertThat(bad).hasMessageContaining("game.nfg:" + problem);
    assertThat(bad.problems()).hasSize(1);
  }

  @Test
  void emptyFilesAndByteOrderMarksAreRefused() {
    assertThatThrownBy(() -> read("")).hasMessageContaining("game.nfg:1:1: the file ends");
    assertThatThrownBy(() -> read("\uFEFF" + HEAD + "{ 1 1 } 1 1"))
        .hasMessageContaining("byte-order mark");
  }

  @Test
  void allBadNumbersAreReportedAtOnce() {
    BadInput bad = catchThrowableOfType(BadInput.class, () -> read(HEAD + "{ 1 2 }\na 1\n2 1/0"));
    assertThat(bad.problems()).extracting(Problem::line).containsExactly(2, 3);
  }

  @Test
  void whatIsWrittenReadsBackEqual() throws BadInput {
    Random random = new Random(6);
    for (int round = 0; round < 50; round++) {
      List<List<String>> actions =
          List.of(List.of("a \"b\"", "c\\"), List.of("1"), List.of("x", "y", "Łódź"));
      BigFraction[] payoffs = new BigFraction[18];
      java.util.Arrays.setAll(
          payoffs, k -> fraction(random.nextInt(2001) - 1000, 1 + random.nextInt(9)));
      Transition[] stay = new Transition[6];
      java.util.Arrays.fill(stay, Transition.to(0));
      Game game =
          new Game(
              "the \"title\"",
              List.of("p", "q", "r"),
              new double[3],
              List.of(State.exact("stage", actions, payoffs, stay)));
      Game back = NfgFile.parse(NfgFile.write(game), "game.nfg");
      assertThat(back.name()).isEqualTo(game.name());
      assertThat(back.players()).isEqualTo(game.players());
      for (int i = 0; i < 3; i++) {
        assertThat(back.state(0).actions(i)).isEqualTo(actions.get(i));
        for (int a = 0; a < 6; a++) {
          assertThat(back.state(0).exactPayoff(a, i)).isEqualTo(game.state(0).exactPayoff(a, i));
        }
      }
    }
  }

  @Test
  void gameFilesWithThisExtensionAreReadAndTakeNoOverrides(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("pd.nfg");
    Files.writeString(file, HEAD + "{ 2 2 } 2 2 3 -1 -1 3 0 0");
    assertThat(GameFile.read(file, List.of()).state(0).payoff(1, 0)).isEqualTo(-1);
    assertThatThrownBy(() -> GameFile.read(file, List.of(new Setting("name", "x"))))
        .isInstanceOf(BadInput.class);
  }
}
