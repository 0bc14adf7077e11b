package thaw.sweep.run;

import java.io.IOException;

/** A run folder that cannot be used as asked; the message says why and what can be done. */
public final class RunRefused extends IOException {
  private static final long serialVersionUID = 1;

  RunRefused(String message) {
    super(message);
  }

  RunRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
