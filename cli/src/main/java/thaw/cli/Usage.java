package thaw.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import thaw.model.io.Similar;

/** Says what is wrong with a command line, what was probably meant, and what would be right. */
final class Usage {
  /** One use of every command. */
  private static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          Map.entry("new", "thaw new scenario.yaml"),
          Map.entry("run", "thaw run examples/us-dprk/phased-parallel.json"),
          Map.entry("freeze", "thaw freeze examples/us-dprk/package.json"),
          Map.entry("design", "thaw design examples/us-dprk/design.json -o runs/design"),
          Map.entry("solve", "thaw solve examples/classics/stag-hunt.json --concept nash"),
          Map.entry("analyse", "thaw analyse runs/trust-patience"),
          Map.entry("simulate", "thaw simulate examples/us-dprk/package.json --runs 10 --seed 1"),
          Map.entry("trust", "thaw trust examples/literature/required-trust.json"),
          Map.entry("verify", "thaw verify runs/phased-parallel"),
          Map.entry("check", "thaw check examples/us-dprk/phased-parallel.json"),
          Map.entry("sweep", "thaw sweep examples/us-dprk/sweeps/trust-patience.json"),
          Map.entry("status", "thaw status runs/trust-patience"),
          Map.entry("why", "thaw why runs/trust-patience 12"),
          Map.entry("merge", "thaw merge runs/all runs/all-1-of-2 runs/all-2-of-2"),
          Map.entry("figure", "thaw figure runs/phased-parallel payoff-set"),
          Map.entry("explore", "thaw explore examples/us-dprk/package.json"),
          Map.entry("package", "thaw package runs/phased-parallel"),
          Map.entry("convert", "thaw convert examples/classics/stag-hunt.json stag-hunt.nfg"));

  private Usage() {}

  /** An example of the command of that name, if there is one. */
  static Optional<String> example(String command) {
    return Optional.ofNullable(EXAMPLES.get(command));
  }

  /** Prints the problem; for {@link CommandLine#setParameterExceptionHandler}. */
  static int refuse(ParameterException problem, String[] args) {
    CommandLine at = problem.getCommandLine();
    PrintWriter err = at.getErr();
    boolean top = at.getParent() == null;
    err.println("thaw: " + (top ? "" : at.getCommandName() + ": ") + sentence(problem, at, top));
    if (!top) {
      example(at.getCommandName()).ifPresent(example -> err.println("example: " + example));
    }
    err.println(at.getCommandSpec().qualifiedName() + " --help says more");
    return Main.BAD_INPUT;
  }

  private static String sentence(ParameterException problem, CommandLine at, boolean top) {
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String written = unmatched.getUnmatched().get(0);
      if (written.startsWith("-")) {
        return "there is no option " + option(written) + meant(option(written), options(at));
      }
      return top
          ? "there is no command "
              + written
              + meant(written, List.copyOf(at.getSubcommands().keySet()))
          : "one thing too many: " + written;
    }
    if (problem instanceof MissingParameterException missing) {
      List<String> labels = new ArrayList<>();
      for (ArgSpec argument : missing.getMissing()) {
        labels.add(
            argument instanceof OptionSpec named
                ? named.longestName() + " " + named.paramLabel()
                : argument.paramLabel());
      }
      if (!labels.isEmpty()) {
        return "missing: " + String.join(", ", labels);
      }
    }
    return String.valueOf(problem.getMessage())
        .replaceFirst("is not an? (long|int)$", "is no whole number")
        .replaceFirst("is not a double$", "is no number");
  }

  /** The name of an option without its value. */
  private static String option(String written) {
    return written.contains("=") ? written.substring(0, written.indexOf('=')) : written;
  }

  private static List<String> options(CommandLine at) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : at.getCommandSpec().options()) {
      if (!option.hidden()) {
        names.add(option.longestName());
      }
    }
    return names;
  }

  /** The name that was probably meant, or all there are. */
  private static String meant(String written, List<String> names) {
    return Similar.to(written, names)
        .map(name -> "; did you mean " + name + "?")
        .orElse("; allowed: " + String.join(", ", names));
  }
}
