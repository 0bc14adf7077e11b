package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static thaw.cli.Outcome.thaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreCommandTest {
  private static final String PACKAGE = "../examples/us-dprk/package.json";
  private static final long SECONDS = 60;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void wrongUsageExitsWithTwoAndSaysWhatIsAllowed() throws Exception {
    Path there = Files.writeString(folder.resolve("there.html"), "kept");
    String out = folder.resolve("out.html").toString();
    for (String[] args :
        List.of(
            new String[] {"explore"},
            new String[] {"explore", "none.json"},
            new String[] {"explore", PACKAGE, "--port", "70000"},
            new String[] {"explore", PACKAGE, "--json"},
            new String[] {"explore", PACKAGE, "--vary", "trust.initial=0.1:0.9:3"},
            new String[] {"explore", PACKAGE, "--export", out},
            new String[] {"explore", PACKAGE, "--export", out, "--vary", "trust.initial=3"},
            new String[] {"explore", PACKAGE, "--export", out, "--vary", "no.such=0:1:3"},
            new String[] {
              "explore", PACKAGE, "--export", there.toString(), "--vary", "trust.initial=0.1:0.9:2"
            })) {
      Outcome outcome = thaw(args);
      assertThat(outcome.code()).as(String.join(" ", args)).isEqualTo(Main.BAD_INPUT);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).isNotBlank().doesNotContain("\tat ").doesNotContain("Exception");
    }
    assertThat(folder.resolve("out.html")).doesNotExist();
    assertThat(there).hasContent("kept");
  }

  @Test
  void aWrittenFileIsAsReadableAsAnyOtherNewFile() throws Exception {
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"), "no POSIX permissions");
    Path plain = Files.writeString(folder.resolve("plain"), "");
    Path written = folder.resolve("written");
    WholeFile.write(written, new byte[] {1});
    WholeFile.write(written, new byte[] {2}); // over what is there
    assertThat(written).hasBinaryContent(new byte[] {2});
    assertThat(Files.getPosixFilePermissions(written))
        .isEqualTo(Files.getPosixFilePermissions(plain));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(plain, written);
    }
  }

  @Test
  void anExportedGridHoldsTheCommandThatGivesEachAnswer() throws Exception {
    Path page = folder.resolve("grid.html");
    Outcome outcome =
        thaw(
            "explore",
            PACKAGE,
            "--set",
            "parties.dprk.patience=0.85",
            "--export",
            page.toString(),
            "--vary",
            "parties.us.patience=0.5:0.75:2",
            "-q");
    assertThat(outcome.code()).isEqualTo(Main.DONE);
    assertThat(outcome.out()).startsWith(page + ": 3 points, ");
    String own = "thaw freeze " + PACKAGE + " --set parties.dprk.patience=0.85";
    String text = Files.readString(page);
    String open = "id=\"grid\">";
    int from = text.indexOf(open) + open.length();
    JsonNode data = MAPPER.readTree(text.substring(from, text.indexOf("</script>", from)));
    assertThat(data.get("points").valueStream().map(p -> p.get("command").asText()))
        .containsExactly(
            own + " --set parties.us.patience=0.5", own + " --set parties.us.patience=0.75", own);
    Outcome freeze =
        thaw("freeze", PACKAGE, "--set", "parties.dprk.patience=0.85", "--no-levers", "--json");
    JsonNode answer = MAPPER.readTree(freeze.out());
    assertThat(data.at("/points/2/verdict")).isEqualTo(answer.get("verdict"));
    assertThat(data.at("/points/2/reason")).isEqualTo(answer.get("reason"));
  }

  @Test
  void ctrlCEndsTheExplorerWithZero() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "explore",
                PACKAGE)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).matches("http://127\\.0\\.0\\.1:\\d+/#token=[0-9a-f]{48}");
      assumeTrue(
          InterruptTest.signal(process), "this system has no kill command, or ignores the signal");
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(Main.DONE);
    } finally {
      process.destroyForcibly();
    }
  }
}
