/** The options of `moke finetune`. */
import type { OptionValues } from './command.ts'
import { DEVICE_OPTION } from './device.ts'

export const FINETUNE_OPTIONS = {
  base: { type: 'string', value: 'MODEL', help: 'What is tuned: a GGUF or a Hugging Face folder of a llama, qwen2, qwen3 or gemma3 model.', required: true },
  data: {
    type: 'string',
    value: 'FILE',
    help: 'An author’s works, one document a line (.jsonl or .jsonl.xz with text and title), or a pair a line, whose question is read but not learnt: question and answer; prompt and completion, joined as they are; or instruction, input and output.',
    required: true,
    multiple: true,
  },
  valid: {
    type: 'string',
    value: 'FILE',
    help: 'Works to hold out, which are not learnt even where --data has them, too; about a tenth of --data, in whole works, if not given.',
    multiple: true,
  },
  out: { type: 'string', value: 'FOLDER', help: 'Where checkpoints, the log (log.jsonl), the record (tuning.json) and what was learnt go.', required: true },
  method: {
    type: 'string',
    value: 'NAME',
    help: 'lora: thin matrices beside the base’s own; qlora: the same with the base kept in few bits; full: the base’s own matrices; continue: the same, on much text.',
    default: 'lora',
    choices: ['lora', 'qlora', 'full', 'continue'],
  },
  resume: { type: 'boolean', help: 'Go on from the newest checkpoint in --out, exactly.' },
  rank: { type: 'number', value: 'N', help: 'Width of the thin matrices.', integer: true, minimum: 1, maximum: 1024 },
  alpha: { type: 'number', value: 'A', help: 'They count alpha / rank; twice the rank if not given.', minimum: 0.001 },
  targets: { type: 'string', value: 'PART', help: 'Which matrices get them (q_proj, down_proj, …); all if not given.', multiple: true },
  stabilised: { type: 'boolean', help: 'They count alpha / √rank instead (rsLoRA).' },
  bits: { type: 'string', value: 'N', help: 'Bits of a frozen number, with qlora: 8 or 4.', choices: ['8', '4'] },
  rate: { type: 'number', value: 'RATE', help: 'Learning rate of AdamW, which moves embeddings and norms with full and continue.', minimum: 0 },
  'muon-rate': { type: 'number', value: 'RATE', help: 'Learning rate of Muon, which moves all matrices, thin ones too.', minimum: 0 },
  soft: {
    type: 'number',
    value: 'SHARE',
    help: 'The share of the loss against what the base itself expects, so that less is learnt by heart; 0 for none, and none with continue.',
    minimum: 0,
    maximum: 1,
  },
  steps: { type: 'number', value: 'N', help: 'Steps; several times through all works if not given.', integer: true, minimum: 1 },
  context: { type: 'number', value: 'N', help: 'Tokens of one window.', integer: true, minimum: 2 },
  batch: { type: 'number', value: 'N', help: 'Windows that go through the base together.', integer: true, minimum: 1 },
  accumulate: { type: 'number', value: 'N', help: 'Such batches in one step.', integer: true, minimum: 1 },
  recompute: { type: 'boolean', help: 'Compute layers again on the way back rather than keep them: a quarter more time for a fraction of the memory.' },
  patience: { type: 'number', value: 'N', help: 'Held-out figures without a new best after which the run ends.', integer: true, minimum: 1 },
  seed: { type: 'number', value: 'N', help: 'Decides what is held out, the first matrices and the order of the texts.', default: 1, integer: true, minimum: 0 },
  threads: { type: 'number', value: 'N', help: 'Threads of the processor.', default: 2, integer: true, minimum: 1 },
  device: DEVICE_OPTION,
  proof: { type: 'boolean', help: 'At the end, prove what was learnt as `moke proof` does, in short. The base has to be a GGUF.' },
  'checkpoint-minutes': { type: 'number', value: 'N', help: 'Minutes between checkpoints.', default: 5, minimum: 0 },
} as const

/** Their checked values. */
export type FinetuneValues = OptionValues<typeof FINETUNE_OPTIONS>
