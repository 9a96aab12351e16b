/** The door of engine/completion: how a text goes on, by llama.cpp. */
export { openCompleter, type Completer, type OpenedModel, type OpenOptions } from './completer.ts'
export type { CompletionPart, CompletionRequest, CompletionSettings, SuggestedPiece } from './complete.ts'
export { CompletionError, Superseded, type CompletionErrorCode } from './completion-error.ts'
export type { Device } from './devices.ts'
export { describeModel, type ModelDescription } from './model-file.ts'
export type { Reach } from './stopping.ts'
export type { Threads } from './threads.ts'
