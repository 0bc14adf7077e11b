package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static thaw.cli.Outcome.thaw;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class QuietTest {
  /** Over at once, or nothing but what they are asked for. */
  private static final List<String> SHORT = List.of("new", "status", "why", "generate-completion");

  @TempDir private Path folder;

  @Test
  void everyCommandThatTakesItsTimeCanBeTold() {
    Map<String, CommandLine> commands = new CommandLine(new Main()).getSubcommands();
    assertThat(commands).containsKey("analyse");
    commands.forEach(
        (name, command) -> {
          if (!SHORT.contains(name)) {
            assertThat(command.getCommandSpec().optionsMap())
                .as(name)
                .containsKeys("-q", "--quiet");
          }
        });
  }

  @Test
  void whatIsDoneIsToldOnStandardErrorUnlessQuiet() {
    String model = "../examples/literature/starting-small-three-phases.json";
    String loud = folder.resolve("loud").toString();
    String quiet = folder.resolve("quiet").toString();
    assertThat(thaw("trust", model, "-o", loud).err()).contains("solving");
    Outcome silent = thaw("trust", model, "-o", quiet, "-q");
    assertThat(silent.code()).isEqualTo(Main.DONE);
    assertThat(silent.err()).isEmpty();
    assertThat(thaw("verify", quiet).err()).contains("checking");
    assertThat(thaw("verify", quiet, "-q").err()).isEmpty();
  }
}
