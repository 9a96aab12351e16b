/** What the commands `moke adapter …` take, here and where a workspace is known. */
import { starterModel } from './model-folders.ts'

export const BASE_OPTION = {
  base: { type: 'string', value: 'BASE', help: 'The model that it was made for: a GGUF or a Hugging Face folder.', default: starterModel },
} as const

export const ADAPTER_OPERAND = { value: 'ADAPTER', help: 'A GGUF, or a folder of PEFT (adapter_config.json).', count: 'one' } as const

export const LIST_OPTIONS = {
  folder: { type: 'string', value: 'FOLDER', help: 'Look here instead.', multiple: true },
} as const

export const EXPORT_OPTIONS = {
  ...BASE_OPTION,
  out: { type: 'string', value: 'PATH', help: 'The GGUF or the folder.', required: true },
  'base-name': { type: 'string', value: 'NAME', help: 'What the base is called where the folder will be loaded; the base’s own name if not given.' },
} as const

export const IMPORT_OPTIONS = {
  ...BASE_OPTION,
  folder: { type: 'string', value: 'FOLDER', help: 'Put it here instead.' },
  name: { type: 'string', value: 'NAME', help: 'What to call it; its own name if not given.' },
} as const
