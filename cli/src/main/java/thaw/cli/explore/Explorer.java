package thaw.cli.explore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.CharConversionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import thaw.charts.Exporter;
import thaw.charts.Figure;
import thaw.model.Parameter;
import thaw.model.Scenario;
import thaw.model.io.Json;
import thaw.model.io.ScenarioFile;
import thaw.solver.freeze.FreezeAnalysis;

/**
 * Serves one page about one scenario on the loopback address, and the answers that it asks for.
 *
 * <p>The page itself holds nothing of the scenario; every question must carry the random token that
 * is part of the address. Nothing but the scenario and what follows from it is ever read.
 */
public final class Explorer implements AutoCloseable {
  private static final int MOST_BYTES = 64 * 1024;
  private static final int MOST_CONNECTIONS = 256;
  private static final int DPI = 300;
  private static final long LONGEST_WAIT = 10_000;
  private static final int SECONDS_FOR_A_REQUEST = 10;
  private static final int SECONDS_FOR_A_REPLY = 60;
  private static final String JSON = "application/json";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'";

  /** What a question could not be answered for. */
  private static final class BadQuestion extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;

    BadQuestion(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  private record Asset(String type, byte[] content) {
    static Asset of(String name, String type) {
      return new Asset(
          type + "; charset=utf-8", Assets.text(name).getBytes(StandardCharsets.UTF_8));
    }
  }

  private final Scenario scenario;
  private final Answers answers;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(Explorer::daemon);
  private final Gate gate;
  private final Solves solves;
  private final Exporter exporter = new Exporter(DPI);
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Asset> assets;
  private final ObjectMapper mapper = new ObjectMapper();

  private Explorer(
      Scenario scenario,
      FreezeAnalysis.Options options,
      int solverThreads,
      Answers answers,
      int port)
      throws IOException {
    this.scenario = scenario;
    this.answers = answers;
    Parameter.of(scenario).forEach(p -> parameters.put(p.path(), p));
    assets =
        Map.of(
            "/",
            Asset.of(Assets.PAGE, "text/html"),
            "/" + Assets.STYLE,
            Asset.of(Assets.STYLE, "text/css"),
            "/" + Assets.SCRIPT,
            Asset.of(Assets.SCRIPT, "text/javascript"));
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    gate = new Gate(server.getAddress().getPort());
    solves = new Solves(scenario, options, solverThreads, answers, exporter);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * Starts to serve.
   *
   * @param port of 127.0.0.1; 0 takes a free one
   * @throws IOException if the port is taken
   */
  public static Explorer start(
      Scenario scenario, FreezeAnalysis.Options options, int threads, Answers answers, int port)
      throws IOException {
    // who sends or reads slowly holds a thread, but not for ever, and there are as many threads as
    // connections, so that nobody waits for it; answers are not held back
    System.setProperty("jdk.httpserver.maxConnections", "" + MOST_CONNECTIONS);
    System.setProperty("sun.net.httpserver.maxReqTime", "" + SECONDS_FOR_A_REQUEST);
    System.setProperty("sun.net.httpserver.maxRspTime", "" + SECONDS_FOR_A_REPLY);
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Explorer explorer = new Explorer(scenario, options, threads, answers, port);
    explorer.server.start();
    return explorer;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "thaw-explore-http");
    thread.setDaemon(true);
    return thread;
  }

  /** The address to open, token included. */
  public URI address() {
    return URI.create(
        "http://127.0.0.1:" + server.getAddress().getPort() + "/#token=" + gate.token());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      boolean question = path != null && path.startsWith("/api/");
      Optional<Gate.Refusal> refusal = question ? gate.question(exchange) : gate.page(exchange);
      if (refusal.isPresent()) {
        refuse(exchange, refusal.get().status(), refusal.get().message());
      } else if (question) {
        answer(exchange, path);
      } else {
        page(exchange, path == null ? "" : path);
      }
    }
  }

  private void page(HttpExchange exchange, String path) throws IOException {
    Asset asset = assets.get(path);
    if (asset == null) {
      refuse(exchange, 404, "there is nothing here");
    } else if (!exchange.getRequestMethod().equals("GET")) {
      exchange.getResponseHeaders().set("Allow", "GET");
      refuse(exchange, 405, "allowed: GET");
    } else {
      send(exchange, 200, asset.type(), asset.content());
    }
  }

