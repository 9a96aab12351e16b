/** `moke models export`: a trained model as a file that other programs read. */
import { basename, extname } from 'node:path'
import { parameterCount } from '#engine/model/index.ts'
import { readModel, writeGgufModel, writeModelFolder } from '#engine/training/index.ts'
import { defineCommand, type OptionValues, UsageError } from './command.ts'

const FOLDER_TYPE = { f32: 'F32', f16: 'F16', bf16: 'BF16' } as const

const statementOptions = {
  license: { type: 'string', value: 'SPDX', help: 'Its licence, such as mit or apache-2.0; what MODEL’s file says if not given.' },
  author: { type: 'string', value: 'NAME', help: 'Who made it; what MODEL’s file says if not given.' },
} as const

export const exportModel = defineCommand({
  details: `An --out that ends in .gguf is written for llama.cpp; any other is a Hugging Face folder of the model type qwen3.
The studio tells by the licence in the file whether a model may be used for paid courses; a run states none by itself.`,
  operands: { value: 'MODEL', help: 'A run’s folder, a checkpoint, a safetensors folder or a GGUF.', count: 'one' },
  options: {
    out: { type: 'string', value: 'PATH', help: 'The GGUF or the folder.', required: true },
    type: {
      type: 'string',
      value: 'TYPE',
      help: 'How matrices are kept: f32, f16, q8_0 (GGUF only).',
      default: 'f16',
      choices: ['f32', 'f16', 'q8_0'],
    },
    name: { type: 'string', value: 'NAME', help: 'The model’s name in a GGUF; the file’s if not given.' },
    ...statementOptions,
  },
  async run({ operands, options, signal, output }) {
    const stated = statements(options)
    const read = await readModel(operands[0] ?? '')
    const model = { ...read, notes: { ...keptBeside(stated, read.notes), ...stated } }
    if (options.out.endsWith('.gguf')) {
      const precision = options.type === 'q8_0' || options.type === 'f32' ? options.type : 'f16'
      await writeGgufModel(options.out, model, options.name ?? basename(options.out, extname(options.out)), precision, signal)
    } else {
      await writeModelFolder(options.out, model, FOLDER_TYPE[options.type === 'f32' ? 'f32' : 'f16'])
    }
    const parameters = parameterCount(model.config)
    output({ path: options.out, type: options.type, parameters }, `${options.out}: ${(parameters / 1e6).toFixed(2)} M parameters`)
  },
})

/** What is stated of the model, by its standard keys in a GGUF. */
function statements({ license, author }: OptionValues<typeof statementOptions>): Record<string, string> {
  if (license !== undefined && !/^[a-z0-9][a-z0-9.+() -]{0,99}$/i.test(license))
    throw new UsageError('--license must be named as SPDX does, such as mit, apache-2.0 or cc-by-4.0.')
  if (author !== undefined && !/^(?=.*\S)\P{Cc}{1,200}$/u.test(author)) throw new UsageError('--author must be a name on one line, of 200 characters at most.')
  return { ...(license === undefined ? {} : { 'general.license': license }), ...(author === undefined ? {} : { 'general.author': author }) }
}

/** Another licence has another full name and another text. */
function keptBeside(stated: Readonly<Record<string, string>>, notes: Readonly<Record<string, string>> = {}): Record<string, string> {
  const isOver = (key: string) => 'general.license' in stated && key.startsWith('general.license')
  return Object.fromEntries(Object.entries(notes).filter(([key]) => !isOver(key)))
}
