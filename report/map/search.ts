/**
 * The page's only script: shows the rows that have every word that is looked for, and opens what is folded around them. It
 * writes nothing that was typed, and without it the page has all rows, and the browser's own search.
 */
export const search = `
(() => {
  const input = document.getElementById("search");
  const found = document.getElementById("found");
  const rows = [...document.querySelectorAll("main tbody tr")].map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const folds = [...document.querySelectorAll("main details:has(tbody)")];
  const figures = [...document.querySelectorAll("main figure")];
  const tables = [...document.querySelectorAll("main table")];
  const look = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
    let count = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) count++;
    }
    for (const table of tables) (table.closest(".scroll") ?? table).hidden = table.querySelector("tbody tr:not([hidden])") === null;
    for (const figure of figures) figure.hidden = words.length > 0;
    for (const fold of folds) fold.open = words.length > 0;
    found.textContent = words.length === 0 ? "" : count + " of " + rows.length + " rows";
  };
  input.addEventListener("input", look);
  input.closest("[hidden]").hidden = false;
  look();
})();
`.trim();
