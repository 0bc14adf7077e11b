package thaw.sweep.run;

import java.io.IOException;

/** Points cannot be evaluated any more; the message says why. What is finished is kept. */
public final class EngineFailed extends IOException {
  private static final long serialVersionUID = 1;

  public EngineFailed(String message) {
    super(message + "; what is finished is kept, the same command goes on");
  }

  public EngineFailed(String message, Throwable cause) {
    super(message + "; what is finished is kept, the same command goes on", cause);
  }
}
