package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static thaw.cli.Outcome.thaw;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UsageTest {
  @TempDir Path folder;

  private static Set<String> commands() {
    return new TreeSet<>(CommandTree.all().getSubcommands().keySet());
  }

  @Test
  void withoutArgumentsTheHelpNamesEveryCommandAndTwoToBeginWith() {
    Outcome outcome = thaw();
    assertThat(outcome.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("thaw new scenario.yaml").contains("thaw run scenario.yaml");
    for (String command : commands()) {
      assertThat(outcome.err()).containsPattern("(?m)^  " + command + " +[A-Z]");
    }
    assertThat(thaw("--help").out()).isEqualTo(outcome.err());
    assertThat(thaw("--help").code()).isEqualTo(Main.DONE);
  }

  @Test
  void readingOneCommandAloneChangesNoHelp() {
    CommandLine all = CommandTree.all();
    assertThat(CommandTree.of("--help").getUsageMessage()).isEqualTo(all.getUsageMessage());
    all.getSubcommands()
        .forEach(
            (name, command) ->
                assertThat(CommandTree.of(name).getSubcommands().get(name))
                    .isNotNull()
                    .extracting(CommandLine::getUsageMessage)
                    .isEqualTo(command.getUsageMessage()));
  }

  @Test
  void everyCommandHasAnExampleThatItAccepts() {
    for (String command : commands()) {
      if (command.equals("generate-completion")) {
        continue;
      }
      String example = Usage.example(command).orElseThrow(() -> new AssertionError(command));
      String[] words = example.split(" ");
      assertThat(words).startsWith("thaw", command);
      CommandTree.all().parseArgs(Arrays.copyOfRange(words, 1, words.length));
      for (String word : words) {
        if (word.startsWith("examples/")) {
          assertThat(Path.of("..", word)).exists();
        }
      }
    }
  }

  @Test
  void misspeltCommandsAndOptionsAreCorrected() {
    assertThat(thaw("swep", "x").err())
        .startsWith("thaw: there is no command swep; did you mean sweep?");
    assertThat(thaw("prove", "x").err()).contains("allowed: new, run, ");
    assertThat(thaw("freeze", "x.json", "--tolerence=0.1").err())
        .startsWith("thaw: freeze: there is no option --tolerence; did you mean --tolerance?")
        .contains("thaw freeze --help");
    assertThat(thaw("status", "a", "b").err()).startsWith("thaw: status: one thing too many: b");
    assertThat(thaw("why", "a", "x").err()).contains("POINT").contains("example: thaw why ");
  }

  @Test
  void whatIsMissingIsNamedWithAnExample() {
    assertThat(thaw("run").err())
        .startsWith("thaw: run: missing: SCENARIO")
        .contains("example: thaw run examples/us-dprk/phased-parallel.json");
    assertThat(thaw("solve", "game.json").err()).startsWith("thaw: solve: missing: --concept C");
  }

  @Test
  void filesThatAreNotThereSuggestOneThatIs() throws IOException {
    Files.writeString(folder.resolve("phased.yaml"), "");
    Files.writeString(folder.resolve("other.json"), "");
    String meant = folder.resolve("phased.yaml").toString();
    for (String[] args :
        new String[][] {
          {"check", folder.resolve("phased.json").toString()},
          {"freeze", folder.resolve("phasd.yaml").toString()},
          {"solve", folder.resolve("phase.yaml").toString(), "--concept", "nash"},
          {"sweep", folder.resolve("phaesd.yaml").toString()},
          {"convert", folder.resolve("phased.nfg").toString(), "-"}
        }) {
      Outcome outcome = thaw(args);
      assertThat(outcome.code()).isEqualTo(Main.BAD_INPUT);
      assertThat(outcome.err()).as(args[0]).contains("did you mean " + meant + "?");
    }
    assertThat(thaw("check", folder.resolve("unlike-anything.json").toString()).err())
        .doesNotContain("did you mean");
  }

  @Test
  void theCompletionScriptCompletesEveryCommandInBash() throws Exception {
    Path bash = Path.of("/bin/bash");
    assumeTrue(Files.isExecutable(bash), "there is no bash here");
    Outcome outcome = thaw("generate-completion");
    assertThat(outcome.code()).isEqualTo(Main.DONE);
    Path script = folder.resolve("completion.sh");
    Files.writeString(script, outcome.out());
    String asked =
        """
        set -e
        compopt() { :; } # allowed while completing only
        source "$1"
        complete -p thaw
        COMP_WORDS=(thaw ''); COMP_CWORD=1
        _complete_thaw
        printf '%s\\n' "${COMPREPLY[@]}"
        COMP_WORDS=(thaw solve --concept pub); COMP_CWORD=3
        _complete_thaw
        printf 'concept %s\\n' "${COMPREPLY[@]}"
        """;
    File printed = folder.resolve("printed").toFile();
    Process process =
        new ProcessBuilder(bash.toString(), "-c", asked, "bash", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(printed)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(printed.toPath(), StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    assertThat(text.lines().toList()).containsAll(commands()).contains("concept public-monitoring");
    assertThat(text).contains("-F _complete_thaw thaw");
  }
}
