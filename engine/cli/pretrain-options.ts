/** The options of `moke pretrain`. */
import { DEFAULT_OPTIMISER } from '#engine/training/index.ts'
import type { OptionValues } from './command.ts'
import { DEVICE_OPTION } from './device.ts'

/** What may hold for one stage of a run, and be changed on --resume. */
export const STAGE_OPTIONS = {
  context: {
    type: 'number',
    value: 'N',
    help: 'Tokens of one window; 1024 if not given. May change on --resume.',
    integer: true,
    minimum: 2,
  },
  batch: {
    type: 'number',
    value: 'N',
    help: 'Windows that go through the model together; 4 if not given. May change on --resume.',
    integer: true,
    minimum: 1,
  },
  accumulate: {
    type: 'number',
    value: 'N',
    help: 'Batches of one step: larger steps without more memory; 1 if not given. May change on --resume.',
    integer: true,
    minimum: 1,
  },
  steps: {
    type: 'number',
    value: 'N',
    help: 'Steps of the whole run. May change on --resume: the decay then follows the new number.',
    integer: true,
    minimum: 1,
  },
  until: {
    type: 'number',
    value: 'N',
    help: 'Stop after this step with a checkpoint, whatever the steps of the whole run.',
    integer: true,
    minimum: 1,
  },
  decay: {
    type: 'number',
    value: 'SHARE',
    help: 'Share of the steps, at the end, over which the rate falls; 0.4 if not given. May change on --resume.',
    minimum: 0,
    maximum: 1,
  },
  'class-weight': {
    type: 'string',
    value: 'CLASS=W',
    help: 'How often a class of text is seen, relative to its share. On --resume these replace the checkpoint’s.',
    multiple: true,
  },
  documents: {
    type: 'string',
    value: 'HOW',
    help: 'Whether a token sees only its own document (apart) or also the one before it in its window (joined); apart if not given. May change on --resume.',
    choices: ['apart', 'joined'],
  },
} as const

/** What holds for a whole run. */
export const RUN_OPTIONS = {
  width: { type: 'number', value: 'N', help: 'Width of the model; 256 if not given.', integer: true, minimum: 2 },
  layers: {
    type: 'number',
    value: 'N',
    help: 'Layers; 4 if not given. With --from, layers that change nothing at first are added up to this number.',
    integer: true,
    minimum: 1,
  },
  heads: { type: 'number', value: 'N', help: 'Query heads; 4 if not given.', integer: true, minimum: 1 },
  'key-heads': { type: 'number', value: 'N', help: 'Key and value heads; as many as query heads if not given.', integer: true, minimum: 1 },
  'head-width': { type: 'number', value: 'N', help: 'Width of a head; width / heads if not given.', integer: true, minimum: 2 },
  'feed-forward': {
    type: 'number',
    value: 'N',
    help: 'Width of the feed-forward layer; three times the width if not given. With --from it may be made larger.',
    integer: true,
    minimum: 1,
  },
  untied: { type: 'boolean', help: 'Give the output its own matrix instead of the embedding.' },
  'context-length': {
    type: 'number',
    value: 'N',
    help: 'The context the model is said to have; --context if not given. For runs that end with longer windows.',
    integer: true,
    minimum: 2,
  },
  warmup: { type: 'number', value: 'N', help: 'Steps of the warm-up.', default: 100, integer: true, minimum: 0 },
  optimiser: {
    type: 'string',
    value: 'NAME',
    help: 'muon (AdamW for embeddings and norms) or adamw.',
    default: 'muon',
    choices: ['muon', 'adamw'],
  },
  'adam-rate': { type: 'number', value: 'RATE', help: 'Learning rate of AdamW.', default: DEFAULT_OPTIMISER.adamRate, minimum: 0 },
  'muon-rate': { type: 'number', value: 'RATE', help: 'Learning rate of Muon.', default: DEFAULT_OPTIMISER.muonRate, minimum: 0 },
  blend: {
    type: 'number',
    value: 'SHARE',
    help: 'With --from: how much of what the run learns is in the weights that it ends with; the rest are those that it began with.',
    minimum: 0,
    maximum: 1,
  },
  seed: { type: 'number', value: 'N', help: 'Decides the first weights and the order of the data.', default: 1, integer: true, minimum: 0 },
} as const

/** Names as on the command line. */
export const PRETRAIN_OPTIONS = {
  data: {
    type: 'string',
    value: 'FILE',
    help: 'Training documents (.jsonl or .jsonl.xz with text, title, lang, class).',
    required: true,
    multiple: true,
  },
  valid: { type: 'string', value: 'FILE', help: 'Held-out documents for bits per character.', multiple: true },
  tokenizer: { type: 'string', value: 'FILE', help: 'The vocabulary (moke tokenizer train). Not with --resume, which has its own.' },
  from: {
    type: 'string',
    value: 'FILE',
    help: 'Begin with the weights, shape and vocabulary of this model (a GGUF, a Hugging Face folder, a run’s folder) instead of random ones; the rate and the optimiser begin anew.',
  },
  out: { type: 'string', value: 'FOLDER', help: 'Where checkpoints and the log (log.jsonl) go.', required: true },
  resume: {
    type: 'boolean',
    help: 'Go on from the newest checkpoint in --out; shape, seed and optimiser are the checkpoint’s.',
  },
  recipe: {
    type: 'string',
    value: 'FILE',
    help: 'The whole run as JSON: seed, shape and stages, in place of the options below up to --documents (but --until).',
  },
  ...RUN_OPTIONS,
  ...STAGE_OPTIONS,
  threads: { type: 'number', value: 'N', help: 'Threads of the processor.', default: 2, integer: true, minimum: 1 },
  spinning: { type: 'boolean', help: 'Let idle threads wait in a loop: faster on a machine with nothing else to do.' },
  export: { type: 'string', value: 'FILE', help: 'Write the model there as GGUF when the run is done.' },
  'export-type': {
    type: 'string',
    value: 'TYPE',
    help: 'How matrices are kept in that GGUF: f32, f16 or q8_0.',
    default: 'q8_0',
    choices: ['f32', 'f16', 'q8_0'],
  },
  device: DEVICE_OPTION,
  'checkpoint-minutes': { type: 'number', value: 'N', help: 'Minutes between checkpoints.', default: 5, minimum: 0 },
  'valid-steps': { type: 'number', value: 'N', help: 'Steps between held-out figures.', default: 250, integer: true, minimum: 1 },
  'valid-tokens': {
    type: 'number',
    value: 'N',
    help: 'Held-out tokens for the figures on the way (whole documents); the last figure takes all.',
    default: 65536,
    integer: true,
    minimum: 1,
  },
} as const

/** Their checked values. */
export type PretrainValues = OptionValues<typeof PRETRAIN_OPTIONS>
export type StageValues = OptionValues<typeof STAGE_OPTIONS>
