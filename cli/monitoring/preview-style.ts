import { colours } from '../../model/diagram/colours';

const { light, dark } = colours;
const variables = ({ background, text, faint, queue, border }: typeof light) =>
  `--background: ${background}; --text: ${text}; --faint: ${faint}; --panel: ${queue}; --border: ${border};`;

/** The style sheet of the preview; that of its chart library comes with the script. */
export const previewStyle = `
:root { color-scheme: light dark; ${variables(light)} --warning: #b34700; --critical: #b00020; }
@media (prefers-color-scheme: dark) { :root { ${variables(dark)} --warning: #f09a3e; --critical: #ff8095; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 90rem; padding: 0.75rem 1rem 3rem; font: 14px/1.45 system-ui, sans-serif;
  color: var(--text); background: var(--background); }
h1 { font-size: 1.2rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1.5rem 0 0.5rem; } h3 { font-size: 0.95rem; margin: 0; }
h1, h2, h3, li, td { overflow-wrap: anywhere; } th { white-space: nowrap; }
p { margin: 0.25rem 0; } .faint { color: var(--faint); }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem; margin: 0.5rem 0; }
nav a, input { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--border); border-radius: 4px;
  padding: 0.15rem 0.5rem; text-decoration: none; }
nav a[aria-current] { font-weight: bold; outline: 2px solid var(--border); }
:focus-visible { outline: 3px solid var(--warning); outline-offset: 1px; }
.row { display: grid; grid-template-columns: repeat(auto-fill, minmax(26rem, 1fr)); gap: 0.75rem; }
.panel { border: 1px solid var(--border); border-radius: 6px; padding: 0.6rem 0.75rem; min-width: 0; }
.panel.stat { grid-column: span 1; } .number { font-size: 2rem; font-weight: bold; }
.warning { color: var(--warning); } .critical { color: var(--critical); }
.chart { margin: 0.4rem 0; }
ul { margin: 0.25rem 0; padding: 0; list-style: none; font-size: 13px; max-height: 9.5rem; overflow-y: auto; }
li { display: flex; gap: 0.4rem; align-items: baseline; } li span:last-child { margin-left: auto; white-space: nowrap; }
li i { flex: none; width: 0.9rem; height: 0.35rem; align-self: center; }
table { border-collapse: collapse; width: 100%; font-size: 13px; } .scrolled { max-height: 16rem; overflow: auto; }
th, td { text-align: left; padding: 0.15rem 0.6rem 0.15rem 0; border-bottom: 1px solid var(--panel); vertical-align: top; }
td:last-child, th:last-child { text-align: right; }
a { color: inherit; }
@media (max-width: 32rem) { .row { grid-template-columns: 1fr; } }
`;
