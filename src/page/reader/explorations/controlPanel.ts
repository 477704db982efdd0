import { nearest } from "../../../lesson/explore/controls.js";
import { startValues } from "../../../lesson/explore/frames.js";
import type { Control, ControlValue } from "../../../outputs/exploration.js";

type Input = HTMLInputElement | HTMLSelectElement;

/** The inputs of an exploration, and the values at which they stand. */
export class ControlPanel {
  readonly values: Record<string, ControlValue>;
  readonly #inputs = new Map<string, Input>();
  #controls: readonly Control[];

  constructor(place: HTMLElement, controls: readonly Control[]) {
    this.#controls = controls;
    this.values = { ...startValues(controls) };
    for (const input of place.querySelectorAll<Input>("[data-name]"))
      this.#inputs.set(input.dataset["name"] ?? "", input);
  }

  onMove(listener: (moved: Control) => void): void {
    for (const { name } of this.#controls) {
      const input = this.#inputs.get(name);
      input?.addEventListener("input", () => {
        const control = this.#controls.find((one) => one.name === name);
        if (control === undefined) return;
        const value = valueOf(input, control);
        this.values[name] = value;
        sayValue(input, control, value);
        listener(control);
      });
    }
  }

  /** The same controls with other positions: each slider moves to the position nearest to its value. */
  setControls(controls: readonly Control[]): void {
    this.#controls = controls;
    for (const control of controls) {
      const value = this.values[control.name] ?? control.start;
      this.#set(
        control,
        control.kind === "slider" ? nearest(control.positions, Number(value)) : value,
      );
    }
  }

  /** Puts every control but this one to its start. */
  resetOthers(moved?: Control): void {
    for (const control of this.#controls)
      if (control.name !== moved?.name) this.#set(control, control.start);
  }

  #set(control: Control, value: ControlValue): void {
    this.values[control.name] = value;
    const input = this.#inputs.get(control.name);
    if (input === undefined) return;
    if (control.kind === "toggle") (input as HTMLInputElement).checked = value === true;
    else {
      const { positions }: { positions: readonly ControlValue[] } = control;
      if (control.kind === "slider") (input as HTMLInputElement).max = String(positions.length - 1);
      input.value = String(positions.indexOf(value));
    }
    sayValue(input, control, value);
  }
}

function valueOf(input: Input, control: Control): ControlValue {
  if (control.kind === "toggle") return (input as HTMLInputElement).checked;
  return control.positions[Number(input.value)] ?? control.start;
}

/** The value beside a slider, and for those who hear it. */
function sayValue(input: Input, control: Control, value: ControlValue): void {
  if (control.kind !== "slider") return;
  const text = `${String(value)}${control.unit === undefined ? "" : ` ${control.unit}`}`;
  input.setAttribute("aria-valuetext", text);
  const output = input.parentElement?.querySelector("output");
  if (output) output.textContent = text;
}
