/** ½ ln 2π, the constant of a Gaussian's log-density. */
export const halfLogTwoPi = 0.9189385332046727;
