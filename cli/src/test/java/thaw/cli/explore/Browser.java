package thaw.cli.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium, driven by chromedriver in the JSON of the WebDriver standard (W3C). */
final class Browser {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(240);

  private final Process driver;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private String session = "";

  private Browser(Process driver, int port) {
    this.driver = driver;
    base = "http://127.0.0.1:" + port;
  }

  /** The program of that name on the path. */
  static Optional<Path> program(String... names) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path chromium, Path chromedriver, Path profile) throws Exception {
    Process driver =
        new ProcessBuilder(chromedriver.toString(), "--port=0").redirectErrorStream(true).start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
    int port = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = PORT.matcher(line);
      if (matcher.find()) {
        port = Integer.parseInt(matcher.group(1));
        break;
      }
    }
    Thread drain = new Thread(() -> lines.lines().forEach(line -> {}));
    drain.setDaemon(true);
    drain.start();
    Browser browser = new Browser(driver, port);
    ObjectNode body = MAPPER.createObjectNode();
    ObjectNode wanted = body.putObject("capabilities").putObject("alwaysMatch");
    wanted.putObject("goog:loggingPrefs").put("browser", "ALL");
    ObjectNode options = wanted.putObject("goog:chromeOptions");
    options.put("binary", chromium.toString());
    ArrayNode arguments = options.putArray("args");
    Stream.of(
            "--headless=new",
            "--no-sandbox", // as root in a container there is none
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--no-first-run",
            "--user-data-dir=" + profile)
        .forEach(arguments::add);
    browser.session =
        "/session/" + browser.call("POST", "/session", body).get("sessionId").asText();
    return browser;
  }

  private JsonNode call(String method, String path, JsonNode body) throws Exception {
    HttpResponse<String> reply =
        client.send(
            HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (reply.statusCode() != 200) {
      throw new IOException(path + ": " + reply.body());
    }
    return MAPPER.readTree(reply.body()).get("value");
  }

  void open(String address) throws Exception {
    call("POST", session + "/url", MAPPER.createObjectNode().put("url", address));
  }

  /** The value of a script's expression. */
  JsonNode value(String expression) throws Exception {
    ObjectNode body = MAPPER.createObjectNode().put("script", "return " + expression);
    body.putArray("args");
    return call("POST", session + "/execute/sync", body);
  }

  /** Waits until an expression is true. */
  void await(String expression) throws Exception {
    long end = System.nanoTime() + PATIENCE;
    while (!value("!!(" + expression + ")").asBoolean()) {
      if (System.nanoTime() > end) {
        throw new IOException("never became true: " + expression + "; " + log());
      }
      Thread.sleep(50);
    }
  }

  /** Types into the element that a selector finds. */
  void type(String selector, String text) throws Exception {
    ObjectNode query =
        MAPPER.createObjectNode().put("using", "css selector").put("value", selector);
    String element = call("POST", session + "/element", query).get(ELEMENT).asText();
    call(
        "POST",
        session + "/element/" + element + "/value",
        MAPPER.createObjectNode().put("text", text));
  }

  /** Presses keys one after the other, whatever has the focus. */
  void press(String keys) throws Exception {
    ObjectNode body = MAPPER.createObjectNode();
    ObjectNode keyboard = body.putArray("actions").addObject();
    keyboard.put("type", "key").put("id", "keyboard");
    ArrayNode actions = keyboard.putArray("actions");
    for (String key : keys.codePoints().mapToObj(Character::toString).toList()) {
      actions.addObject().put("type", "keyDown").put("value", key);
      actions.addObject().put("type", "keyUp").put("value", key);
    }
    call("POST", session + "/actions", body);
  }

  void width(int pixels) throws Exception {
    develop(
        "Emulation.setDeviceMetricsOverride",
        MAPPER
            .createObjectNode()
            .put("width", pixels)
            .put("height", 900)
            .put("deviceScaleFactor", 1)
            .put("mobile", false));
  }

  /** What the page is to a screen reader: the nodes of Chromium's accessibility tree. */
  JsonNode accessibilityTree() throws Exception {
    develop("Accessibility.enable", MAPPER.createObjectNode());
    return develop("Accessibility.getFullAXTree", MAPPER.createObjectNode()).get("nodes");
  }

  /** A command of the protocol of Chromium's developer tools. */
  private JsonNode develop(String command, ObjectNode parameters) throws Exception {
    ObjectNode body = MAPPER.createObjectNode().put("cmd", command);
    body.set("params", parameters);
    return call("POST", session + "/goog/cdp/execute", body);
  }

  /** What the page and the browser complained of. */
  String log() throws Exception {
    return call("POST", session + "/se/log", MAPPER.createObjectNode().put("type", "browser"))
        .toString();
  }

  /** Ends the browser and its driver. */
  void quit() throws Exception {
    try {
      if (!session.isEmpty()) {
        call("DELETE", session, MAPPER.createObjectNode());
      }
    } finally {
      driver.destroy();
      driver.waitFor(10, TimeUnit.SECONDS);
      driver.destroyForcibly();
    }
  }
}
