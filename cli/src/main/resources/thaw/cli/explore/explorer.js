"use strict";
(function () {
  const grid = document.getElementById("grid");
  const still = grid ? JSON.parse(grid.textContent) : null; // a page written to a file: answers are all here
  const byId = (id) => document.getElementById(id);
  const widgets = new Map(); // by path of the parameter
  const shown = new Map(); // by name of the figure
  let token = "";
  let asked = 0; // counts questions; answers to older ones are dropped
  let job = 0;
  let command = "";
  let scenarioText = "";
  let answerText = "";
  let scenarioName = "scenario";
  let waiting = new AbortController();

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes || {}).forEach(([key, value]) => {
      if (key === "text") {
        made.textContent = value;
      } else if (value !== false) {
        made.setAttribute(key, value === true ? "" : value);
      }
    });
    children.forEach((child) => made.append(child));
    return made;
  }

  function say(text) {
    byId("note").textContent = text;
  }

  function problem(text) {
    const place = byId("problem");
    place.textContent = text;
    place.hidden = text === "";
  }

  // ---- parameters -------------------------------------------------------------------------

  /** A round step of about a hundredth of the range. */
  function niceStep(from, to) {
    const rough = (to - from) / 100;
    return rough > 0 ? Math.pow(10, Math.round(Math.log10(rough))) : 0.01;
  }

  function rounded(value, step) {
    return Number((Math.round(value / step) * step).toPrecision(12));
  }

  function addParameter(parameter, parent, count) {
    const id = "p" + widgets.size;
    const low = parameter.low === null ? -Infinity : parameter.low;
    const high = parameter.high === null ? Infinity : parameter.high;
    const step = niceStep(parameter.from, parameter.to);
    const label = element("label", {for: id, id: id + "-label", text: parameter.label});
    const slider = element("input", {
      type: "range", id: id + "-slider", min: String(parameter.from), max: String(parameter.to),
      step: String(step), "aria-labelledby": id + "-label"
    });
    const box = element("input", {
      type: "number", id: id, step: "any", inputmode: "decimal",
      "aria-describedby": id + "-about " + id + "-wrong"
    });
    const back = element("button", {
      type: "button", text: "↺", title: "back to " + parameter.value,
      "aria-label": "Reset " + parameter.label + " to " + parameter.value
    });
    const wrong = element("p", {class: "wrong", id: id + "-wrong", hidden: true});
    const about = element("p", {class: "about", id: id + "-about", text:
      parameter.path + (parameter.note ? " · " + parameter.note : "")});
    const row = element("div", {class: "parameter"}, label, slider, box, back, about, wrong);
    parent.append(row);
    const widget = {
      parameter, row, count, value: parameter.value,
      words: (parameter.path + " " + parameter.label).toLowerCase(),
      show(value) {
        widget.value = value;
        if (value > Number(slider.max)) {
          slider.max = String(value);
        }
        if (value < Number(slider.min)) {
          slider.min = String(value);
        }
        slider.value = String(value);
        slider.setAttribute("aria-valuetext", String(value));
        box.value = String(value);
        wrong.hidden = true;
        box.removeAttribute("aria-invalid");
        row.classList.toggle("changed", value !== widget.home);
        back.disabled = value === widget.home;
      },
      nearest: (value) => value,
      allowed: (value) => Number.isFinite(value) && value >= low && value <= high
    };
    if (parameter.values) {
      const values = parameter.values;
      slider.min = String(values[0]);
      slider.max = String(values[values.length - 1]);
      slider.step = String((values[values.length - 1] - values[0]) / (values.length - 1));
      widget.nearest = (value) =>
        values.reduce((best, v) => (Math.abs(v - value) < Math.abs(best - value) ? v : best));
      widget.allowed = (value) => Number.isFinite(value);
      about.textContent = parameter.path + " · " + values.length + " values, "
        + values[0] + " to " + values[values.length - 1] + "; " + parameter.value + " in the scenario";
    }
    slider.addEventListener("input", () => {
      const value = parameter.values
        ? widget.nearest(Number(slider.value))
        : Math.min(high, Math.max(low, rounded(Number(slider.value), step)));
      box.value = String(value);
      slider.setAttribute("aria-valuetext", String(value));
    });
    slider.addEventListener("change", () => {
      widget.show(Number(box.value));
      changed();
    });
    box.addEventListener("change", () => {
      const value = box.value.trim() === "" ? NaN : Number(box.value);
      if (!widget.allowed(value)) {
        wrong.textContent = "Allowed: a number"
          + (low > -Infinity ? " from " + low : "") + (high < Infinity ? " up to " + high : "") + ".";
        wrong.hidden = false;
        box.setAttribute("aria-invalid", "true");
        return;
      }
      widget.show(widget.nearest(value));
      changed();
    });
    widget.home = widget.nearest(parameter.value);
    back.addEventListener("click", () => {
      widget.show(widget.home);
      changed();
      box.focus();
    });
    widgets.set(parameter.path, widget);
    widget.show(widget.home);
  }

  function addGroups(groups) {
    groups.forEach((group, index) => {
      const count = element("span", {class: "count"});
      const details = element("details", {open: index === 0},
        element("summary", {text: group.title + " "}, count));
      group.sections.forEach((section) => {
        const set = element("fieldset", {});
        set.append(element("legend", {text: section.title || group.title}));
        section.parameters.forEach((parameter) => addParameter(parameter, set, count));
        details.append(set);
      });
      byId("groups").append(details);
    });
  }

  function changes() {
    const values = {};
    widgets.forEach((widget, path) => {
      if (widget.value !== widget.home) {
        values[path] = widget.value;
      }
    });
    return values;
  }

  function countChanges() {
    const counts = new Map();
    widgets.forEach((widget) => {
      const one = widget.value !== widget.home ? 1 : 0;
      counts.set(widget.count, (counts.get(widget.count) || 0) + one);
    });
    let all = 0;
    counts.forEach((number, place) => {
      if (place) {
        place.textContent = number > 0 ? number + " changed" : "";
      }
      all += number;
    });
    byId("reset").disabled = all === 0;
  }

  byId("filter").addEventListener("input", () => {
    const sought = byId("filter").value.trim().toLowerCase();
    widgets.forEach((widget) => {
      const section = widget.row.parentElement.firstChild.textContent.toLowerCase();
      widget.row.hidden = sought !== "" && !widget.words.includes(sought) && !section.includes(sought);
    });
    document.querySelectorAll("#groups fieldset").forEach((set) => {
      set.hidden = !set.querySelector(".parameter:not([hidden])");
    });
    document.querySelectorAll("#groups details").forEach((details) => {
      const found = details.querySelector(".parameter:not([hidden])") !== null;
      details.hidden = !found;
      if (sought !== "") {
        details.open = found;
      }
    });
  });

  byId("reset").addEventListener("click", () => {
    widgets.forEach((widget) => widget.show(widget.home));
    changed();
  });

  // ---- the address ------------------------------------------------------------------------

  function readAddress() {
    const state = new URLSearchParams(location.hash.slice(1));
    token = state.get("token") || token;
    widgets.forEach((widget, path) => {
      const text = state.get(path);
      const value = text === null || text === "" ? widget.home : Number(text);
      widget.show(widget.nearest(widget.allowed(value) ? value : widget.home));
    });
  }

  function writeAddress() {
    const state = new URLSearchParams();
    if (token) {
      state.set("token", token);
    }
    Object.entries(changes()).forEach(([path, value]) => state.set(path, String(value)));
    history.replaceState(null, "", "#" + state.toString());
  }

  window.addEventListener("hashchange", () => {
    readAddress();
    changed();
  });

  // ---- answers ----------------------------------------------------------------------------

  function changed() {
    countChanges();
    writeAddress();
    if (still) {
      showPoint();
    } else {
      solve(false);
    }
  }

  async function ask(question, body, signal) {
    const reply = await fetch("/api/" + question, {
      method: "POST", body: JSON.stringify(body), signal,
      headers: {"Content-Type": "application/json", "X-Thaw-Token": token}
    });
    if (!reply.ok) {
      const said = await reply.json().catch(() => ({}));
      const error = new Error(said.error || "the explorer answered with " + reply.status);
      error.status = reply.status;
      throw error;
    }
    return reply;
  }

  function working(on, stage, share) {
    const bar = byId("progress");
    bar.hidden = !on;
    byId("stop").hidden = !on;
    byId("stage").textContent = stage;
    if (on && share >= 0) {
      bar.max = 1;
      bar.value = share;
    } else {
      bar.removeAttribute("value");
    }
  }

  /** What is shown answers an older question, until it is replaced. */
  function stale(on) {
    document.querySelectorAll("#word, #reason, #conditions-card, #figures figure").forEach((card) => {
      card.classList.toggle("stale", on);
    });
    byId("results").setAttribute("aria-busy", String(on));
  }

  async function solve(levers) {
    const mine = ++asked;
    waiting.abort();
    waiting = new AbortController();
    const signal = waiting.signal;
    problem("");
    say("");
    if (!levers) {
      stale(true);
      clearLevers();
    }
    working(true, "asking", -1);
    try {
      const begun = await (await ask("solve", {values: changes(), levers}, signal)).json();
      if (mine !== asked) {
        return;
      }
      job = begun.job;
      command = begun.command;
      scenarioText = begun.scenario;
      let seen = 0;
      for (;;) {
        const news = await (await ask("news", {job: begun.job, seen}, signal)).json();
        if (mine !== asked) {
          return;
        }
        seen = news.version;
        Object.entries(news.parts).forEach(([name, part]) => showPart(name, part));
        if (news.state !== "running") {
          working(false, news.state === "stopped" ? "stopped" : "", -1);
          if (news.state === "failed") {
            failed("No answer: " + news.stage);
          } else if (news.state === "done") {
            stale(false);
          }
          return;
        }
        working(true, news.stage, news.share);
      }
    } catch (error) {
      if (error.name === "AbortError" || mine !== asked || error.status === 410) {
        return;
      }
      working(false, "", -1);
      failed(error.status
        ? "No answer: " + error.message
        : "The explorer does not answer; start it again and open the address that it prints.");
    }
  }

  function failed(text) {
    problem(text);
    showVerdict({verdict: "none", reason: ""});
  }

  function showPart(name, part) {
    if (name === "verdict") {
      showVerdict(part);
    } else if (name === "conditions") {
      showTable(byId("conditions"), part);
      byId("conditions-card").classList.remove("stale");
    } else if (name.startsWith("figure ")) {
      showFigure(part);
    } else if (name === "levers") {
      showLevers(part);
    } else if (name === "answer") {
      answerText = part;
    }
  }

  function showVerdict(found) {
    const word = byId("word");
    word.classList.remove("stale");
    byId("reason").classList.remove("stale");
    const text = found.verdict === "none" ? "no verdict" : found.verdict;
    if (word.textContent !== text) {
      word.textContent = text;
    }
    word.dataset.verdict = found.verdict;
    const reason = found.reason ? "because " + found.reason : "";
    if (byId("reason").textContent !== reason) {
      byId("reason").textContent = reason;
    }
  }

  function showTable(table, data) {
    const head = element("tr", {});
    data.columns.forEach((name) => head.append(element("th", {scope: "col", text: name})));
    const body = element("tbody", {});
    data.rows.forEach((cells) => {
      const row = element("tr", {});
      cells.forEach((cell, k) => row.append(
        k === 0 ? element("th", {scope: "row", text: cell}) : element("td", {text: cell})));
      body.append(row);
    });
    table.replaceChildren(element("thead", {}, head), body);
  }

  /** Comma-separated values (RFC 4180). */
  function parse(csv) {
    const rows = [];
    let row = [];
    let cell = "";
    let quoted = false;
    for (let k = 0; k < csv.length; k++) {
      const c = csv[k];
      if (quoted && c === "\"" && csv[k + 1] === "\"") {
        cell += c;
        k++;
      } else if (c === "\"") {
        quoted = !quoted;
      } else if (!quoted && (c === "," || c === "\n")) {
        row.push(cell);
        cell = "";
        if (c === "\n") {
          rows.push(row);
          row = [];
        }
      } else {
        cell += c;
      }
    }
    return rows;
  }

  function readable(cell) {
    const number = Number(cell);
    return cell.trim() === "" || !Number.isFinite(number) ? cell : String(Number(number.toPrecision(6)));
  }

  const titles = {"comparative-statics-trust": "Payoffs by trust"}; // where the name would not do

  function title(name) {
    if (Object.hasOwn(titles, name)) {
      return titles[name];
    }
    const words = name.replace(/-/g, " ");
    return words[0].toUpperCase() + words.slice(1);
  }

  function figureCard(name) {
    const heading = element("h2", {id: "figure-" + name, text: title(name)});
    const image = element("img", {});
    const canvas = element("div", {class: "scroll", tabindex: "0", role: "group", "aria-label": title(name) + ", drawing"}, image);
    const caption = element("figcaption", {});
    const table = element("table", {"aria-label": title(name) + ", data"});
    const rows = element("span", {class: "count"});
    const details = element("details", {},
      element("summary", {text: "Data table "}, rows),
      element("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": title(name) + ", data"}, table));
    const buttons = element("div", {class: "buttons"});
    const card = {
      root: element("figure", {class: "card", "aria-labelledby": "figure-" + name},
        heading, canvas, caption, buttons, details),
      show(figure) {
        card.figure = figure;
        image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(figure.svg);
        image.alt = figure.altText;
        image.style.width = Math.round(1.45 * figure.width) + "px";
        image.style.minWidth = "min(100%, " + Math.round(1.1 * figure.width) + "px)";
        image.style.maxWidth = figure.width > 300 ? "max(100%, " + Math.round(1.1 * figure.width) + "px)" : "100%";
        caption.textContent = figure.caption;
        card.rows = null;
        rows.textContent = figure.csv.split("\n").length - 2 + " rows";
        fill();
      }
    };
    function fill() {
      if (details.open && !card.rows) {
        card.rows = parse(card.figure.csv).map((row) => row.map(readable));
        showTable(table, {columns: card.rows[0], rows: card.rows.slice(1)});
      }
    }
    details.addEventListener("toggle", fill);
    const offer = (text, act) => {
      const button = element("button", {type: "button", text, "aria-label": "Download " + title(name) + " as " + text});
      button.addEventListener("click", act);
      buttons.append(button);
    };
    offer("SVG", () => download(scenarioName + "-" + name + ".svg", "image/svg+xml", card.figure.svg));
    if (!still) {
      ["pdf", "png"].forEach((format) => offer(format.toUpperCase(), async () => {
        try {
          const reply = await ask("figure", {name, format});
          download(scenarioName + "-" + name + "." + format, "application/octet-stream", await reply.blob());
        } catch (error) {
          problem("No file: " + error.message);
        }
      }));
    }
    offer("CSV", () => download(scenarioName + "-" + name + ".csv", "text/csv", card.figure.csv));
    return card;
  }

  function showFigure(figure) {
    if (!shown.has(figure.name)) {
      shown.set(figure.name, figureCard(figure.name));
      byId("figures").append(shown.get(figure.name).root);
    }
    shown.get(figure.name).show(figure);
    shown.get(figure.name).root.classList.remove("stale");
  }

  function clearLevers() {
    byId("levers").replaceChildren();
    byId("levers-note").textContent = "";
  }

  function showLevers(found) {
    const table = element("table", {"aria-label": "Levers"});
    showTable(table, found);
    const card = figureCard("levers");
    card.root.classList.remove("card");
    card.show(found.figure);
    byId("levers").replaceChildren(
      element("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of levers"}, table),
      card.root);
    byId("levers-note").textContent = found.rows.length + " levers; " + found.without
      + " parameters change the verdict nowhere in their interval"
      + (found.undecided === 0 ? "." : "; for " + found.undecided + " no verdict could be certified at the far end.");
  }

  // ---- buttons ----------------------------------------------------------------------------

  async function copy(text, what) {
    let copied = false;
    try {
      await navigator.clipboard.writeText(text);
      copied = true;
    } catch (refused) { // as in a page opened from a file
      const focus = document.activeElement;
      const area = element("textarea", {"aria-hidden": "true"});
      area.value = text;
      document.body.append(area);
      area.select();
      copied = document.execCommand("copy");
      area.remove();
      focus.focus();
    }
    say(copied ? what + " copied." : what + ", to copy by hand: " + text);
  }

  function download(name, type, content) {
    const address = URL.createObjectURL(new Blob([content], {type}));
    const link = element("a", {href: address, download: name});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    say(name + " saved.");
  }

  byId("copy-command").addEventListener("click", () => copy(command, "Command"));
  byId("copy-scenario").addEventListener("click", () => copy(scenarioText, "Scenario"));
  byId("download-answer").addEventListener("click", () =>
    download(scenarioName + "-freeze.json", "application/json", answerText));
  byId("search-levers").addEventListener("click", () => solve(true));
  byId("stop").addEventListener("click", () => {
    ask("stop", {job}).catch(() => {});
  });
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address holds the state
    byId("verdict").focus();
  });

  // ---- a page written to a file -----------------------------------------------------------

  function showPoint() {
    let index = 0;
    still.axes.forEach((axis) => {
      index = index * axis.values.length + axis.values.indexOf(widgets.get(axis.path).value);
    });
    const point = still.points[index];
    command = point.command;
    showVerdict(point);
    showTable(byId("conditions"), point.conditions);
    point.figures.forEach((k) => showFigure(still.figures[k]));
  }

  // ---- beginning --------------------------------------------------------------------------

  function describe(about) {
    scenarioName = about.name;
    document.title = about.title + " · Thaw explorer";
    byId("title").textContent = about.title;
    byId("question").textContent = about.question;
    byId("source").textContent = "Source: " + about.source;
  }

  async function begin() {
    if (still) {
      describe(still);
      still.axes.forEach((axis) => addParameter(axis, byId("groups"), null));
      ["tools", "levers-card", "copy-scenario", "download-answer", "work"].forEach((id) => {
        byId(id).hidden = true;
      });
      byId("controls-hint").textContent = "Answers were computed beforehand, by Thaw " + still.version
        + ", for " + still.points.length + " points; a slider moves from one to the next.";
      readAddress();
      showPoint();
      return;
    }
    readAddress();
    try {
      const about = await (await ask("scenario", {})).json();
      describe(about);
      addGroups(about.groups);
      if (window.matchMedia("(max-width: 60rem)").matches) {
        document.querySelectorAll("#groups details").forEach((details) => { details.open = false; });
      }
      readAddress();
      changed();
    } catch (error) {
      failed(error.status === 403
        ? "Open the whole address that the explorer printed: its token is missing or that of an earlier start."
        : "The explorer does not answer; start it again and open the address that it prints.");
    }
  }

  begin();
})();
