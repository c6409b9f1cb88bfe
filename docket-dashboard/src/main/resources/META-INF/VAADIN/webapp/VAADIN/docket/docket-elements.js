/* Small elements of the dashboard: times that tick by themselves, bars and charts. No library, no
   HTML from data: every text goes through textContent. */

const skew = () => window.docketSkew ?? 0;
const now = () => Date.now() + skew();

const exact = new Intl.DateTimeFormat(undefined, {
  year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit',
  second: '2-digit', fractionalSecondDigits: 3, hour12: false, timeZoneName: 'short',
});
const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const shortClock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit', minute: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const dayOfYear = new Intl.DateTimeFormat(undefined, {
  year: 'numeric', month: 'short', day: 'numeric' });
const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** 450 ms, 41 s, 3 m 20 s, 2 h 5 m, 3 d 4 h */
function duration(ms) {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  const s = Math.floor(ms / 1000);
  if (s < 60) return ms < 10000 ? `${(ms / 1000).toFixed(1)} s` : `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} m ${s % 60} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor(s / 60) % 60} m`;
  return `${Math.floor(s / 86400)} d ${Math.floor(s / 3600) % 24} h`;
}

/** The same, in whole seconds: what ticks must not jump about. */
function ticking(ms) {
  return ms < 60000 ? `${Math.max(0, Math.floor(ms / 1000))} s` : duration(ms);
}

const timed = new Set();
setInterval(() => timed.forEach((t) => t.draw()), 1000);

/** <docket-time at="ms since 1970" kind="ago | clock | age | until | took" to="ms"> */
class DocketTime extends HTMLElement {
  static observedAttributes = ['at', 'kind', 'to'];
  connectedCallback() {
    if (this.kind !== 'clock' && this.kind !== 'took') timed.add(this);
    this.draw();
  }
  disconnectedCallback() { timed.delete(this); }
  attributeChangedCallback() { if (this.isConnected) this.draw(); }
  get kind() { return this.getAttribute('kind') ?? 'ago'; }
  draw() {
    const at = Number(this.getAttribute('at'));
    if (!at) { this.show('–', ''); return; }
    const passed = now() - at;
    const title = exact.format(at);
    switch (this.kind) {
      case 'clock': this.show(this.clockText(at), title); break;
      case 'age': this.show(ticking(passed), `since ${title}`); break;
      case 'took': this.show(duration(Number(this.getAttribute('to')) - at), title); break;
      case 'until': this.show(passed <= -1000 ? `in ${ticking(-passed)}` : 'now', title); break;
      default: this.show(passed < -1500 ? `in ${ticking(-passed)}`
        : passed < 1500 ? 'just now' : `${ticking(passed)} ago`, title);
    }
  }
  clockText(at) {
    const then = new Date(at), today = new Date(now());
    if (then.toDateString() === today.toDateString()) return clock.format(at);
    const date = then.getFullYear() === today.getFullYear() ? day : dayOfYear;
    return `${date.format(at)}, ${clock.format(at)}`;
  }
  show(text, title) {
    this.text ??= this.appendChild(new Text());
    if (this.text.data !== text) this.text.data = text;
    if (this.title !== title) this.title = title;
  }
}

