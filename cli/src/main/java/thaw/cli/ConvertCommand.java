package thaw.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import thaw.model.game.Game;
import thaw.model.io.GameFile;
import thaw.model.io.NfgFile;

/** {@code thaw convert}: games between formats, and scenarios as the games that they are. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = {
      "Converts games: JSON, Gambit's .nfg, scenario to game.",
      "A scenario is compiled to the stochastic game that it is."
    })
final class ConvertCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "IN", description = "a game (.json, .nfg) or a scenario")
  private Path in;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "the file to write: .json or .nfg; - prints JSON")
  private Path out;

  @Mixin private Overrides overrides = new Overrides();

  @Option(names = "--force", description = "overwrite OUT")
  private boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "no remark on what a format cannot hold")
  private boolean quiet;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ConvertCommand() {}

  @Override
  public Integer call() throws Exception {
    boolean print = out.toString().equals("-");
    boolean nfg = NfgFile.is(out);
    if (!print && !nfg && !out.toString().endsWith(".json")) {
      throw new Refused(
          out + ": the name ends in neither .json nor .nfg; allowed: one of them, or -");
    }
    if (!print && Files.exists(out) && !force) {
      throw new Refused(out + " exists already; --force replaces it");
    }
    if (!print) {
      WholeFile.check(out);
    }
    if (!print && Files.exists(out) && Files.exists(in) && Files.isSameFile(in, out)) {
      throw new Refused(out + " is what is to be converted; allowed: another file");
    }
    Game game = GameInput.read(in, overrides.parsed()).game();
    String text = nfg ? strategicForm(game) : GameFile.write(game);
    if (print) {
      spec.commandLine().getOut().print(text);
      return Main.DONE;
    }
    WholeFile.write(out, text.getBytes(StandardCharsets.UTF_8));
    if (nfg && !quiet && (game.discount(0) != 0 || game.hasSignals())) {
      spec.commandLine()
          .getErr()
          .println("thaw: .nfg holds one stage; discount factors and signals are left out");
    }
    return Main.DONE;
  }

  private String strategicForm(Game game) throws Refused {
    if (game.stateCount() > 1) {
      throw new Refused(
          in
              + ": the game has "
              + game.stateCount()
              + " states; allowed in .nfg: one (use .json for stochastic games)");
    }
    return NfgFile.write(game);
  }
}
