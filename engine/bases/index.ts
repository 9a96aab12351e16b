/** The door of engine/bases: models to be taught, from a GGUF or a Hugging Face folder. */
export { openBase, type Base } from './base.ts'
export { baseMemory, BaseTooLargeError, readWeights, type BaseMemory } from './base-memory.ts'
export { identify, kinship, type BaseIdentity, type Kinship } from './identity.ts'
export { JsonFields, readJsonFields } from './json-fields.ts'
export { folderVocabulary } from './folder-vocabulary.ts'
export { ThreadedTokenizer } from './threaded-tokenizer.ts'
export { exportBase, type BaseExport, type ExportPrecision } from './gguf-export.ts'
export { ggufNames, interleavedHeads, interleaveRows, partRows } from './gguf-names.ts'