const SVG = 'http://www.w3.org/2000/svg';
function svg(tag, attributes = {}, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

const drawn = new ResizeObserver((entries) => entries.forEach((e) => e.target.draw()));

class Drawing extends HTMLElement {
  connectedCallback() { drawn.observe(this); this.draw(); }
  disconnectedCallback() { drawn.unobserve(this); }
  later() {
    if (this.pending) return;
    this.pending = true;
    requestAnimationFrame(() => { this.pending = false; this.draw(); });
  }
}

/** A line without axes. points: numbers, oldest first. */
class DocketSpark extends Drawing {
  set points(values) { this.values = values ?? []; this.later(); }
  draw() {
    const width = this.clientWidth, height = this.clientHeight;
    if (!this.isConnected || !width) return;
    const values = this.values?.length > 1 ? this.values : [0, 0];
    const most = Math.max(...values, 1e-9);
    const y = (v) => height - 2 - (v / most) * (height - 6);
    const x = (i) => (i / (values.length - 1)) * width;
    const line = values.map((v, i) => `${i ? 'L' : 'M'}${x(i).toFixed(1)} ${y(v).toFixed(1)}`).join('');
    const root = svg('svg', { width, height, 'aria-hidden': 'true' });
    root.append(svg('path', { d: `${line}L${width} ${height}L0 ${height}Z`, class: 'area' }),
      svg('path', { d: line, class: 'line' }));
    this.replaceChildren(root);
  }
}

function niceMost(value) {
  if (value <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8, 10].map((f) => f * power).find((f) => f >= value);
}

/** Stacked bars or lines over time.
    series: [{name, color, kind: 'bar' | 'line'}]; times: ms; data: one list of numbers per series. */
class DocketChart extends Drawing {
  set series(value) { this.names = value ?? []; this.later(); }
  set frame(value) { this.model = value; this.later(); }
  connectedCallback() {
    this.setAttribute('role', 'img');
    this.onpointermove = (e) => this.point(e.offsetX);
    this.onpointerleave = () => { this.hovered = undefined; this.draw(); };
    super.connectedCallback();
  }
  point(x) {
    const count = this.model?.times?.length ?? 0;
    const index = Math.floor((x - this.left) / this.step);
    const hovered = index >= 0 && index < count ? index : undefined;
    if (hovered !== this.hovered) { this.hovered = hovered; this.draw(); }
  }
  draw() {
    const width = this.clientWidth, height = this.clientHeight;
    if (!this.isConnected || !width || !this.model?.times) return;
    const { times, data, unit } = this.model;
    const bottom = 22, top = 8, left = 44, right = 4, count = times.length;
    this.left = left;
    const plot = height - bottom - top, step = (width - left - right) / Math.max(1, count);
    this.step = step;
    const sums = times.map((_, i) => data.reduce((sum, d, s) => sum + (this.isBar(s) ? d[i] : 0), 0));
    const lines = data.flatMap((d, s) => (this.isBar(s) ? [] : d));
    const most = niceMost(Math.max(...sums, ...lines, 0));
    const y = (v) => top + plot - (v / most) * plot;
    const root = svg('svg', { width, height });
    for (let i = 0; i <= 4; i++) {
      const v = (most / 4) * i;
      root.append(svg('line', { x1: left, x2: width - right, y1: y(v), y2: y(v), class: 'rule' }),
        svg('text', { x: left - 8, y: y(v) + 4, class: 'y' }, this.shortNumber(v)));
    }
    const bar = Math.max(1, Math.min(step - (step > 4 ? 2 : 0.5), 22));
    const base = new Array(count).fill(0);
    data.forEach((d, s) => {
      if (!this.isBar(s)) return;
      d.forEach((v, i) => {
        if (v > 0) {
          const h = Math.max(1.5, (v / most) * plot);
          root.append(svg('rect', { x: left + i * step + (step - bar) / 2, width: bar, height: h,
            y: y(base[i]) - h, rx: Math.min(2, bar / 3), style: `fill: var(${this.names[s].color})` }));
        }
        base[i] += v;
      });
    });
    data.forEach((d, s) => {
      if (this.isBar(s)) return;
      const path = d.map((v, i) => `${i ? 'L' : 'M'}${(left + (i + 0.5) * step).toFixed(1)} ${y(v).toFixed(1)}`).join('');
      root.append(svg('path', { d: `${path}L${left + (count - 0.5) * step} ${y(0)}L${left + step / 2} ${y(0)}Z`,
        class: 'area', style: `fill: var(${this.names[s].color})` }),
      svg('path', { d: path, class: 'line', style: `stroke: var(${this.names[s].color})` }));
    });
    const labels = Math.max(2, Math.min(6, Math.floor(width / 110)));
    for (let i = 0; i < labels; i++) {
      const index = Math.round((i / (labels - 1)) * (count - 1));
      const anchor = i === 0 ? 'start' : i === labels - 1 ? 'end' : 'middle';
      const x = i === 0 ? left : i === labels - 1 ? width - right : left + (index + 0.5) * step;
      root.append(svg('text', { x, y: height - 5, class: 'x', 'text-anchor': anchor },
        (unit === 's' ? clock : shortClock).format(times[index])));
    }
    const children = [root];
    if (this.hovered !== undefined && this.hovered < count) {
      const x = left + (this.hovered + 0.5) * step;
      root.append(svg('line', { x1: x, x2: x, y1: top, y2: top + plot, class: 'hover' }));
      children.push(this.tip(this.hovered, x, width));
    }
    this.replaceChildren(...children);
  }
  isBar(s) { return this.names?.[s]?.kind !== 'line'; }
  shortNumber(v) {
    if (v >= 1e6) return `${number.format(v / 1e6)}M`;
    return v >= 1e4 ? `${number.format(v / 1e3)}k` : number.format(v);
  }
  tip(index, x, width) {
    const tip = document.createElement('div');
    tip.className = 'tip';
    const head = document.createElement('b');
    head.textContent = (this.model.unit === 's' ? clock : shortClock).format(this.model.times[index]);
    tip.append(head);
    this.names.forEach((series, s) => {
      const row = document.createElement('div');
      const dot = document.createElement('i');
      dot.style.background = `var(${series.color})`;
      const value = document.createElement('span');
      value.textContent = number.format(this.model.data[s][index]);
      row.append(dot, series.name, value);
      tip.append(row);
    });
    tip.style.left = `${Math.min(x + 12, width - 170)}px`;
    return tip;
  }
}

customElements.define('docket-time', DocketTime);
customElements.define('docket-spark', DocketSpark);
customElements.define('docket-chart', DocketChart);

/** Beside a grid: tells the server which row is the first in view, once scrolling pauses or
    something is pressed, so that the same rows can be shown after Back. */
class DocketFirstRow extends HTMLElement {
  connectedCallback() {
    const grid = this.parentElement.querySelector('vaadin-grid');
    let told = 0, timer;
    const tell = () => {
      clearTimeout(timer);
      timer = undefined;
      const row = grid._firstVisibleIndex ?? 0;
      if (row === told) return;
      told = row;
      this.dispatchEvent(new CustomEvent('first-row', { detail: { row } }));
    };
    grid.shadowRoot.addEventListener('scroll', () => {
      clearTimeout(timer);
      timer = setTimeout(tell, 200);
    }, true);
    ['pointerdown', 'keydown'].forEach((type) =>
      grid.addEventListener(type, () => timer && tell(), true));
  }
}
customElements.define('docket-first-row', DocketFirstRow);

/* A row that moves is taken out of the page and put back at once, which takes the focus from what is in it:
   the focus is given back then, and not when somebody has left it. */
let held = null;
let lettingGo;
document.addEventListener('focusin', (e) => { clearTimeout(lettingGo); held = e.target; });
document.addEventListener('focusout', () => { lettingGo = setTimeout(() => { held = null; }); });
new MutationObserver((changes) => {
  if (held?.isConnected && document.activeElement === document.body
    && changes.some((c) => [...c.removedNodes].some((n) => n.contains(held)))) {
    held.focus({ preventScroll: true });
  }
}).observe(document.body, { childList: true, subtree: true });

/* "/" goes to the search field, as on other such pages. */
document.addEventListener('keydown', (e) => {
  if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey) return;
  const path = e.composedPath();
  if (path.some((n) => n instanceof HTMLElement
    && (n.matches('input, textarea, [contenteditable]')))) return;
  const search = document.querySelector('.search');
  if (search) { e.preventDefault(); search.focus(); }
});

