// The page of one article: filters, what is known of a quote, and arrival at a place (#c120-164, #q-ID).
// The text and the quotes come from the page itself. What is put on the page is put there as text.
// packed.js and, as ERRORS, a sentence on how often the marks are wrong stand before this script in its file.
"use strict";
(() => {
  document.getElementById("errors").textContent = ERRORS;
  const TYPES = ["direct", "mixed", "indirect"]; // as analysis.quotes.quoted.TYPES counts them
  const KINDS = { Q: "q", I: "cue", B: "source", SMALL: "left" };
  // A first line that is the title stands as the page's heading; the text begins there.
  const parts = [...document.querySelectorAll("#headline, #text")];
  const all = (selector) => parts.flatMap((part) => [...part.querySelectorAll(selector)]);
  const data = unpacked(document.getElementById("quotes").textContent);
  const voices = data.voices.map(([name, about, quotes, words, colour, line]) => ({ name, about, quotes, words, look: `c${colour} l${line}` }));
  const quotes = data.quotes.map(([id, voice, type, thought, confidence, corrected, start, tone]) => ({
    id, voice, type: TYPES[type], act: thought ? "thought" : "speech", confidence, corrected, start,
    tone: tone.map(([target, label, score, drivers]) => ({ target, label, score, drivers })),
  }));
  const indexOf = new Map(quotes.map((quote, i) => [`q-${quote.id}`, i]));

  function element(name, content, kind) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...[content].flat());
    return made;
  }

  // The text as it is written has marks and no looks: a quote gets those of its speaker, and opens with her number, a
  // link that says aloud what pointing at it shows.
  function dress() {
    const opened = new Set();
    for (const node of all("q, i, b, small")) node.classList.add(KINDS[node.tagName]);
    for (const node of all(".q")) {
      const of = node.dataset.q.split(" ").map(Number);
      node.classList.add(...voices[quotes[of.at(-1)].voice].look.split(" "));
      const numbers = of.filter((i) => !opened.has(i)).map((i) => {
        const number = element("a", String(quotes[i].voice + 1), "n");
        number.id = `q-${quotes[i].id}`;
        number.href = `#${number.id}`;
        number.setAttribute("aria-label", `${voices[quotes[i].voice].name}, ${quotes[i].type} quote`);
        opened.add(i);
        return number;
      });
      node.prepend(...numbers);
    }
  }

  const many = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;

  function box(name, value) {
    const made = document.createElement("input");
    Object.assign(made, { type: "checkbox", name, value, checked: true });
    return made;
  }

  // Who speaks, the filters, the card of a quote and the key: the same on every page but for the voices.
  function furnish() {
    document.querySelector("aside").innerHTML = `
<details class="panel" open><summary>Speakers and filters</summary>
<form id="filters" autocomplete="off">
<fieldset class="voices"><legend>Speakers <span class="unit">and their share of the quoted words</span></legend>
<p class="all"><button type="button" data-all="true">All</button> <button type="button" data-all="">None</button></p></fieldset>
<fieldset class="types"><legend>Type</legend></fieldset>
<label class="sure">Confidence of at least <output id="sure">0.00</output>
<input type="range" name="least" min="0" max="1" step="0.05" value="0"></label>
<p id="count" role="status"></p>
</form></details>
<section id="card" aria-live="polite" aria-label="About a quote"><p class="hint">Point at a quote, tap it, or go to its number with the tab key.</p></section>
<details class="key"><summary>What the marks mean</summary>
<p><span class="q c1 l1">A quote</span> has its speaker’s colour, line and number. The <span class="cue">cue</span> that introduces it is in underlined italics, the <b class="source">source</b> in bold. <span class="left">Small grey text</span> was left out of the analyses.</p></details>`;
    const total = Math.max(1, voices.reduce((sum, voice) => sum + voice.words, 0));
    voices.forEach((voice, i) => {
      const badge = element("b", String(i + 1), "badge");
      badge.setAttribute("aria-hidden", "true");
      const name = element("span", [voice.name, ...(voice.about ? [" ", element("small", voice.about)] : [])]);
      name.dir = "auto";
      const bar = document.createElement("i");
      bar.style.width = `${(100 * voice.words / total).toFixed(1)}%`;
      const share = `${Math.round(100 * voice.words / total)}% · ${many(voice.quotes, "quote")}, ${many(voice.words, "word")}`;
      document.querySelector(".voices .all").before(element("label", [box("voice", i), badge, name, bar, element("small", share)], voice.look));
    });
    for (const type of TYPES) {
      const count = quotes.filter((quote) => quote.type === type).length;
      if (count) document.querySelector(".types").append(element("label", [box("type", type), ` ${type} (${count})`]), " ");
    }
    document.getElementById("count").textContent = many(quotes.length, "quote");
    if (!voices.length) document.querySelectorAll(".voices, .types, .sure, .hint").forEach((part) => part.remove());
  }

  dress();
  furnish();
  const card = document.getElementById("card");
  const form = document.getElementById("filters");
  const pieces = all("[data-q]").map((node) => ({
    node, of: node.dataset.q.split(" ").map(Number), content: node.classList.contains("q"),
  }));
  const hint = [...card.childNodes];
  let shown = quotes.map(() => true);
  let pinned = null;

  function* letters() {
    for (const part of parts) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT, (node) =>
        node.parentElement.closest(".n") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) yield node;
    }
  }

  // Places are counted in code points, as Python counts, and JavaScript's strings are not.
  function* stretches(start, end) {
    let at = 0;
    for (const node of letters()) {
      if (at >= end) return;
      let from = -1, to = 0, unit = 0;
      for (const letter of node.data) {
        if (at >= start && at < end) {
          if (from < 0) from = unit;
          to = unit + letter.length;
        }
        unit += letter.length;
        at += 1;
      }
      if (from >= 0) yield [node, from, to];
    }
  }

  function rangeOf(node, from, to) {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return range;
  }

  const written = (start, end) => [...stretches(start, end)].map(([node, from, to]) => node.data.slice(from, to)).join("");

  // The words of a quote's cue or source, pieces that stand apart joined by an ellipsis.
  function marked(kind, i) {
    const nodes = pieces.filter((piece) => piece.node.classList.contains(kind) && piece.of.includes(i));
    return nodes.map(({ node }) => node.textContent.trim()).join(" … ") || "none";
  }

  const signed = (value) => (value > 0 ? "+" : value < 0 ? "−" : "") + Math.abs(value).toFixed(2);

  // Every model of tone has its line here: of the words, and toward each target that it was asked about.
  function toneLines(quote) {
    const tones = quote.tone.flatMap((tone) => {
      const said = `${tone.label}, ${signed(tone.score)} on a scale from −1 to 1`;
      const why = tone.drivers.map(([start, end, weight]) => `“${written(start, end)}” ${signed(weight)}`).join(", ");
      return [[tone.target ? `Tone toward ${tone.target}` : "Tone of the words", said], ...(why ? [["because of", why]] : [])];
    });
    return quote.tone.some((tone) => !tone.target) ? tones : [["Tone of the words", "no word of known tone"], ...tones];
  }

  function tell(i) {
    const quote = quotes[i];
    for (const piece of pieces) piece.node.classList.toggle("on", piece.content && piece.of.includes(i));
    const close = element("button", "Close", "close");
    close.type = "button";
    close.addEventListener("click", clear);
    const known = [
      ["Type", `${quote.type} ${quote.act}`],
      ["Confidence", quote.confidence === null ? "not known" : `${quote.confidence.toFixed(2)}: of 100 such quotes about ${Math.round(100 * quote.confidence)} have the right words and source`],
      ...toneLines(quote),
      ["Cue", marked("cue", i)],
      ["Source", marked("source", i)],
      ...(quote.corrected ? [["Corrected", "by hand"]] : []),
      ["Quote", quote.id],
    ];
    card.replaceChildren(
      close,
      element("h2", voices[quote.voice].name),
      ...(voices[quote.voice].about ? [element("p", voices[quote.voice].about, "role")] : []),
      element("dl", known.flatMap(([name, value]) => [element("dt", name), element("dd", value)])),
    );
    card.classList.add("open");
    if (window.Highlight && CSS.highlights) {
      const words = quote.tone.flatMap((tone) => tone.drivers.flatMap(([start, end]) => [...stretches(start, end)]));
      CSS.highlights.set("driver", new Highlight(...words.map((word) => rangeOf(...word))));
    }
  }

  function clear() {
    pinned = null;
    for (const piece of pieces) piece.node.classList.remove("on");
    card.replaceChildren(...hint);
    card.classList.remove("open");
    if (window.Highlight && CSS.highlights) CSS.highlights.delete("driver");
  }

  // Of several quotes that cover a letter the shortest is meant: it stands last.
  function quoteAt(node) {
    const piece = node.closest ? node.closest("[data-q]") : null;
    if (!piece) return -1;
    const own = node.closest(".n");
    return own ? indexOf.get(own.id) : piece.dataset.q.split(" ").map(Number).findLast((i) => shown[i]) ?? -1;
  }

  for (const part of parts) {
    part.addEventListener("pointerover", (event) => {
      const i = quoteAt(event.target);
      if (pinned === null && event.pointerType === "mouse") i >= 0 ? tell(i) : clear();
    });
    part.addEventListener("click", (event) => {
      const i = quoteAt(event.target);
      if (i < 0) return clear();
      tell(i);
      pinned = i;
    });
    part.addEventListener("focusin", (event) => {
      if (event.target.matches(".n")) {
        pinned = indexOf.get(event.target.id);
        tell(pinned);
      }
    });
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });

  function filter() {
    const chosen = (name) => new Set([...form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value));
    const heard = chosen("voice"), types = chosen("type"), least = Number(form.elements.least.value);
    shown = quotes.map((quote) => heard.has(String(quote.voice)) && types.has(quote.type) && (quote.confidence ?? 0) >= least - 1e-9);
    for (const { node, of, content } of pieces) {
      if (!content) continue;
      const last = of.findLast((i) => shown[i]);
      node.classList.toggle("off", last === undefined);
      node.className = node.className.replace(/\bc\d+ l\d+\b/, voices[quotes[last ?? of.at(-1)].voice].look);
    }
    for (const number of all(".n")) number.hidden = !shown[indexOf.get(number.id)];
    document.getElementById("sure").value = least.toFixed(2);
    const count = shown.filter(Boolean).length;
    document.getElementById("count").textContent = `${count} of ${quotes.length} quotes marked`;
    if (pinned !== null && !shown[pinned]) clear();
  }

  if (quotes.length) {
    form.addEventListener("input", filter);
    for (const button of form.querySelectorAll("[data-all]")) {
      button.addEventListener("click", () => {
        for (const box of form.querySelectorAll("[name=voice]")) box.checked = Boolean(button.dataset.all);
        filter();
      });
    }
  }
  form.addEventListener("submit", (event) => event.preventDefault());

  function arrive() {
    for (const mark of all("mark.here")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    const span = /^#c(\d+)-(\d+)$/.exec(location.hash);
    if (!span) {
      const i = indexOf.get(decodeURIComponent(location.hash.slice(1)));
      if (i !== undefined) {
        tell(i);
        pinned = i;
      }
      return;
    }
    const marks = [...stretches(Number(span[1]), Number(span[2]))].map(([node, from, to]) => {
      const mark = element("mark", [], "here");
      rangeOf(node, from, to).surroundContents(mark);
      return mark;
    });
    if (!marks.length) return;
    marks[0].tabIndex = -1;
    marks[0].scrollIntoView({ block: "center" });
    marks[0].focus({ preventScroll: true });
    const i = quotes.findIndex((quote) => quote.start === Number(span[1]));
    if (i >= 0 && matchMedia("(min-width: 56.01rem)").matches) {
      tell(i);
      pinned = i;
    }
  }

  if (matchMedia("screen and (max-width: 56rem)").matches) document.querySelector(".panel").open = false;
  window.addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll(".panel, .key")) folded.open = true;
  });
  window.addEventListener("hashchange", arrive);
  arrive();
})();
