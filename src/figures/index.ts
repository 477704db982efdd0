export type { Figure } from "../outputs/figure.js";
export { presentFigure } from "./presentFigure.js";
export type { FigureTemplate, FigureTheme } from "./theme.js";
export { curvesFigure } from "./curvesFigure.js";
export type { Curve, CurvesFigureOptions, MarkedPoint, ShadedArea } from "./curvesFigure.js";
export { densityFigure } from "./densityFigure.js";
export type { DensityFigureOptions } from "./densityFigure.js";
export { forwardReverseFigure } from "./forwardReverseFigure.js";
export type { DivergenceFit, ForwardReverseFigureOptions } from "./forwardReverseFigure.js";
export { massFigure } from "./massFigure.js";
export type { MassFigureOptions } from "./massFigure.js";
export { meansFigure } from "./meansFigure.js";
export type { MeanPoint, MeansFigureOptions } from "./meansFigure.js";
export { modelFitFigure } from "./modelFitFigure.js";
export type { ModelFitFigureOptions } from "./modelFitFigure.js";
export { minusLogBarsFigure, probabilityBarsFigure } from "./probabilityBarsFigure.js";
export type { LabelledProbability, ProbabilityBarsFigureOptions } from "./probabilityBarsFigure.js";
export { trainingFigure } from "./trainingFigure.js";
export type { TrainingCurve, TrainingFigureOptions } from "./trainingFigure.js";
export { codeLengthFigure } from "./codeLengthFigure.js";
export type { CodeLengthFigureOptions } from "./codeLengthFigure.js";
export { confusionFigure } from "./confusionFigure.js";
export type { ConfusionFigureOptions } from "./confusionFigure.js";
export { decisionFigure } from "./decisionFigure.js";
export type { DecisionFigureOptions, PlaneFunction } from "./decisionFigure.js";
export { entropyFigure } from "./entropyFigure.js";
export type { EntropyFigureOptions } from "./entropyFigure.js";
export { lossFigure } from "./lossFigure.js";
export type { DrawableLoss, LossFigureOptions } from "./lossFigure.js";
export { lossSurfaceFigure } from "./lossSurfaceFigure.js";
export type { DescentPath, LossSurfaceFigureOptions } from "./lossSurfaceFigure.js";
export { privacyUtilityFigure } from "./privacyUtilityFigure.js";
export type { PrivacyUtilityCurve, PrivacyUtilityFigureOptions } from "./privacyUtilityFigure.js";
export { reliabilityBins, reliabilityFigure } from "./reliabilityFigure.js";
export type {
  ReliabilityBin,
  ReliabilityFigureOptions,
  ReliabilityModel,
} from "./reliabilityFigure.js";
export { quantileFigure } from "./quantileFigure.js";
export type { QuantileFigureOptions } from "./quantileFigure.js";
export { residualFigure } from "./residualFigure.js";
export type { ResidualFigureOptions } from "./residualFigure.js";
export { simplexFigure } from "./simplexFigure.js";
export type { SimplexFigureOptions } from "./simplexFigure.js";
