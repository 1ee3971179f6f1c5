// The tables of a page: sort, search, page through, and follow a row to its place in the text. DataTables does
// the work; the rows come from the page itself, and every cell is put there as text.
"use strict";
(() => {
  const escaped = (value) => String(value).replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

  // Who looks for "don't" with a typewriter's apostrophe finds it with a printer's, too.
  const plain = (text) => text.replace(/[‘’]/g, "'");

  // A text without spaces cannot leave the address it is put into.
  const linked = (text, place, label) => `<a href="${escaped(place)}"${label ? ` aria-label="${escaped(label)}"` : ""}>${text}</a>`;

  async function make(figure) {
    const rows = document.getElementById(figure.dataset.table).textContent;
    const [data] = await Promise.all([verbatim.unpack(rows), verbatim.library("datatables")]);
    const table = figure.querySelector("table");
    const caption = table.querySelector("caption");
    if (caption) caption.remove();
    table.querySelector("tbody").replaceChildren();
    figure.querySelector(".scroll").replaceWith(table);
    const many = data.rows.length > data.top;
    const headings = [...table.querySelectorAll("thead th")].map((heading) => heading.textContent.trim());
    const columns = data.columns.map((column, i) => ({
      className: column.number ? "number" : column.width,
      orderSequence: column.number ? ["desc", "asc", ""] : ["asc", "desc", ""],
      type: column.number ? "num" : "string",
      // On a phone a row of a wide table is read from top to bottom, each cell beside the name of its column.
      createdCell: (cell) => {
        cell.dataset.column = headings[i];
      },
      render: (value, kind, row, meta) => {
        const [text, number] = column.number ? value : [value, value];
        if (kind === "sort" || kind === "type") return column.number ? number ?? -Infinity : text;
        if (kind === "filter") return plain(text);
        if (kind !== "display") return text;
        const place = i === data.link ? data.places[meta.row] : "";
        return place ? linked(escaped(text), place, column.name ? "" : `Read row ${meta.row + 1} in its article`) : escaped(text);
      },
    }));
    const of = data.total > data.rows.length ? ` of the first ${data.rows.length.toLocaleString("en")}` : "";
    const grid = new DataTable(table, {
      data: data.rows,
      columns,
      order: [],
      autoWidth: false,
      deferRender: true,
      pageLength: data.top,
      createdRow: (row, _, i) => {
        if (data.places[i]) row.dataset.place = data.places[i];
      },
      layout: {
        topStart: null,
        topEnd: many ? { search: { placeholder: "words in any column" } } : null,
        bottomStart: "info",
        bottomEnd: many ? { paging: { firstLast: false, numbers: 5 } } : null,
      },
      language: {
        search: "Search",
        info: many ? `_START_ to _END_ of _TOTAL_ rows${of}` : data.rows.length === 1 ? "1 row" : "_TOTAL_ rows",
        infoEmpty: "no rows",
        infoFiltered: "(of _MAX_)",
        zeroRecords: "No row holds these words.",
        aria: { orderable: ": sort", orderableReverse: ": sort the other way", orderableRemove: ": back to the first order" },
      },
    });
    // A wide table scrolls in its box, by keys too.
    const box = table.closest(".dt-layout-table");
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", caption ? caption.textContent : figure.dataset.table);
    // What is too wide for a phone is set there as cards, once and for all its pages; a narrow table stays one.
    const fit = () => figure.classList.toggle("cards", figure.classList.contains("cards") || box.scrollWidth > box.clientWidth);
    fit();
    grid.on("draw", fit);
    addEventListener("resize", () => {
      figure.classList.remove("cards");
      fit();
    });
    // Heard on its way to the field, so that DataTables reads what is put there.
    table.closest(".dt-container").addEventListener("input", ({ target }) => {
      const at = target.selectionStart;
      if (target.value !== plain(target.value)) {
        target.value = plain(target.value);
        target.setSelectionRange(at, at);
      }
    }, true);
    table.addEventListener("click", (event) => {
      const row = event.target.closest("tr[data-place]"), link = event.target.closest("a");
      if (!row || (!link && String(getSelection())) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      leave(figure, grid, row);
      if (!link) location.href = row.dataset.place;
    });
    return grid;
  }

  // Who comes back finds the row again. Where a page is loaded anew its tables have not been made, and all stands higher
  // up: the browser does not know where the row was, so the page remembers it with its place in the history.
  let leaving = false;
  function leave(figure, grid, row) {
    const view = { page: grid.page(), order: grid.order(), search: grid.search() };
    const left = { table: figure.dataset.table, row: grid.row(row).index(), top: row.getBoundingClientRect().top, view };
    history.replaceState(JSON.parse(JSON.stringify(left)), "");
    leaving = true;
  }

  async function comeBack({ table, row, top, view }) {
    const at = figures.findIndex((figure) => figure.dataset.table === table);
    if (at < 0) return;
    // Those above it, too: one that is made later would move the row.
    const grid = (await Promise.all(figures.slice(0, at + 1).map(made))).at(-1);
    grid.order(view.order).search(view.search).draw();
    grid.page(view.page).draw("page");
    const node = grid.row(row).node();
    if (!node) return;
    scrollBy({ top: node.getBoundingClientRect().top - top, behavior: "instant" });
    const link = node.querySelector("a");
    if (link) link.focus({ preventScroll: true });
  }

  const figures = [...document.querySelectorAll("[data-table]")], making = new Map();
  function made(figure) {
    near.unobserve(figure);
    if (!making.has(figure)) making.set(figure, make(figure));
    return making.get(figure);
  }

  // A table is made when it comes near: a page with many opens at once, its first rows stand there already.
  const near = new IntersectionObserver((seen) => {
    for (const { target } of seen.filter((one) => one.isIntersecting)) made(target);
  }, { rootMargin: "600px" });
  for (const figure of figures) near.observe(figure);
  const [opened] = performance.getEntriesByType("navigation");
  if (opened?.type === "back_forward" && history.state?.table) comeBack(history.state);
  addEventListener("pagehide", () => {
    history.scrollRestoration = leaving ? "manual" : "auto";
    if (!leaving) history.replaceState(null, "");
    leaving = false;
  });
})();