  private void answer(HttpExchange exchange, String path) throws IOException {
    try {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("Allow", "POST");
        throw new BadQuestion(405, "allowed: POST");
      }
      JsonNode question = body(exchange);
      switch (path) {
        case "/api/scenario" -> send(exchange, new Sheet(scenario).json());
        case "/api/solve" -> send(exchange, solve(question));
        case "/api/news" -> send(exchange, news(question));
        case "/api/stop" -> {
          solves.job(question.path("job").asLong(-1)).ifPresent(Job::stop);
          send(exchange, Json.object());
        }
        case "/api/figure" -> figure(exchange, question);
        default -> throw new BadQuestion(404, "there is nothing here");
      }
    } catch (BadQuestion bad) {
      refuse(exchange, bad.status, String.valueOf(bad.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refuse(exchange, 503, "the explorer is closing");
    }
  }

  private JsonNode body(HttpExchange exchange) throws IOException, BadQuestion {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.split(";", 2)[0].strip().equals(JSON)) {
      throw new BadQuestion(415, "allowed: " + JSON);
    }
    byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      exchange.getResponseHeaders().set("Connection", "close");
      throw new BadQuestion(413, "the request is too large; allowed: " + MOST_BYTES + " bytes");
    }
    try {
      JsonNode question = mapper.readTree(bytes);
      if (question == null || !question.isObject()) {
        throw new BadQuestion(400, "the request is no JSON object");
      }
      return question;
    } catch (JsonProcessingException | CharConversionException e) {
      throw new BadQuestion(400, "the request is not JSON");
    }
  }

  private ObjectNode solve(JsonNode question) throws BadQuestion {
    Map<String, Double> changes = changes(question.path("values"));
    Scenario changed;
    try {
      changed = Parameter.with(scenario, changes);
    } catch (IllegalArgumentException e) {
      throw new BadQuestion(422, String.valueOf(e.getMessage()));
    }
    Job job = solves.begin(changes, question.path("levers").asBoolean(false));
    ObjectNode reply = Json.object();
    reply.put("job", job.number());
    reply.put("command", answers.command(changes));
    reply.put("scenario", ScenarioFile.write(changed));
    return reply;
  }

  /** The values that differ from the scenario's, in its order. */
  private Map<String, Double> changes(JsonNode values) throws BadQuestion {
    if (!values.isObject()) {
      throw new BadQuestion(400, "values: is missing; allowed: an object of numbers");
    }
    for (Map.Entry<String, JsonNode> entry : values.properties()) {
      Parameter p = parameters.get(entry.getKey());
      if (p == null) {
        throw new BadQuestion(422, "values: \"" + entry.getKey() + "\" is no parameter");
      }
      double value = entry.getValue().doubleValue();
      if (!entry.getValue().isNumber() || !Double.isFinite(value)) {
        throw new BadQuestion(422, p.path() + ": is no number");
      }
    }
    Map<String, Double> changes = new LinkedHashMap<>();
    parameters.forEach(
        (path, p) -> {
          double value = values.path(path).asDouble(p.value());
          if (value != p.value()) {
            changes.put(path, value);
          }
        });
    return changes;
  }

  private ObjectNode news(JsonNode question) throws BadQuestion, InterruptedException {
    Optional<Job> job = solves.job(question.path("job").asLong(-1));
    if (job.isEmpty()) {
      throw new BadQuestion(410, "a newer question has been asked");
    }
    return job.get().news(question.path("seen").asLong(0), LONGEST_WAIT);
  }

  private void figure(HttpExchange exchange, JsonNode question) throws IOException, BadQuestion {
    Figure figure =
        solves
            .figure(question.path("name").asText(), changes(question.path("values")))
            .orElseThrow(
                () -> new BadQuestion(404, "the last answer has no such figure; solve again"));
    switch (question.path("format").asText()) {
      case "pdf" -> send(exchange, 200, "application/pdf", exporter.pdf(figure));
      case "png" -> send(exchange, 200, "image/png", exporter.png(figure));
      default -> throw new BadQuestion(422, "format: allowed: pdf, png");
    }
  }

  private void refuse(HttpExchange exchange, int status, String message) throws IOException {
    ObjectNode reply = Json.object();
    reply.put("error", message);
    send(exchange, status, JSON, mapper.writeValueAsBytes(reply));
  }

  private void send(HttpExchange exchange, ObjectNode reply) throws IOException {
    send(exchange, 200, JSON, mapper.writeValueAsBytes(reply));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] content)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, content.length);
    exchange.getResponseBody().write(content);
  }

  /** Stops to serve; what is being solved ends. */
  @Override
  public void close() {
    solves.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
