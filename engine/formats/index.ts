/** The door of engine/formats: files of tensors, read lazily and written whole or not at all. */
export { FormatError, type FormatFault, shown } from './format-error.ts'
export { copyGguf } from './gguf-copy.ts'
export { openGguf, type GgufFile } from './gguf-read.ts'
export { writeGguf, type GgufContent, type GgufTensor } from './gguf-write.ts'
export type { GgufArray, GgufValue } from './gguf-values.ts'
export { openSafetensors, writeSafetensors, type SafetensorsFile, type SafetensorsTensor } from './safetensors.ts'
export type { TensorEntry } from './tensor-file.ts'
export { writeAll, writeFileAtomically } from './atomic-file.ts'
