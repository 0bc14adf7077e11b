package thaw.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import thaw.model.io.BadInput;
import thaw.model.io.Problem;
import thaw.model.io.Similar;

/** {@code thaw}: starts a command and turns what goes wrong into one line and an exit code. */
@Command(
    name = "thaw",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description =
        "Phased exchange under mistrust as a repeated game: equilibria, and when the status"
            + " quo freezes.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "To begin:",
      "  thaw new scenario.yaml    a small scenario, every field explained",
      "  thaw run scenario.yaml    verdict, report, figures and tables in a folder",
      "thaw COMMAND --help explains a command."
    },
    subcommands = {
      NewCommand.class,
      RunCommand.class,
      FreezeCommand.class,
      DesignCommand.class,
      SolveCommand.class,
      AnalyseCommand.class,
      FigureCommand.class,
      SimulateCommand.class,
      TrustCommand.class,
      VerifyCommand.class,
      CheckCommand.class,
      SweepCommand.class,
      StatusCommand.class,
      WhyCommand.class,
      MergeCommand.class,
      ConvertCommand.class,
      ExploreCommand.class,
      PackageCommand.class,
      GenerateCompletion.class
    })
public final class Main {
  /** Finished. */
  public static final int DONE = 0;

  /** Something that should not happen. */
  public static final int INTERNAL_ERROR = 1;

  /** Wrong usage or input. */
  public static final int BAD_INPUT = 2;

  /** Finished, but some points of a sweep failed. */
  public static final int FAILED_POINTS = 3;

  /** A certificate or result does not hold. */
  public static final int VERIFICATION_FAILED = 4;

  /** No answer within the limits. */
  public static final int NOT_CONVERGED = 5;

  /** The user interrupted. */
  public static final int INTERRUPTED = 130;

  private static final long SECONDS_TO_STOP = 5;

  private static final long BYTES_PER_MEGABYTE = 1 << 20;

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    CountDownLatch finished = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(finished, err)));
    int code = execute(out, err, args);
    finished.countDown();
    System.exit(code);
  }

  /** Ctrl-C: the solve in progress ends at its next tick, drafts of files are removed. */
  private static void interrupted(CountDownLatch finished, PrintWriter err) {
    if (finished.getCount() == 0) {
      return;
    }
    Progress.interrupt();
    if (Boolean.getBoolean("thaw.terminal")) {
      err.println(); // below the line of progress
    }
    err.println("thaw: interrupted");
    try {
      if (!finished.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        err.println("thaw: stopped where it was; files are written whole or not at all");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs a command. */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = CommandTree.of(args);
    line.setOut(out);
    line.setErr(err);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            System.getenv("NO_COLOR") != null || java.util.List.of(args).contains("--no-color")
                ? CommandLine.Help.Ansi.OFF
                : CommandLine.Help.Ansi.AUTO));
    line.setExecutionExceptionHandler((problem, at, parsed) -> exitCode(problem, err));
    line.setParameterExceptionHandler(Usage::refuse);
    int code;
    try {
      if (args.length == 0) {
        line.usage(err); // nothing was done
        code = BAD_INPUT;
      } else {
        code = line.execute(args);
      }
    } catch (OutOfMemoryError e) {
      err.println(
          "thaw: out of memory; allowed: a smaller input, or more than "
              + Runtime.getRuntime().maxMemory() / BYTES_PER_MEGABYTE
              + " MB, as in THAW_JAVA_OPTS=-Xmx8g");
      code = BAD_INPUT;
    }
    out.flush();
    err.flush();
    return code;
  }

  private static int exitCode(Exception problem, PrintWriter err) {
    if (problem instanceof BadInput bad) {
      for (Problem p : bad.problems()) {
        err.println(p);
      }
      return BAD_INPUT;
    }
    if (problem instanceof Refused refused) {
      err.println("thaw: " + refused.getMessage());
      return BAD_INPUT;
    }
    if (problem instanceof CancellationException) {
      return INTERRUPTED;
    }
    if (problem instanceof NoSuchFileException missing) {
      err.println("thaw: " + missing.getFile() + ": no such file" + meant(missing.getFile()));
      return BAD_INPUT;
    }
    if (problem instanceof AccessDeniedException denied) {
      err.println("thaw: " + denied.getFile() + ": permission denied");
      return BAD_INPUT;
    }
    if (problem instanceof NotDirectoryException || problem instanceof FileAlreadyExistsException) {
      err.println("thaw: " + problem.getMessage() + ": there is a file where a folder should be");
      return BAD_INPUT;
    }
    if (problem instanceof CharacterCodingException) {
      err.println("thaw: the file is not in UTF-8; allowed: UTF-8");
      return BAD_INPUT;
    }
    if (problem instanceof IOException io) {
      err.println("thaw: " + io.getMessage());
      return BAD_INPUT;
    }
    err.println(
        "thaw: internal error: " + problem + " (please report it; THAW_DEBUG=1 shows more)");
    if (System.getenv("THAW_DEBUG") != null) {
      problem.printStackTrace(err);
    }
    return INTERNAL_ERROR;
  }

  /** The file that was probably meant. */
  private static String meant(String file) {
    return Similar.file(Path.of(file)).map(near -> "; did you mean " + near + "?").orElse("");
  }

  /** The version of the build. */
  static String version() {
    try (InputStream stream = Main.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      if (stream != null) {
        properties.load(stream);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** For {@code --version}. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"thaw " + version()};
    }
  }
}
