/** `moke export`: a trained model as a file that other programs read. */
import { basename, extname } from 'node:path'
import { parameterCount } from '#engine/model/index.ts'
import { readModel, writeGgufModel, writeModelFolder } from '#engine/training/index.ts'
import { defineCommand } from './command.ts'

const FOLDER_TYPE = { f32: 'F32', f16: 'F16', bf16: 'BF16' } as const

export const exportModel = defineCommand({
  details: 'An --out that ends in .gguf is written for llama.cpp; any other is a Hugging Face folder of the model type qwen3.',
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
  },
  async run({ operands, options, signal, output }) {
    const model = await readModel(operands[0] ?? '')
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
