package thaw.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import thaw.model.io.Setting;

/** The fields of an input that the command line overrides. */
final class Overrides {
  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "override a field of the input, as in parties.us.patience=0.9; repeatable")
  private List<String> settings = new ArrayList<>();

  /** As given. */
  List<String> texts() {
    return List.copyOf(settings);
  }

  List<Setting> parsed() throws Refused {
    List<Setting> parsed = new ArrayList<>();
    for (String setting : settings) {
      try {
        parsed.add(Setting.parse(setting));
      } catch (IllegalArgumentException e) {
        throw new Refused("--set " + setting + ": " + e.getMessage());
      }
    }
    return parsed;
  }
}
