/** Attributes of SVG that are numbers, or made of numbers. */
const geometry = /^(?:d|points|transform|[xyr]|[xy][12]|c[xy]|r[xy]|d[xy]|width|height)$/;
/** None of these may be below zero. */
const sizes = /^(?:width|height|r|r[xy])$/;

/**
 * A place or a size that could not be computed, as Plotly writes for axes without room, or for numbers near the end of
 * what there is: a browser draws nothing for it, and complains of each.
 */
export function isBrokenGeometry(name: string, value: unknown): boolean {
  if (!geometry.test(name)) return false;
  const text = String(value);
  return /NaN|Infinity|undefined/.test(text) || (sizes.test(name) && Number(text) < 0);
}

/** From now on elements of SVG keep out what `isBrokenGeometry` tells: what has no place is not drawn, as before. */
export function keepOutBrokenGeometry(): void {
  const { setAttribute } = Element.prototype;
  SVGElement.prototype.setAttribute = function (name: string, value: string): void {
    if (isBrokenGeometry(name, value)) this.removeAttribute(name);
    else setAttribute.call(this, name, value);
  };
}
