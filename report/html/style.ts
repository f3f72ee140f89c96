/** The page's style. Colours have one value for light and one for dark; nothing is told by colour alone. */
export const style = `
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #0d1117);
  --raised: light-dark(#f6f8fa, #161b22);
  --text: light-dark(#1f2328, #e6edf3);
  --quiet: light-dark(#59636e, #9198a1);
  --line: light-dark(#d1d9e0, #3d444d);
  --link: light-dark(#0550ae, #79c0ff);
  --good: light-dark(#0f6b2f, #4ade80);
  --bad: light-dark(#b42318, #ff8f87);
  --warn: light-dark(#8a4b00, #f0b060);
  --good-back: light-dark(#e6f4ea, #10291a);
  --bad-back: light-dark(#fdecea, #321716);
  --warn-back: light-dark(#fff4e0, #2e2210);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
header, main, footer, nav { max-width: 76rem; margin-inline: auto; padding-inline: 1.25rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; background: var(--page); padding: .5rem 1rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 9; }
h1 { margin: 1.5rem 0 .25rem; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2.5rem 0 .75rem; padding-top: .5rem; border-top: 1px solid var(--line); font-size: 1.3rem; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1.05rem; }
p { margin: .5rem 0; max-width: 60rem; }
.quiet { color: var(--quiet); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .75rem 0 0; padding: 0; list-style: none; }
code, pre { font: .85em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { overflow-wrap: anywhere; }
.clean { color: var(--good); } .violations, .drifted, .failed, .late { color: var(--bad); } .advisory { color: var(--warn); }
.mark { font-weight: 600; } .mark, time, .whole { white-space: nowrap; }
ul.found { padding: 0; list-style: none; }
ul.found > li { margin: .75rem 0; padding: .6rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--quiet); border-radius: 6px; background: var(--raised); }
ul.found > li.blocking { border-left-color: var(--bad); }
ul.found > li.advice { border-left-color: var(--warn); }
ul.found p { margin: .15rem 0; }
ul.facts { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: .15rem 0 0; padding: 0; list-style: none; color: var(--quiet); font-size: .9rem; }
ul.people { padding-left: 1.25rem; } ul.people li { margin: .3rem 0; }
ins, del { text-decoration: none; } ins { color: var(--good); } del { color: var(--bad); }
.scroll { overflow: auto; max-height: 36rem; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: separate; border-spacing: 0; font-size: .9rem; }
.scroll table { min-width: 100%; }
caption { padding: .5rem .75rem; text-align: left; color: var(--quiet); }
th, td { padding: .4rem .75rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; background: var(--page); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { position: sticky; top: 0; z-index: 1; background: var(--raised); white-space: nowrap; }
tbody th { font-weight: 600; }
.map tbody th { position: sticky; left: 0; background: var(--raised); white-space: nowrap; }
.map thead th:first-child { left: 0; z-index: 2; }
td:has(code) { min-width: 11rem; } td:has(code.quiet) { min-width: 15rem; }
.map td { min-width: 6rem; } .map td:not(:empty) { min-width: 17rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
pre { margin: 0; padding: .75rem 0; width: max-content; min-width: 100%; }
pre span { display: block; padding-inline: 1rem; min-height: 1.5em; white-space: pre; }
pre .add { background: var(--good-back); color: var(--good); }
pre .remove { background: var(--bad-back); color: var(--bad); }
pre .change { background: var(--warn-back); color: var(--warn); }
table.cards { width: 100%; border: 1px solid var(--line); border-radius: 6px; }
table.cards td { min-width: 0; overflow-wrap: anywhere; } .cards th .quiet { font-weight: 400; } .cards tbody th code { white-space: nowrap; }
td details { margin: 0; } td summary { font-weight: 400; }
[hidden] { display: none; }
.search { margin: 1rem 0 .25rem; }
.search label { display: block; font-weight: 600; }
.search input { width: min(30rem, 100%); padding: .5rem .75rem; border: 1px solid var(--quiet); border-radius: 6px; background: var(--page); color: var(--text); font: inherit; }
details { margin: .75rem 0; }
summary { cursor: pointer; font-weight: 600; }
figure { margin: 1rem 0; } figcaption { color: var(--quiet); font-size: .9rem; }
figure .scroll { padding: .75rem; background: var(--page); }
footer { margin-top: 3rem; padding-block: 1rem 2rem; color: var(--quiet); font-size: .9rem; }
@media screen and (max-width: 52rem) {
  .cards thead { position: absolute; clip-path: inset(50%); }
  .cards, .cards caption, .cards tbody, .cards tr, .cards th, .cards td { display: block; }
  .cards th, .cards td { padding: .1rem .75rem; border: 0; }
  .cards tr { padding-block: .5rem; border-bottom: 1px solid var(--line); } .cards tr:last-child { border: 0; }
  .cards td:empty { display: none; }
  .cards td::before { content: attr(data-is) ": "; color: var(--quiet); }
  .cards td:has(details)::before { display: none; }
}
@media print {
  nav, .skip, .search { display: none; }
  .scroll { max-height: none; overflow: visible; }
  thead th, .map tbody th { position: static; }
  details::details-content { content-visibility: visible; height: auto; }
  ul.found > li, tr { break-inside: avoid; }
}
`.trim();
