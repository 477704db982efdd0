export {
  forwardReverseFits,
  type ForwardReverseFits,
  type NormalFit,
} from "./forwardReverseFits.js";
