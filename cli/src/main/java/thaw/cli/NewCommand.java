package thaw.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import thaw.model.io.Similar;

/** {@code thaw new}: a first input to change, with every field explained. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a first input, with every field explained.",
      "It is valid as it stands and solved in seconds. Nothing is overwritten."
    })
final class NewCommand implements Callable<Integer> {
  /** What an experiment varies if no scenario is there yet. */
  private static final String BASE = "scenario.yaml";

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

  private static final Pattern NAME_LINE = Pattern.compile("(?m)^name: [a-z-]+");

  private static final List<String> KINDS = List.of("scenario", "game", "experiment");

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "the file to write, .yaml (default: the kind, as in scenario.yaml)")
  private @Nullable Path file;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      completionCandidates = Kinds.class,
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private String kind = "scenario";

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  NewCommand() {}

  @Override
  public Integer call() throws IOException, Refused {
    if (!KINDS.contains(kind)) {
      throw new Refused("--kind is \"" + kind + "\"; allowed: " + Similar.allowed(kind, KINDS));
    }
    Path target = file != null ? file : Path.of(kind + ".yaml");
    String name = target.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(".yaml") && !lower.endsWith(".yml")) {
      throw new Refused(
          target + ": comments need YAML; allowed: a name that ends in .yaml or .yml");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new Refused(folder + ": no such folder; allowed: a folder that exists");
    }
    if (Files.exists(target)) {
      throw new Refused(target + " exists already; allowed: a new name, as nothing is overwritten");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (kind.equals("experiment")) {
      Path base = target.resolveSibling(BASE);
      if (base.equals(target)) {
        throw new Refused(
            target + ": that is the name of the scenario that is varied; allowed: another name");
      }
      if (!Files.exists(base)) {
        write(base, named(template("scenario"), base));
        out.println(base + ": the scenario that is varied");
      }
      write(target, named(template(kind).replace("BASE", BASE), target));
    } else {
      write(target, named(template(kind), target));
    }
    String word = Shell.word(target);
    out.println(
        target + ": a" + (kind.equals("experiment") ? "n " : " ") + kind + " to change; then");
    next(word).forEach(line -> out.println("  " + line));
    return Main.DONE;
  }

  private List<String> next(String word) {
    List<String> lines = new ArrayList<>(List.of("thaw check " + word));
    switch (kind) {
      case "game" -> lines.add("thaw solve " + word + " --concept nash");
      case "experiment" -> lines.add("thaw sweep " + word);
      default -> lines.add("thaw run " + word);
    }
    return lines;
  }

  private static void write(Path target, String text) throws IOException {
    WholeFile.write(target, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The text with the name of its file, where that is allowed as a name. */
  private static String named(String text, Path target) {
    String file = target.getFileName().toString();
    String stem = file.substring(0, file.lastIndexOf('.'));
    boolean telling = NAME.matcher(stem).matches() && !KINDS.contains(stem);
    return telling ? NAME_LINE.matcher(text).replaceFirst("name: " + stem) : text;
  }

  private static String template(String kind) throws IOException {
    try (InputStream stream =
        Optional.ofNullable(NewCommand.class.getResourceAsStream("new/" + kind + ".yaml"))
            .orElseThrow(() -> new FileNotFoundException("new/" + kind + ".yaml"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** For completion and help. */
  static final class Kinds extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Kinds() {
      super(KINDS);
    }
  }
}
