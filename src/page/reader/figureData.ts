/** A figure as the page carries it: data, never code. */
export interface FigureData {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly frames?: readonly Readonly<Record<string, unknown>>[];
}

/** The JSON beside a figure's place. */
export function figureDataOf(figure: Element): FigureData | undefined {
  const script = figure.querySelector<HTMLScriptElement>('script[type="application/json"]');
  if (script === null) return undefined;
  return JSON.parse(script.textContent ?? "null") as FigureData;
}
