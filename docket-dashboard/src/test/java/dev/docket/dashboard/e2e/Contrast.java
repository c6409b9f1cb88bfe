package dev.docket.dashboard.e2e;

import com.microsoft.playwright.Page;
import java.util.List;

/**
 * The texts of a page that are too faint for WCAG AA: less than 4.5 : 1 between a text and what is
 * behind it, or 3 : 1 for large text. Layers are blended; of a gradient the worst colour counts.
 */
final class Contrast {

  private static final String FAINT =
      """
      () => {
        const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        const known = new Map();
        const rgba = (color) => {
          if (!known.has(color)) {
            pixel.clearRect(0, 0, 1, 1);
            pixel.fillStyle = color;
            pixel.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
            known.set(color, [r, g, b, a / 255]);
          }
          return known.get(color);
        };
        const over = (top, below, opacity = 1) => {
          const a = top[3] * opacity;
          return [0, 1, 2].map((i) => top[i] * a + below[i] * (1 - a)).concat(1);
        };
        const light = ([r, g, b]) => {
          const [x, y, z] = [r, g, b].map((v) => v / 255)
            .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
          return 0.2126 * x + 0.7152 * y + 0.0722 * z;
        };
        const ratio = (a, b) => {
          const [dark, bright] = [light(a), light(b)].sort((x, y) => x - y);
          return (bright + 0.05) / (dark + 0.05);
        };
        const parent = (e) => e.assignedSlot ?? e.parentElement ?? e.getRootNode().host ?? null;
        // What is behind an element, as all colours that it can be.
        const behind = (element) => {
          const layers = [];
          for (let e = element; e; e = parent(e)) {
            const style = getComputedStyle(e);
            const colors = [style.backgroundColor];
            if (style.backgroundImage.includes('gradient')) {
              colors.push(...(style.backgroundImage
                .match(/(?:rgba?|oklch|oklab|lab|lch|hsla?|color)\\([^()]*\\)/g) ?? []));
            }
            layers.push(colors.map(rgba).filter((c) => c[3] > 0));
            if (layers.at(-1).some((c) => c[3] === 1)) break;
          }
          const dark = matchMedia('(prefers-color-scheme: dark)').matches;
          let results = [dark ? [18, 18, 18, 1] : [255, 255, 255, 1]];
          for (const colors of layers.reverse().filter((c) => c.length)) {
            results = results.flatMap((below) => colors.map((c) => over(c, below))).slice(0, 64);
          }
          return results;
        };
        const faint = new Map();
        const check = (element, color, text) => {
          let opacity = 1;
          for (let e = element; e; e = parent(e)) {
            const style = getComputedStyle(e);
            if (style.visibility === 'hidden' || style.display === 'none') return;
            if (e.hasAttribute('disabled') || e.getAttribute('aria-disabled') === 'true') return;
            if (!e.getAnimations().length) opacity *= Number(style.opacity);
          }
          if (!element.checkVisibility?.() || element.getBoundingClientRect().width < 2) return;
          const style = getComputedStyle(element);
          const size = parseFloat(style.fontSize);
          const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
          for (const back of behind(element)) {
            const found = ratio(over(rgba(color), back, opacity), back);
            if (found < (large ? 3 : 4.5)) {
              const name = element.localName + '.' + element.getAttribute('class');
              faint.set(name + text, `${found.toFixed(2)} ${name} "${text.slice(0, 30)}" ${color}`
                + ` on ${back.map((v) => Math.round(v))}`);
            }
          }
        };
        const walk = (root) => {
          for (const node of root.childNodes) {
            if (node.nodeType === Node.TEXT_NODE) {
              const element = node.parentElement;
              if (node.data.trim() && element && !['STYLE', 'SCRIPT', 'SLOT', 'TITLE', 'NOSCRIPT']
                .includes(element.tagName)) {
                const style = getComputedStyle(element);
                check(element, element instanceof SVGElement ? style.fill : style.color,
                  node.data.trim());
              }
            } else if (node.nodeType === Node.ELEMENT_NODE) {
              if (node.matches('vaadin-connection-indicator')) continue; // says by itself when it shows
              if (node.matches('input')) {
                check(node, node.value ? getComputedStyle(node).color
                  : getComputedStyle(node, '::placeholder').color, node.value || node.placeholder);
              }
              if (node.shadowRoot) walk(node.shadowRoot);
              walk(node);
            }
          }
        };
        walk(document.body);
        return [...faint.values()];
      }
      """;

  private Contrast() {}

  @SuppressWarnings("unchecked")
  static List<String> faint(Page page) {
    return (List<String>) page.evaluate(FAINT);
  }
}