window.docketTheme = (choice) => {
  if (choice === 'system') localStorage.removeItem('docket-theme');
  else localStorage.setItem('docket-theme', choice);
  document.documentElement.style.colorScheme = choice === 'system' ? 'light dark' : choice;
};
window.docketCopy = (text) => navigator.clipboard?.writeText(text);

/** Light, dark or as the system: kept in the browser, needs no server. */
class DocketThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.className = 'segments';
    this.setAttribute('role', 'group');
    this.setAttribute('aria-label', 'Theme');
    this.draw();
  }
  draw() {
    const current = localStorage.getItem('docket-theme') ?? 'system';
    this.replaceChildren(...[['light', 'sun', 'Light'], ['system', 'monitor', 'As the system'],
      ['dark', 'moon', 'Dark']].map(([choice, icon, label]) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.title = label;
      button.setAttribute('aria-label', label);
      button.setAttribute('aria-pressed', String(choice === current));
      const image = svg('svg', { width: 15, height: 15, 'aria-hidden': 'true' });
      image.append(svg('use', { href: `VAADIN/docket/icons.svg#${icon}` }));
      button.append(image);
      button.onclick = () => { window.docketTheme(choice); this.draw(); };
      return button;
    }));
  }
}
customElements.define('docket-theme-switch', DocketThemeSwitch);
