/** The window's colours, light and dark. */
const COLOURS = `--bg:light-dark(#f4f6f8,#0f1318);--surface:light-dark(#fff,#161b22);--raise:light-dark(#fafbfc,#1b212a);--line:light-dark(#e2e6eb,#29313c);--line-strong:light-dark(#ccd3db,#3a4553);--text:light-dark(#1a2330,#e6ebf1);--muted:light-dark(#586575,#97a4b3);--accent:light-dark(#2b59c3,#86a8ff);--ok:light-dark(#2a7536,#77cf8a);--ok-bg:light-dark(#e3f3e5,#16301d);--info:light-dark(#0b6bb3,#74bdf5);--info-bg:light-dark(#e4f1fb,#12293c);--unknown:light-dark(#6d43bd,#bba2f5);--unknown-bg:light-dark(#f0eafb,#271f3d);--warning:light-dark(#8f5800,#f0b65c);--warning-bg:light-dark(#fdf1dc,#33260f);--danger:light-dark(#b8261f,#f59088);--danger-bg:light-dark(#fce8e6,#3a1a18);--neutral:light-dark(#586575,#97a4b3);--neutral-bg:light-dark(#e9edf1,#222a34)`;

/** Drawings have the light colours as attributes, so that each is whole by itself; in a dark report they are dark. */
const DRAWN = [...COLOURS.matchAll(/--([\w-]+):light-dark\((#[0-9a-f]+)/g)]
  .flatMap(([, name, light = '']) => {
    const colour =
      light.length === 4 ? `#${[...light.slice(1)].map((c) => c + c).join('')}` : light;
    return ['fill', 'stroke'].map((what) => `svg [${what}="${colour}"]{${what}:var(--${name})}`);
  })
  .join('');

/** The report's look: the window's tokens, on paper too. No font, image or address from outside. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;${COLOURS};--sans:Inter,system-ui,"Segoe UI",sans-serif;--mono:"JetBrains Mono",ui-monospace,Consolas,monospace}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:13.5px/1.5 var(--sans);font-variant-numeric:tabular-nums}
main{max-width:1120px;margin:0 auto;padding:28px 24px 64px}
header.top{margin-bottom:20px}
h1{font-size:21px;line-height:1.3;margin:0 0 4px;text-wrap:balance}
h2{font-size:17px;line-height:1.35;margin:0;overflow-wrap:anywhere}
h3{font-size:13px;margin:22px 0 8px}
p{margin:0 0 8px}
a{color:var(--accent)}
.muted,dt,caption,th{color:var(--muted)}
a,b,code,em,span,strong{unicode-bidi:isolate}
.mono,code,pre{font-family:var(--mono);font-variant-ligatures:none;font-size:12px;overflow-wrap:anywhere}
section.request{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:20px 22px 22px;margin:0 0 20px}
.title{display:flex;gap:10px;align-items:baseline;flex-wrap:wrap}
.sentence{font-size:14.5px;margin:6px 0 14px}
.badge{display:inline-block;padding:1px 8px;border-radius:5px;font-weight:600;font-size:12px;white-space:nowrap;color:var(--tone);background:var(--tone-bg)}
[data-tone=ok]{--tone:var(--ok);--tone-bg:var(--ok-bg)}[data-tone=info]{--tone:var(--info);--tone-bg:var(--info-bg)}[data-tone=unknown]{--tone:var(--unknown);--tone-bg:var(--unknown-bg)}[data-tone=warning]{--tone:var(--warning);--tone-bg:var(--warning-bg)}[data-tone=danger]{--tone:var(--danger);--tone-bg:var(--danger-bg)}[data-tone=neutral]{--tone:var(--neutral);--tone-bg:var(--neutral-bg)}
dl{display:grid;align-items:baseline;grid-template-columns:minmax(110px,max-content) minmax(0,1fr);gap:4px 16px;margin:0}
dt,dd{line-height:20px}dd{margin:0;overflow-wrap:anywhere}
tbody tr:last-child td{border-bottom:0}
.title+.scroll,h2+.scroll{margin-top:8px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th{font-weight:500;font-size:12px;text-align:left;white-space:nowrap}
th,td{padding:5px 12px 5px 0;border-bottom:1px solid var(--line);vertical-align:baseline}
td{overflow-wrap:anywhere}
td.num,th.num{text-align:right;white-space:nowrap}
td.time{white-space:nowrap}
.gone{color:var(--danger)}.new{color:var(--ok)}
figure{margin:0 0 12px}
figcaption{margin:0 0 6px;font-weight:500}
svg{display:block;max-width:100%;height:auto}
${DRAWN}
.note{border-left:3px solid var(--line-strong);padding:2px 0 2px 12px;margin:0 0 12px}
.note p:last-child{margin-bottom:0}
pre{white-space:pre-wrap;background:var(--raise);border:1px solid var(--line);border-radius:6px;padding:10px 12px;margin:0 0 8px}
blockquote{margin:0 0 8px;padding-left:10px;border-left:2px solid var(--line-strong);color:var(--muted)}
ul,ol{margin:0 0 8px;padding-left:22px}
footer{color:var(--muted);font-size:12.5px}
@media (max-width:640px){main{padding:18px 14px 40px}section.request{padding:16px 14px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}}
@media print{:root{color-scheme:light}body{background:#fff;font-size:10.5pt}main{max-width:none;padding:0}section.request>:last-child{margin-bottom:0}section.request{border:0;padding:0;break-after:page;border-radius:0}section.request:last-of-type{break-after:auto}tr,figure,.note{break-inside:avoid}thead{display:table-header-group}.scroll{overflow:visible}.badge{border:1px solid currentcolor}}
@page{margin:16mm 14mm}
`;
