/** The door of engine/proof: what an adapter is worth, on works of which it learnt nothing. */
export { BitsMeter, type BitsOptions, type Taught } from './bits.ts'
export { type ProofCourse, type ProofMaterial, type ProofStage, type ProofTools, type ProofWriter, prove, type Proven } from './prove.ts'
export { type Repetition } from './repetition.ts'
export { type ProofSample, type ProofWork, sampleFor } from './sample.ts'
export { isAlarming, type Verdict, verdictOf } from './verdict.ts'
export { generalWorks, proofTools, type ToolOptions } from './tools.ts'
export { type Price, priceOf } from '#preload/document/price.ts'
