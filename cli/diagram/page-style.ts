import { colours, type Colours } from '../../model/diagram/colours';

/** The style sheet of the page; what is drawn on the canvas has the same colours. */
export const pageStyle = `
:root { color-scheme: light dark; ${variables(colours.light)} }
@media (prefers-color-scheme: dark) { :root { ${variables(colours.dark)} } }
* { box-sizing: border-box; }
body { margin: 0; height: 100vh; display: grid; grid-template-columns: minmax(0, 1fr) 24rem; overflow: hidden;
  font: 14px/1.45 system-ui, sans-serif; color: var(--text); background: var(--background); }
#graph { position: relative; height: 100vh; overflow: hidden; }
aside { height: 100vh; overflow-y: auto; padding: 0.75rem 1rem 2rem; border-left: 1px solid var(--border); }
h1 { font-size: 1rem; margin: 0 0 0.5rem; } h2 { font-size: 0.95rem; margin: 1.25rem 0 0.25rem; }
h3 { font-size: 0.85rem; margin: 0.75rem 0 0.1rem; color: var(--faint); }
h1, h2, li, dd, button { overflow-wrap: anywhere; }
label { display: block; margin-top: 0.5rem; }
input, select, textarea { display: block; width: 100%; font: inherit; padding: 0.3rem 0.4rem; color: inherit;
  background: var(--queue); border: 1px solid var(--border); border-radius: 4px; }
textarea { resize: vertical; }
ul { margin: 0; padding-left: 1.1rem; } ul.choices { padding: 0; list-style: none; }
ul.choices button { display: block; width: 100%; text-align: left; }
button { font: inherit; color: inherit; background: var(--queue); border: 1px solid var(--border); border-radius: 4px;
  padding: 0.15rem 0.45rem; margin: 0.1rem 0; cursor: pointer; }
:focus-visible { outline: 3px solid var(--alternate); outline-offset: -3px; }
.faint, small { color: var(--faint); }
.tools { position: absolute; left: 0.5rem; bottom: 0.5rem; display: flex; gap: 0.25rem; z-index: 10; }
.legend { position: absolute; left: 0.5rem; top: 0.5rem; z-index: 10; padding: 0.3rem 0.5rem; background: var(--background);
  border: 1px solid var(--border); border-radius: 4px; pointer-events: none; font-size: 12px; }
.legend div { display: flex; align-items: center; gap: 0.5rem; }
.legend i { width: 2.5rem; border-top: 2px solid var(--binding); }
.legend .alternate i { border-top: 2px dashed var(--alternate); } .legend .dead-letter i { border-top: 3px dotted var(--dead-letter); }
.legend .added i { border-top: 4px solid var(--added); } .legend .removed i { border-top: 4px dashed var(--removed); }
.legend .changed i { border-top: 4px solid var(--changed); } body:not(.is-compared) .compared { display: none; }
@media (max-width: 50rem) { body { grid-template-columns: 1fr; grid-template-rows: 55vh 45vh; }
  #graph { height: 55vh; } aside { height: 45vh; border-left: 0; border-top: 1px solid var(--border); } }
`;

function variables({ edges, changes, ...plain }: Colours): string {
  const all = { ...plain, ...edges, ...changes };
  return Object.entries(all)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');
}
