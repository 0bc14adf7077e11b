package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.game.State;
import thaw.model.io.BadInput;
import thaw.model.io.GameFile;
import thaw.model.io.NfgFile;
import thaw.model.io.ScenarioFile;

class ConvertCommandTest {
  private static final String HUNT = "../examples/classics/stag-hunt.json";
  private static final String BASE = "../examples/us-dprk/phased-parallel.json";

  @TempDir private Path folder;

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aGameGoesToGambitAndBackUnchanged() throws BadInput, IOException {
    Outcome there = Outcome.thaw("convert", HUNT, at("hunt.nfg"));
    assertThat(there.code()).as(there.err()).isEqualTo(Main.DONE);
    assertThat(there.err()).contains("discount factors and signals are left out");
    Outcome back = Outcome.thaw("convert", at("hunt.nfg"), at("hunt.json"));
    assertThat(back.code()).as(back.err()).isEqualTo(Main.DONE);
    State original = GameFile.read(Path.of(HUNT), List.of()).state(0);
    State returned = GameFile.read(folder.resolve("hunt.json"), List.of()).state(0);
    assertThat(returned.actions(0)).isEqualTo(original.actions(0));
    assertThat(returned.actions(1)).isEqualTo(original.actions(1));
    for (int a = 0; a < original.profileCount(); a++) {
      for (int i = 0; i < 2; i++) {
        assertThat(returned.exactPayoff(a, i)).isEqualTo(original.exactPayoff(a, i));
      }
    }
    assertThat(NfgFile.write(GameFile.read(folder.resolve("hunt.json"), List.of())))
        .isEqualTo(Files.readString(folder.resolve("hunt.nfg")));
  }

  @Test
  void aScenarioBecomesTheStochasticGameThatItIs() throws BadInput, IOException {
    Outcome outcome =
        Outcome.thaw(
            "convert", BASE, "-", "--set", "parties.us.patience=0.7", "--set", "granularity=1");
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Main.DONE);
    Game read = GameFile.parse(outcome.out(), "out.json", List.of());
    Game compiled = PhasedExchange.compile(ScenarioFile.read(Path.of(BASE), List.of())).game();
    assertThat(read.stateCount()).isEqualTo(compiled.stateCount());
    assertThat(read.discount(0)).isEqualTo(0.7);
    for (int s = 0; s < read.stateCount(); s++) {
      for (int a = 0; a < read.state(s).profileCount(); a++) {
        assertThat(read.state(s).transition(a)).isEqualTo(compiled.state(s).transition(a));
        assertThat(read.state(s).payoff(a, 1)).isEqualTo(compiled.state(s).payoff(a, 1));
      }
    }
  }

  @Test
  void whatAFormatCannotHoldIsRefusedAndNothingIsWritten() throws IOException {
    Outcome stochastic = Outcome.thaw("convert", BASE, at("base.nfg"));
    assertThat(stochastic.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(stochastic.err()).contains("231 states; allowed in .nfg: one");
    Outcome unknown = Outcome.thaw("convert", HUNT, at("hunt.efg"));
    assertThat(unknown.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(unknown.err()).contains("allowed: one of them, or -");
    Files.writeString(folder.resolve("mine.json"), "mine");
    Outcome over = Outcome.thaw("convert", HUNT, at("mine.json"));
    assertThat(over.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(over.err()).contains("--force replaces it");
    assertThat(Files.readString(folder.resolve("mine.json"))).isEqualTo("mine");
    assertThat(folder.toFile().list()).containsExactly("mine.json");
    assertThat(Outcome.thaw("convert", HUNT, at("mine.json"), "--force").code())
        .isEqualTo(Main.DONE);
  }

  @Test
  void whatCannotBeWrittenOrReadIsRefusedInOneLineAndNothingIsLeft() throws IOException {
    Files.copy(Path.of(HUNT), folder.resolve("hunt.json"));
    String[][] wrong = {
      {at("hunt.json"), at("hunt.json"), "--force", "is what is to be converted"},
      {HUNT, at("nowhere/hunt.nfg"), "--force", "there is no folder nowhere"},
      {
        "../examples/literature/required-trust.json",
        at("t.json"),
        "--force",
        "allowed: thaw/game@1"
      },
      {"../examples/us-dprk/sweeps/sobol.json", at("t.json"), "--force", "allowed: thaw/game@1"},
      {folder.toString(), at("t.json"), "--force", "is a folder"}
    };
    for (String[] words : wrong) {
      Outcome refused = Outcome.thaw("convert", words[0], words[1], words[2]);
      assertThat(refused.code()).as(words[0]).isEqualTo(Main.BAD_INPUT);
      assertThat(refused.err().lines()).as(words[0]).hasSize(1);
      assertThat(refused.err()).contains(words[3]);
    }
    assertThat(folder.resolve("hunt.json")).hasSameTextualContentAs(Path.of(HUNT));
    assertThat(folder.toFile().list()).containsExactly("hunt.json");
  }
}
