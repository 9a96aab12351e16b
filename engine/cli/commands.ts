/** What the engine does from the command line. Each is loaded only when it is asked for. */
import type { CommandEntry } from './command.ts'

/** In the order of the help. */
export const engineCommands: readonly CommandEntry[] = [
  {
    name: 'tokenizer train',
    summary: 'Learn a vocabulary from text.',
    load: async () => (await import('./tokenizer.ts')).tokenizerTrain,
  },
  {
    name: 'tokenizer check',
    summary: 'Encode and decode text with a vocabulary and count characters per token.',
    load: async () => (await import('./tokenizer.ts')).tokenizerCheck,
  },
  {
    name: 'pretrain',
    summary: 'Train a model from nothing, or go on with a run.',
    load: async () => (await import('./pretrain.ts')).pretrain,
  },
  {
    name: 'finetune',
    summary: 'Teach a model an author’s voice, or go on with it.',
    load: async () => (await import('./finetune.ts')).finetune,
  },
  {
    name: 'proof',
    summary: 'What an adapter is worth on works that it did not learn.',
    load: async () => (await import('./proof.ts')).proof,
  },
  {
    name: 'complete',
    summary: 'How a text goes on, by a model on this computer.',
    load: async () => (await import('./complete.ts')).complete,
  },
  {
    name: 'eval',
    summary: 'Bits per character of a model, or of a 5-gram, on held-out text.',
    load: async () => (await import('./eval.ts')).evaluateModel,
  },
  {
    name: 'calibrate',
    summary: 'Learn how far a model’s suggestions can be trusted, and write it into the model.',
    load: async () => (await import('./calibrate.ts')).calibrateModel,
  },
  {
    name: 'adapter list',
    summary: 'What was taught to models on this computer.',
    load: async () => (await import('./adapter.ts')).adapterList,
  },
  {
    name: 'adapter merge',
    summary: 'Put an adapter into its base: a model of its own.',
    load: async () => (await import('./adapter.ts')).adapterMerge,
  },
  {
    name: 'adapter export',
    summary: 'Write an adapter for llama.cpp or for PEFT.',
    load: async () => (await import('./adapter.ts')).adapterExport,
  },
  {
    name: 'adapter import',
    summary: 'Take an adapter that was made elsewhere.',
    load: async () => (await import('./adapter.ts')).adapterImport,
  },
  {
    name: 'models export',
    summary: 'Write a trained model as GGUF or as a safetensors folder.',
    load: async () => (await import('./export.ts')).exportModel,
  },
  {
    name: 'models untie',
    summary: 'Give a model an output of its own, which an adapter can change.',
    load: async () => (await import('./untie.ts')).modelsUntie,
  },
  {
    name: 'models list',
    summary: 'The models on this computer.',
    load: async () => (await import('./models.ts')).modelsList,
  },
  {
    name: 'models info',
    summary: 'What a model file says about itself.',
    load: async () => (await import('./models.ts')).modelsInfo,
  },
]
