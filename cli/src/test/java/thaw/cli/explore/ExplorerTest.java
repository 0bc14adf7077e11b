package thaw.cli.explore;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import thaw.model.Parameter;
import thaw.solver.freeze.Levers;
import thaw.solver.freeze.Verdict;

/** Who gets an answer from the explorer, and which. */
class ExplorerTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Explorer explorer;
  private static int port;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    explorer = Explorer.start(Small.scenario(), Small.options(), 1, new Small.Words(), 0);
    port = explorer.address().getPort();
    token = explorer.address().getFragment().substring("token=".length());
  }

  @AfterAll
  static void stop() {
    explorer.close();
  }

  private static HttpResponse<String> ask(String question, String body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/" + question))
            .header("Content-Type", "application/json")
            .header("X-Thaw-Token", token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Status and text of a reply to bytes as they are. */
  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.setSoTimeout(30_000);
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes("HTTP/1.1 200".length()), StandardCharsets.ISO_8859_1);
    }
  }

  private static String post(String host, String headers, String body) {
    return "POST /api/scenario HTTP/1.1\r\nHost: "
        + host
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n"
        + headers
        + "\r\n"
        + body;
  }

  private static String withToken() {
    return "X-Thaw-Token: " + token + "\r\n";
  }

  @Test
  void theTokenHasMoreThan128RandomBitsAndDiffersFromStartToStart() throws Exception {
    assertThat(token).matches("[0-9a-f]{48}");
    try (Explorer other =
        Explorer.start(Small.scenario(), Small.options(), 1, new Small.Words(), 0)) {
      assertThat(other.address().getFragment()).isNotEqualTo("token=" + token);
      assertThat(other.address().getHost()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void questionsNeedTheToken() throws IOException {
    String host = "127.0.0.1:" + port;
    assertThat(raw(post(host, withToken(), "{}"))).endsWith("200");
    assertThat(raw(post("localhost:" + port, withToken(), "{}"))).endsWith("200");
    assertThat(raw(post(host, "", "{}"))).endsWith("403");
    assertThat(raw(post(host, "X-Thaw-Token: \r\n", "{}"))).endsWith("403");
    assertThat(raw(post(host, "X-Thaw-Token: " + token.substring(1) + "\r\n", "{}")))
        .endsWith("403");
    assertThat(raw(post(host, "X-Thaw-Token: wrong\r\n" + withToken(), "{}"))).endsWith("403");
  }

  @Test
  void otherHostsAndOriginsAreTurnedAway() throws IOException {
    for (String host :
        List.of("evil.example:" + port, "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil:" + port)) {
      assertThat(raw(post(host, withToken(), "{}"))).as(host).endsWith("403");
      assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).as(host).endsWith("403");
    }
    String host = "127.0.0.1:" + port;
    assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).endsWith("200");
    assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nHost: evil\r\n\r\n")).endsWith("403");
    assertThat(raw(post(host, withToken() + "Origin: http://" + host + "\r\n", "{}")))
        .endsWith("200");
    for (String origin :
        List.of("null", "http://evil.example", "https://" + host, "http://127.0.0.1:1")) {
      assertThat(raw(post(host, withToken() + "Origin: " + origin + "\r\n", "{}")))
          .as(origin)
          .endsWith("403");
    }
  }

  @Test
  void otherSitesMayLeadToThePageButNotFetchOrEmbedIt() throws IOException {
    String get = "GET / HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n";
    for (String site : List.of("cross-site", "same-site")) {
      for (String as : List.of("empty", "script", "image", "iframe", "object")) {
        assertThat(raw(get + "Sec-Fetch-Site: " + site + "\r\nSec-Fetch-Dest: " + as + "\r\n\r\n"))
            .as(site + " " + as)
            .endsWith("403");
      }
      assertThat(raw(get + "Sec-Fetch-Site: " + site + "\r\nSec-Fetch-Dest: document\r\n\r\n"))
          .endsWith("200");
    }
    assertThat(raw(get + "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Dest: script\r\n\r\n"))
        .endsWith("200");
  }

  @Test
  void requestsThatAreNeverFinishedKeepNobodyWaiting() throws Exception {
    List<Socket> dawdling = new ArrayList<>();
    try {
      for (int k = 0; k < 60; k++) {
        Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        dawdling.add(socket);
        socket.getOutputStream().write("POST /api/news HTTP/1.1\r\nHost: 1".getBytes(US_ASCII));
      }
      assertThat(ask("scenario", "{}").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : dawdling) {
        socket.close();
      }
    }
  }

  @Test
  void nothingBesideThePageAndItsTwoPartsIsReadable() throws IOException {
    for (String path :
        List.of(
            "/../pom.xml",
            "/..%2f..%2fpom.xml",
            "/%2e%2e/pom.xml",
            "//etc/passwd",
            "/explorer.js/../../Main.class",
            "/explorer.js%00",
            "/version.properties",
            "/package.json")) {
      assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n"))
          .as(path)
          .endsWith("404");
    }
    for (String path : List.of("/", "/explorer.js", "/explorer.css")) {
      String rest = " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n";
      assertThat(raw("GET" + rest)).as(path).endsWith("200");
      assertThat(raw("DELETE" + rest)).as(path).endsWith("405");
    }
  }

  @Test
  void largeBodiesAndOtherTypesAreTurnedAway() throws Exception {
    assertThat(ask("scenario", "{\"a\":\"" + "x".repeat(70_000) + "\"}").statusCode())
        .isEqualTo(413);
    assertThat(ask("scenario", "[".repeat(50_000)).statusCode()).isEqualTo(400);
    assertThat(ask("scenario", "nonsense").statusCode()).isEqualTo(400);
    assertThat(ask("scenario", "").statusCode()).isEqualTo(400);
    assertThat(raw(post("127.0.0.1:" + port, withToken(), "\0\0þÿ\0\u0011ÿÿ")))
        .as("bytes that are no text in the encoding that they seem to be in")
        .endsWith("400");
    assertThat(ask("secrets", "{}").statusCode()).isEqualTo(404);
    String form =
        post("127.0.0.1:" + port, withToken(), "{}").replace("application/json", "text/plain");
    assertThat(raw(form)).endsWith("415");
    String get = "GET /api/scenario HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + withToken();
    assertThat(raw(get + "\r\n")).endsWith("405");
  }

  @Test
  void anAllowanceGivesItsBurstThenItsRateAndNeverMoreThanItsBurst() {
    long second = 1_000_000_000;
    Allowance allowance = new Allowance(3, 2, 0);
    assertThat(taken(allowance, 0, 10)).isEqualTo(3);
    assertThat(taken(allowance, second / 4, 10)).isZero();
    assertThat(taken(allowance, second, 10)).isEqualTo(2);
    assertThat(taken(allowance, 100 * second, 10)).isEqualTo(3);
  }

  private static long taken(Allowance allowance, long now, int asked) {
    return IntStream.range(0, asked).filter(k -> allowance.take(now)).count();
  }

  @Test
  void repliesForbidForeignScriptsFramesAndGuessing() throws Exception {
    HttpResponse<String> reply = ask("scenario", "{}");
    assertThat(reply.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(reply.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(reply.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(Assets.text(Assets.PAGE)).doesNotContain("http:", "https:", " style=", "onclick");
    assertThat(Assets.text(Assets.SCRIPT)).doesNotContain("innerHTML", "eval(", "https:");
  }

  @Test
  void everyParameterIsOnTheSheetWithWordsAndFiniteSliders() throws Exception {
    JsonNode sheet = MAPPER.readTree(ask("scenario", "{}").body());
    assertThat(sheet.get("title").asText()).endsWith(Small.HOSTILE);
    List<JsonNode> parameters = sheet.get("groups").findValues("parameters");
    int count = 0;
    for (JsonNode section : parameters) {
      for (JsonNode p : section) {
        count++;
        assertThat(p.get("label").asText()).as(p.toString()).isNotBlank();
        assertThat(p.get("range").asText()).as(p.toString()).isNotBlank();
        assertThat(p.get("from").asDouble()).isLessThanOrEqualTo(p.get("value").asDouble());
        assertThat(p.get("to").asDouble()).isGreaterThanOrEqualTo(p.get("value").asDouble());
      }
    }
    assertThat(count).isEqualTo(Parameter.of(Small.scenario()).size());
  }

  @Test
  void valuesThatAreNotAllowedAreTurnedAwayWithAReason() throws Exception {
    for (String values :
        List.of(
            "{\"values\":{\"parties.us.patience\":2}}",
            "{\"values\":{\"parties.us.patience\":\"0.5\"}}",
            "{\"values\":{\"parties.us.patience\":null}}",
            "{\"values\":{\"parties.us.patience\":1e999}}",
            "{\"values\":{\"no.such\":1}}")) {
      HttpResponse<String> reply = ask("solve", values);
      assertThat(reply.statusCode()).as(values).isEqualTo(422);
      assertThat(MAPPER.readTree(reply.body()).get("error").asText()).isNotBlank();
    }
    assertThat(ask("solve", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void aNewerQuestionStopsTheOlderAndGivesVerdictConditionsFiguresAndFiles() throws Exception {
    long first = MAPPER.readTree(ask("solve", "{\"values\":{}}").body()).get("job").asLong();
    JsonNode begun =
        MAPPER.readTree(ask("solve", "{\"values\":{\"parties.us.patience\":0.75}}").body());
    long second = begun.get("job").asLong();
    assertThat(second).isGreaterThan(first);
    assertThat(ask("news", "{\"job\":" + first + ",\"seen\":0}").statusCode()).isEqualTo(410);
    assertThat(begun.get("command").asText()).isEqualTo("thaw freeze {parties.us.patience=0.75}");
    assertThat(
            MAPPER.readTree(begun.get("scenario").asText()).at("/parties/us/patience").asDouble())
        .isEqualTo(0.75);
    ObjectNode parts = MAPPER.createObjectNode();
    long seen = 0;
    String state = "running";
    while (state.equals("running")) {
      HttpResponse<String> reply = ask("news", "{\"job\":" + second + ",\"seen\":" + seen + "}");
      assertThat(reply.statusCode()).isEqualTo(200);
      JsonNode news = MAPPER.readTree(reply.body());
      seen = news.get("version").asLong();
      state = news.get("state").asText();
      news.get("parts").properties().forEach(p -> parts.set(p.getKey(), p.getValue()));
    }
    assertThat(state).isEqualTo("done");
    assertThat(parts.path("verdict").path("verdict").asText()).isEqualTo("frozen");
    assertThat(parts.path("verdict").path("reason").asText()).isNotBlank();
    assertThat(parts.path("conditions").path("rows").get(0).get(1).asText()).isEqualTo("frozen");
    assertThat(parts.properties().stream().map(Map.Entry::getKey))
        .contains("figure payoff-set", "figure roadmap-lattice", "figure paths");
    JsonNode figure = parts.path("figure payoff-set");
    assertThat(figure.get("svg").asText()).contains("<svg").doesNotContain("<script");
    assertThat(figure.get("altText").asText()).isNotBlank();
    assertThat(figure.get("csv").asText()).contains("\n");
    String values = "\"values\":{\"parties.us.patience\":0.75}";
    String payoffs = "{\"name\":\"payoff-set\",\"format\":\"pdf\",";
    assertThat(ask("figure", payoffs + values + "}").body()).startsWith("%PDF");
    assertThat(ask("figure", payoffs + "\"values\":{}}").statusCode())
        .as("a figure of other values than those of the last answer")
        .isEqualTo(404);
    assertThat(
            ask("figure", "{\"name\":\"../pom\",\"format\":\"pdf\"," + values + "}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theNoteOnLeversTellsTheUnmovedFromTheUndecided() {
    Parameter a = new Parameter("a", 1, 0, 2);
    Parameter b = new Parameter("b", 1, 0, 2);
    Parameter c = new Parameter("c", 1, 0, 2);
    Levers.Lever up = new Levers.Lever(a, 1.2, 1.3, Verdict.FROZEN);
    Levers.Lever down = new Levers.Lever(a, 0.8, 0.7, Verdict.FROZEN);
    Verdict today = Verdict.SUSTAINABLE;
    assertThat(Solves.note(new Levers.Result(today, List.of(up, down), List.of(b), List.of())))
        .isEqualTo(
            "Of 2 parameters, 1 would change the verdict somewhere in their interval"
                + " and 1 would leave it as it is at both ends.");
    assertThat(Solves.note(new Levers.Result(today, List.of(up), List.of(), List.of(b, c))))
        .startsWith("Of 3 parameters, 1 would change")
        .endsWith("and for 2 that is undecided: no verdict could be certified at an end.");
    assertThat(
            Solves.note(new Levers.Result(Verdict.UNDECIDED, List.of(), List.of(), List.of(a, b))))
        .contains("itself is undecided");
  }

  @Test
  void aStoppedSolveEndsAtItsNextTick() {
    Job job = new Job(1, Map.of(), false);
    job.stage("solving");
    job.stop();
    assertThatThrownBy(job::tick).isInstanceOf(CancellationException.class);
  }
}
