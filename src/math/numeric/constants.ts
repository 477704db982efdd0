// Every mathematical constant that Math does not have, once each: the doubles next to mpmath's 25 digits.

/** ½ ln 2π = 0.9189385332046727417803297…, the constant of a Gaussian's log-density. */
export const HALF_LOG_TWO_PI = 0.9189385332046728;

/** ln π = 1.144729885849400174143427… */
export const LOG_PI = 1.1447298858494002;

/** ½ ln(π/2) = 0.2257913526447274323630976… */
export const HALF_LOG_HALF_PI = 0.22579135264472744;

/** Euler's γ = −ψ(1) = 0.5772156649015328606065121… */
export const EULER_GAMMA = 0.5772156649015329;

/** 1 − γ = ψ(2) = 0.4227843350984671393934879… */
export const ONE_MINUS_EULER_GAMMA = 0.42278433509846713;

/** √π = 1.772453850905516027298167… */
export const ROOT_PI = 1.772453850905516;

/** 1/√π = 0.5641895835477562869480795… */
export const INVERSE_ROOT_PI = 0.5641895835477563;

/** 2/√π = 1.128379167095512573896159…, the slope of the error function at 0. */
export const TWO_OVER_ROOT_PI = 1.1283791670955126;

/** √(2π) = 2.506628274631000502415765… */
export const ROOT_TWO_PI = 2.5066282746310007;
