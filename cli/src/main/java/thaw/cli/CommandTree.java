package thaw.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands, as far as a command line needs them. To look through the options of all of them is
 * most of what is done at the start, and mostly in vain: a command that is named is read alone, and
 * their list needs names and descriptions only.
 */
final class CommandTree {
  private static final List<String> ASK_FOR_THE_LIST = List.of("-h", "--help", "-V", "--version");

  private CommandTree() {}

  /** What parses these arguments as {@code new CommandLine(new Main())} does. */
  static CommandLine of(String... args) {
    if (args.length == 0 || ASK_FOR_THE_LIST.contains(args[0])) {
      CommandLine line = top();
      for (Class<?> type : annotation(Main.class).subcommands()) {
        Command command = annotation(type);
        CommandSpec listed = CommandSpec.create().name(command.name());
        listed.usageMessage().header(command.header()).description(command.description());
        line.addSubcommand(command.name(), listed);
      }
      return line;
    }
    Optional<Class<?>> named =
        Stream.<Class<?>>of(annotation(Main.class).subcommands())
            .filter(type -> annotation(type).name().equals(args[0]))
            .filter(type -> type != GenerateCompletion.class) // of all commands
            .findFirst();
    return named.map(type -> top().addSubcommand(type)).orElseGet(CommandTree::all);
  }

  /** Every command with every option. */
  static CommandLine all() {
    return new CommandLine(new Main());
  }

  /** {@code thaw} itself, without commands. */
  private static CommandLine top() {
    Command command = annotation(Main.class);
    CommandSpec spec = CommandSpec.wrapWithoutInspection(new Main());
    spec.name(command.name())
        .mixinStandardHelpOptions(true)
        .versionProvider(new Main.Version())
        .usageMessage()
        .description(command.description())
        .synopsisSubcommandLabel(command.synopsisSubcommandLabel())
        .footer(command.footer());
    return new CommandLine(spec);
  }

  private static Command annotation(Class<?> type) {
    return Optional.ofNullable(type.getAnnotation(Command.class))
        .orElseThrow(() -> new IllegalStateException(type + " is no command"));
  }
}
