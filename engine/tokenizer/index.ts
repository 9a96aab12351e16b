/** The door of engine/tokenizer: byte-level BPE, learnt, kept and applied. */
export { TokenizerError } from './tokenizer-error.ts'
export { Tokenizer, type StreamDecoder } from './tokenizer.ts'
export { trainVocabulary, type TrainingOptions, type TrainingProgress } from './train.ts'
export { parseVocabulary, serializeVocabulary } from './tokenizer-file.ts'
export { ggufMetadataFromVocabulary, vocabularyFromGgufMetadata } from './gguf-metadata.ts'
export { huggingFaceTokenizer } from './hugging-face.ts'
export { END_OF_TEXT, type Token, type TokenKind, type Vocabulary } from './vocabulary.ts'
