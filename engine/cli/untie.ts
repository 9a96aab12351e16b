/** `moke models untie`: an output of its own for a model whose output is its embedding. */
import { copyGguf, openGguf } from '#engine/formats/index.ts'
import { CommandError, defineCommand } from './command.ts'

const [EMBEDDING, OUTPUT] = ['token_embd.weight', 'output.weight']

export const modelsUntie = defineCommand({
  details: `Where one matrix is both, no adapter can change the words that a model chooses: llama.cpp applies none to such a matrix. The
embedding is written a second time, as it is, so the model computes what it did before; adapters of the file as it was are not for this one.`,
  operands: { value: 'MODEL', help: 'The model, a GGUF file.', count: 'one' },
  options: { out: { type: 'string', value: 'FILE', help: 'Write here instead of into MODEL.' } },
  async run({ operands, options, signal, output }) {
    const [model = ''] = operands
    const file = options.out ?? model
    if (await hasOutput(model)) throw new CommandError(`${model} has an output of its own already.`)
    await copyGguf(model, file, {}, signal, { [OUTPUT]: EMBEDDING })
    output({ file }, `${file}: has an output of its own, which is its embedding once more.`)
  },
})

async function hasOutput(path: string): Promise<boolean> {
  await using file = await openGguf(path)
  return file.tensors.has(OUTPUT)
}
