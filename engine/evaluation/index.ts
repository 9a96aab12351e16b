/** The door of engine/evaluation: how much an author is helped, and how far suggestions can be trusted. */
export { type Suggest, type Tally, type Typing, write } from './author.ts'
export { calibrate, type FittedCalibration } from './calibrate.ts'
export { CalibrationError } from './calibration-error.ts'
export { measured, type MeasuredWriting, type WritingFigures } from './figures.ts'
export type { CostTrial } from './reading-costs.ts'
export { isForCalibration, type Sampling, type Stretch, stretchesOf } from './stretches.ts'
export { type HeldOutDocument, Work } from './work.ts'
export { fillIn, fittingOf, type GainBehind, gapsOf, leastGain, type MiddleTally, type Offer, tallyOf, type Way } from './middle.ts'
