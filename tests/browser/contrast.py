"""How well text stands out from what is behind it, measured in the page."""

from __future__ import annotations

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text
# The contrast of each element that has text of its own, by WCAG's relative luminance.
CONTRAST = """
elements => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parts(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  return elements.map((element) => {
    const pair = [light(parts(getComputedStyle(element).color)), light(behind(element))];
    return [element.className || element.tagName,
            (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05)];
  });
}
"""
