import fc from "fast-check";

// A property is tried on the same cases in every run, so that a suite does not fail by luck; PROPERTY_SEED draws others.
fc.configureGlobal({ seed: Number(process.env["PROPERTY_SEED"] ?? 20261128) });

export default fc;
