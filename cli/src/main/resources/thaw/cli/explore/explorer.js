"use strict";
(function () {
  const grid = document.getElementById("grid");
  const still = grid ? JSON.parse(grid.textContent) : null; // a page written to a file: answers are all here
  const byId = (id) => document.getElementById(id);
  const widgets = new Map(); // by path of the parameter
  const shown = new Map(); // by name of the figure
  let token = "";
  let asked = 0; // counts questions; answers to older ones are dropped
  let turn = Promise.resolve(); // questions reach the explorer in the order in which they are asked
  let question = {}; // the newest: its values, its job, what it gives for copying and saving
  let answered = {}; // by name of the card: the values that it answers
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

  /** Says something to who does not see the page; the same text twice is said twice. */
  function announce(text) {
    const place = byId("announced");
    place.textContent = place.textContent === text ? text + "\u00a0" : text;
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

  /** In a grid the slider counts the values, so that each is one key press from the next. */
  function addParameter(parameter, parent, count, of) {
    const id = "p" + widgets.size;
    const low = parameter.low === null ? -Infinity : parameter.low;
    const high = parameter.high === null ? Infinity : parameter.high;
    const values = parameter.values || null;
    const step = niceStep(parameter.from, parameter.to);
    const label = element("label", {for: id, id: id + "-label", text: parameter.label});
    const slider = element("input", {
      type: "range", id: id + "-slider", "aria-labelledby": id + "-label", "aria-describedby": id + "-about",
      min: values ? "0" : String(parameter.from), max: String(values ? values.length - 1 : parameter.to),
      step: values ? "1" : String(step)
    });
    const box = element("input", {
      type: values ? "text" : "number", id, inputmode: "decimal", step: !values && String(step),
      min: !values && low > -Infinity && String(low), max: !values && high < Infinity && String(high),
      "aria-describedby": id + "-wrong " + id + "-about"
    });
    const back = element("button", {
      type: "button", text: "↺", title: "Back to " + parameter.value,
      "aria-label": "Reset " + parameter.label + " to " + parameter.value
    });
    const wrong = element("p", {class: "wrong", id: id + "-wrong", hidden: true});
    const about = element("p", {class: "about", id: id + "-about", text: [
      (parameter.unit ? parameter.unit + ": " : "") + (values ? listed(values) : parameter.range),
      parameter.path, parameter.note || ""].filter((part) => part !== "").join(" · ")});
    const row = element("div", {class: "parameter"}, label, slider, box, back, about, wrong);
    parent.append(row);
    const heard = (value) => String(value) + (value === parameter.value ? ", as in the scenario" : "");
    const widget = {
      parameter, row, count, value: parameter.value, home: parameter.value,
      name: (of ? of + ": " : "") + parameter.label,
      words: (parameter.path + " " + parameter.label).toLowerCase(),
      show(value) {
        widget.value = value;
        if (values) {
          slider.value = String(values.indexOf(value));
        } else {
          slider.max = String(Math.max(value, parameter.to));
          slider.min = String(Math.min(value, parameter.from));
          slider.value = String(value);
        }
        slider.setAttribute("aria-valuetext", heard(value));
        box.value = String(value);
        right();
        row.classList.toggle("changed", value !== widget.home);
        back.disabled = value === widget.home;
      },
      nearest: (value) => !values ? value
        : values.reduce((best, v) => (Math.abs(v - value) < Math.abs(best - value) ? v : best)),
      allowed: (value) => Number.isFinite(value) && (values !== null || (value >= low && value <= high))
    };
    function right() {
      wrong.hidden = true;
      wrong.textContent = ""; // a description is read even where it is hidden
      box.removeAttribute("aria-invalid");
    }
    slider.addEventListener("input", () => {
      const value = values ? values[Number(slider.value)]
        : Math.min(high, Math.max(low, rounded(Number(slider.value), step)));
      box.value = String(value);
      right();
      slider.setAttribute("aria-valuetext", heard(value));
    });
    slider.addEventListener("change", () => {
      widget.show(Number(box.value));
      changed();
    });
    box.addEventListener("change", () => {
      const value = box.value.trim() === "" ? NaN : Number(box.value);
      if (!widget.allowed(value)) {
        wrong.textContent = "Not taken. Allowed: " + (values ? "a number" : parameter.range)
          + ". The answer is still for " + widget.value + ".";
        wrong.hidden = false;
        box.setAttribute("aria-invalid", "true");
        announce(wrong.textContent);
        return;
      }
      widget.show(widget.nearest(value));
      changed();
    });
    back.addEventListener("click", () => {
      widget.show(widget.home);
      changed();
      box.focus();
    });
    widgets.set(parameter.path, widget);
    widget.show(widget.home);
  }

  function listed(values) {
    return values.length > 12
      ? values.length + " values, " + values[0] + " to " + values[values.length - 1]
      : values.slice(0, -1).join(", ") + " or " + values[values.length - 1];
  }

  function addGroups(groups) {
    groups.forEach((group, index) => {
      const count = element("span", {class: "count"});
      const details = element("details", {open: index === 0},
        element("summary", {text: group.title + " "}, count));
      group.sections.forEach((section) => {
        const set = element("fieldset", {});
        set.append(element("legend", {text: section.title || group.title}));
        section.parameters.forEach((parameter) => addParameter(parameter, set, count, section.title));
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
    const left = document.querySelectorAll("#groups .parameter:not([hidden])").length;
    byId("found").textContent = sought === "" ? "" : left + (left === 1 ? " parameter" : " parameters");
  });

  byId("reset").addEventListener("click", () => {
    widgets.forEach((widget) => widget.show(widget.home));
    byId("filter").focus(); // the button has nothing to do any more
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

  async function ask(what, body, signal) {
    const reply = await fetch("/api/" + what, {
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

  /** What goes on, and whether the button stops it or asks once more; "" for neither. */
  function working(stage, share, button) {
    const bar = byId("progress");
    const stop = byId("stop");
    bar.hidden = button !== "Stop";
    byId("stage").textContent = stage;
    if (share >= 0) {
      bar.max = 1;
      bar.value = share;
    } else {
      bar.removeAttribute("value");
    }
    if (button === "" && document.activeElement === stop) {
      byId("verdict").focus({preventScroll: true});
    }
    stop.hidden = button === "";
    stop.textContent = button === "Solve again" && question.levers ? "Search again" : button || "Stop";
    byId("search-levers").textContent = button === "Stop" && question.levers ? "Stop the search" : "Search levers";
    byId("results").setAttribute("aria-busy", String(button === "Stop" && !question.levers));
  }

  /** Marks what answers other values than those of the newest question, and says which. */
  function markEarlier() {
    const now = JSON.stringify(question.values);
    const mark = (name, card, place) => {
      const earlier = Object.hasOwn(answered, name) && JSON.stringify(answered[name]) !== now;
      card.classList.toggle("old", earlier);
      place.hidden = !earlier;
      place.textContent = earlier ? "Earlier answer, for " + described(answered[name]) : "";
      place.title = place.textContent;
      card.querySelectorAll(".downloads button").forEach((button) => { button.disabled = earlier; });
    };
    mark("verdict", byId("verdict"), byId("verdict").querySelector(".earlier"));
    mark("conditions", byId("conditions-card"), byId("conditions-card").querySelector(".earlier"));
    shown.forEach((card, name) => mark("figure " + name, card.root, card.earlier));
    byId("copy-command").disabled = !question.command;
    byId("copy-scenario").disabled = !question.scenario;
    byId("download-answer").disabled = !question.answer;
  }

  function described(values) {
    const paths = Object.keys(values);
    if (paths.length === 0) {
      return "the scenario as it is";
    }
    return paths.length > 2 ? paths.length + " changed values"
      : paths.map((path) => widgets.get(path).name + " = " + values[path]).join(", ");
  }

  /** Asks for the answer to the values of the page, or for levers besides. */
  async function solve(levers) {
    const mine = ++asked;
    const values = changes();
    waiting.abort();
    waiting = new AbortController();
    const signal = waiting.signal;
    const same = JSON.stringify(values) === JSON.stringify(question.values);
    question = {values, levers, stopped: false, job: 0,
      answer: same ? question.answer : "", command: same ? question.command : "",
      scenario: same ? question.scenario : ""};
    problem("");
    say("");
    clearLevers();
    markEarlier();
    working("asking", -1, "Stop");
    const before = turn;
    let next;
    turn = new Promise((resolve) => { next = resolve; });
    try {
      let begun;
      try {
        await before;
        if (mine !== asked) {
          return;
        }
        begun = await (await ask("solve", {values, levers}, AbortSignal.timeout(20000))).json();
      } finally {
        next();
      }
      if (mine !== asked) {
        return;
      }
      question.job = begun.job;
      question.command = begun.command;
      question.scenario = begun.scenario;
      markEarlier();
      if (question.stopped) { // before the explorer knew of it
        stop();
        ended("Stopped.");
        return;
      }
      let seen = 0;
      for (;;) {
        const news = await (await ask("news", {job: begun.job, seen}, signal)).json();
        if (mine !== asked) {
          return;
        }
        seen = news.version;
        Object.entries(news.parts).forEach(([name, part]) => showPart(name, part));
        markEarlier();
        if (news.state === "running") {
          working(news.stage, news.share, "Stop");
        } else if (news.state === "done") {
          working("", -1, "");
          return;
        } else if (news.state === "stopped") {
          ended("Stopped.");
          return;
        } else {
          working("", -1, "Solve again");
          failed("No answer: " + news.stage);
          return;
        }
      }
    } catch (error) {
      if (error.name === "AbortError" || mine !== asked) {
        return;
      }
      if (error.status === 410) {
        ended("Another window asked this explorer for something else.");
        return;
      }
      working("", -1, "Solve again");
      failed(error.status
        ? "No answer: " + error.message
        : "The explorer does not answer; start it again and open the address that it prints.");
    }
  }

  /** The answer is not complete and will not be. */
  function ended(why) {
    working(why, -1, "Solve again");
    const answering = JSON.stringify(answered.verdict) === JSON.stringify(question.values);
    announce(why + (!answering ? " No answer to the present values."
      : question.levers ? " No levers." : " The answer is not complete."));
  }

  function stop() {
    question.stopped = true;
    if (question.job) {
      ask("stop", {job: question.job}).catch(() => {});
    }
  }

  function failed(text) {
    problem(text);
    if (!question.values || JSON.stringify(answered.verdict) !== JSON.stringify(question.values)) {
      delete answered.verdict;
      showVerdict({verdict: "none", reason: ""});
    }
    markEarlier();
  }

  function showPart(name, part) {
    if (name === "answer") {
      question.answer = part;
      return;
    }
    answered[name] = question.values;
    if (name === "verdict") {
      showVerdict(part);
    } else if (name === "conditions") {
      showTable(byId("conditions"), "Conditions at the start", part);
    } else if (name.startsWith("figure ")) {
      showFigure(part, question.values);
    } else if (name === "levers") {
      showLevers(part, question.values);
    }
  }

  function showVerdict(found) {
    const word = byId("word");
    word.textContent = found.verdict === "none" ? "no verdict" : found.verdict;
    word.dataset.verdict = found.verdict;
    byId("reason").textContent = found.reason ? "because " + found.reason : "";
    if (found.reason && !question.levers) {
      announce(found.verdict + ", because " + found.reason);
    }
  }

  function showTable(table, caption, data, seen) {
    const head = element("tr", {});
    data.columns.forEach((name) => head.append(
      element("th", {scope: "col"}, name || element("span", {class: "unseen", text: "name"}))));
    const body = element("tbody", {});
    data.rows.forEach((cells) => {
      const row = element("tr", {});
      cells.forEach((cell, k) => row.append(
        k === 0 ? element("th", {scope: "row", text: cell}) : element("td", {text: cell})));
      body.append(row);
    });
    table.replaceChildren(
      element("caption", {}, element("span", {class: seen ? "count" : "unseen", text: caption})), element("thead", {}, head), body);
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

  const titles = { // where the name would not do
    "comparative-statics-trust": "Payoffs by trust",
    "levers": "Distances to the critical values"
  };

  function title(name) {
    if (Object.hasOwn(titles, name)) {
      return titles[name];
    }
    const words = name.replace(/-/g, " ");
    return words[0].toUpperCase() + words.slice(1);
  }

  /** What scrolls can be reached with the keyboard; what fits need not be. */
  const fitting = new ResizeObserver((entries) => entries.forEach((entry) => fit(entry.target)));

  function fit(box) {
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) {
      box.setAttribute("tabindex", "0");
    } else if (document.activeElement !== box) {
      box.removeAttribute("tabindex");
    }
  }

  function scrolling(name, child) {
    const box = element("div", {class: "scroll", role: "group", "aria-label": name}, child);
    fitting.observe(box);
    fitting.observe(child);
    return box;
  }

  function figureCard(name, level) {
    const heading = element("h" + level, {id: "figure-" + name, text: title(name)});
    const image = element("img", {});
    const canvas = scrolling(title(name) + ", drawing", image);
    const caption = element("figcaption", {});
    const table = element("table", {});
    const rows = element("span", {class: "count"});
    const earlier = element("p", {class: "earlier", hidden: true});
    const details = element("details", {},
      element("summary", {}, element("span", {class: "unseen", text: title(name) + ": "}), "Data table ", rows),
      scrolling(title(name) + ", data", table));
    const buttons = element("div", {class: "buttons downloads"});
    const card = {
      root: element("figure", {class: "card", "aria-labelledby": "figure-" + name}, heading, earlier,
        element("div", {class: "parts"}, canvas, element("div", {}, caption, buttons, details))),
      earlier,
      show(figure, values) {
        card.figure = figure;
        card.values = values;
        card.root.classList.toggle("small", figure.width < 300); // points; one column of a paper
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
        showTable(table, title(name) + ", data", {columns: card.rows[0], rows: card.rows.slice(1)});
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
          const reply = await ask("figure", {name, format, values: card.values});
          download(scenarioName + "-" + name + "." + format, "application/octet-stream", await reply.blob());
        } catch (error) {
          problem("No file: " + error.message);
        }
      }));
    }
    offer("CSV", () => download(scenarioName + "-" + name + ".csv", "text/csv", card.figure.csv));
    return card;
  }

  function showFigure(figure, values) {
    if (!shown.has(figure.name)) {
      shown.set(figure.name, figureCard(figure.name, 2));
      byId("figures").append(shown.get(figure.name).root);
    }
    shown.get(figure.name).show(figure, values);
  }

  function clearLevers() {
    byId("levers").replaceChildren();
    byId("levers-note").textContent = "";
  }

  function showLevers(found, values) {
    const table = element("table", {});
    showTable(table, "Levers, nearest first: " + found.rows.length + " rows", found, true);
    const card = figureCard("levers", 3);
    card.root.classList.remove("card");
    card.show(found.figure, values);
    byId("levers").replaceChildren(card.root, scrolling("Table of levers", table));
    byId("levers-note").textContent = found.note;
    announce("Levers found. " + found.note);
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

  byId("copy-command").addEventListener("click", () => copy(question.command, "Command"));
  byId("copy-scenario").addEventListener("click", () => copy(question.scenario, "Scenario"));
  byId("download-answer").addEventListener("click", () =>
    download(scenarioName + "-freeze.json", "application/json", question.answer));
  byId("search-levers").addEventListener("click", () => {
    if (!byId("progress").hidden && question.levers) {
      stop();
    } else {
      solve(true);
    }
  });
  byId("stop").addEventListener("click", () => {
    if (byId("progress").hidden) {
      solve(question.levers);
    } else {
      stop();
    }
  });
  document.querySelectorAll(".scroll").forEach((box) => {
    fitting.observe(box);
    fitting.observe(box.firstElementChild);
  });
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address holds the state
    byId("results").focus();
  });

  // ---- a page written to a file -----------------------------------------------------------

  function showPoint() {
    let index = 0;
    still.axes.forEach((axis) => {
      index = index * axis.values.length + axis.values.indexOf(widgets.get(axis.path).value);
    });
    const point = still.points[index];
    question = {command: point.command};
    byId("copy-command").disabled = false;
    showVerdict(point);
    showTable(byId("conditions"), "Conditions at the start", point.conditions);
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
        + ", for " + still.points.length + " points, the scenario as it is among them; a slider moves from one to the next, a number that is"
        + " entered to the nearest.";
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
