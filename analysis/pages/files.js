// Tables as files: all rows of a table lie beside the page, packed (analysis/packed.py); when a button is pressed, the
// page makes a CSV or an Excel file of them. An Excel file is a ZIP archive of some XML; fflate packs and unpacks.
"use strict";
const verbatim = (() => {
  // From a page on a disk nothing can be read but a script.
  function run(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(script);
      script.onerror = () => reject(new Error(`${address} is missing`));
      document.head.append(script);
    });
  }

  // Libraries lie once in the report's assets and are loaded when they are first needed.
  const libraries = {};
  const library = (name) => (libraries[name] ??= run(`assets/${name}.min.js`));

  async function unpack(text) {
    await library("fflate");
    return unpacked(text);
  }

  // The script of a table leaves it, packed, at its own element.
  async function load(address) {
    const { columns, cells } = await unpack((await run(address)).packed);
    return { columns, cells: cells.map(said) };
  }

  // A column that is said shorter, said in full again (analysis.packed._column).
  function said(column) {
    if (Array.isArray(column)) return column;
    let at = 0;
    if (column.steps) return column.steps.map((step) => (at += step));
    if (column.of) return column.at.map((place) => column.of[place]);
    const parts = Object.entries(column.parts).map(([key, part]) => [key, said(part)]);
    const record = (_, i) => Object.fromEntries(parts.map(([key, values]) => [key, values[at + i]]));
    return column.lengths.map((length) => {
      const records = Array.from({ length }, record);
      at += length;
      return records;
    });
  }

  // A spreadsheet runs a cell that begins like a formula; an apostrophe keeps it from that (analysis.exports).
  function flat(value) {
    if (typeof value === "object" && value !== null) value = JSON.stringify(value);
    return typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  }

  function rowsOf({ columns, cells }) {
    const rows = [columns.map((column) => flat(column.column))];
    for (let i = 0; i < (cells[0] || []).length; i += 1) rows.push(cells.map((column) => flat(column[i])));
    return rows;
  }

  function csv(table) {
    const cell = (value) => (typeof value === "string" ? `"${value.replaceAll('"', '""')}"` : value === null ? "" : String(value));
    const text = rowsOf(table).map((row) => row.map(cell).join(",")).join("\n");
    return new Blob([`${text}\n`], { type: "text/csv" });
  }

  const escaped = (text) => text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>\r]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" })[sign]);
  const MOST = 32767; // characters in a cell, and
  const MOST_ROWS = 1048576; // rows in a sheet of Excel
  const CUT = " … (cut: an Excel cell holds no more; the whole is in the CSV file)";
  const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml";

  function cell(value) {
    if (value === null || value === "") return "<c/>";
    if (typeof value === "boolean") return `<c t="b"><v>${Number(value)}</v></c>`;
    if (typeof value === "number") return `<c><v>${value}</v></c>`;
    const text = value.length > MOST ? value.slice(0, MOST - CUT.length) + CUT : value;
    return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
  }

  // The first row stays in sight; widths, in letters, may be given.
  function sheet(rows, widths = []) {
    const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join("");
    const head = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
    const body = rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
    return `${XML}<worksheet xmlns="${SHEETS}">${head}${columns && `<cols>${columns}</cols>`}<sheetData>${body}</sheetData></worksheet>`;
  }

  function excel(table) {
    const rows = rowsOf(table);
    if (rows.length > MOST_ROWS) throw new Error("it has more rows than an Excel sheet holds; take the CSV");
    const about = table.columns.map(({ column, meaning, type }) => [column, meaning, type].map(flat));
    const relation = (id, type, target) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
    const relations = (...all) => `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
    const part = (name, type) => `<Override PartName="/xl/${name}" ContentType="${KIND}.${type}+xml"/>`;
    return zipped({
      "[Content_Types].xml": `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part("workbook.xml", "sheet.main")}${part("worksheets/sheet1.xml", "worksheet")}${part("worksheets/sheet2.xml", "worksheet")}</Types>`,
      "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
      "xl/workbook.xml": `${XML}<workbook xmlns="${SHEETS}" xmlns:r="${OFFICE}"><sheets><sheet name="table" sheetId="1" r:id="rId1"/><sheet name="columns" sheetId="2" r:id="rId2"/></sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": relations(relation("rId1", "worksheet", "worksheets/sheet1.xml"), relation("rId2", "worksheet", "worksheets/sheet2.xml")),
      "xl/worksheets/sheet1.xml": sheet(rows),
      "xl/worksheets/sheet2.xml": sheet([["column", "meaning", "type"], ...about], [24, 90, 12]),
    }, `${KIND}.sheet`);
  }

  // All parts are dated 1 January 1980, so that the same table gives the same bytes.
  function zipped(parts, type) {
    const raw = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, fflate.strToU8(text)]));
    return new Blob([fflate.zipSync(raw, { mtime: new Date(1980, 0, 1) })], { type });
  }

  function save(file, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  const MADE = { CSV: [csv, "csv"], Excel: [excel, "xlsx"] };
  const PAUSE = 150; // milliseconds between two files: Chromium drops the eleventh of a second without a word
  let last = Promise.resolve();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-rows]");
    if (!button) return;
    const [make, ending] = MADE[button.dataset.kind];
    const name = decodeURIComponent(button.dataset.rows.split("/").at(-1)).replace(/\.js$/, "");
    button.disabled = true;
    last = last.then(async () => {
      try {
        save(make(await load(button.dataset.rows)), `${name}.${ending}`);
      } catch (error) {
        alert(`${name}.${ending} could not be made: ${error.message}`);
      } finally {
        button.disabled = false;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    });
  });

  return { library, unpack };
})();
