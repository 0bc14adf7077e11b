package thaw.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command as it can be given again: without its first parameter, which is the input, and without
 * what says where results go and how they are shown.
 *
 * @param words the command's name, further parameters, options
 * @param hasOtherFiles whether an option names a file beside the input
 */
record Invocation(List<String> words, boolean hasOtherFiles) {
  private static final Set<String> NOT_OF_THE_RESULT =
      Set.of("-o", "--force", "--json", "--quiet", "--no-color", "--threads");

  Invocation {
    words = List.copyOf(words);
  }

  /** Whether an option says what is made, not where or how it is shown. */
  static boolean isOfTheResult(OptionSpec option) {
    return !NOT_OF_THE_RESULT.contains(option.longestName());
  }

  static Invocation of(CommandSpec spec) {
    ParseResult parsed = spec.commandLine().getParseResult();
    List<String> words = new ArrayList<>(List.of(spec.name()));
    for (PositionalParamSpec parameter : parsed.matchedPositionals()) {
      if (parameter.index().min() > 0) {
        words.addAll(parameter.originalStringValues());
      }
    }
    boolean others = false;
    for (OptionSpec option : parsed.matchedOptions()) {
      String name = option.longestName();
      if (!isOfTheResult(option)) {
        continue;
      }
      others |= option.typeInfo().getType() == Path.class;
      if (option.arity().max() == 0) {
        words.add(name);
        continue;
      }
      option.originalStringValues().forEach(value -> words.add(name + "=" + value));
    }
    return new Invocation(words, others);
  }
}
