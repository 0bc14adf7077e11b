package thaw.sweep.experiment;

import java.util.stream.Collectors;
import thaw.model.io.BadInput;

/** Why values are not allowed, for the message of a point. */
final class Refusal {
  private Refusal() {}

  /** All problems in one line, without their places: nobody wrote this input into a file. */
  static String of(BadInput refused) {
    return refused.problems().stream()
        .map(
            p ->
                (p.path().isEmpty() ? "" : p.path() + ": ")
                    + p.message()
                    + "; allowed: "
                    + p.allowed())
        .collect(Collectors.joining("; "));
  }
}
