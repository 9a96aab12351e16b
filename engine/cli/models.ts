/** `moke models list` and `moke models info`. */
import type { ModelDescription } from '#engine/completion/index.ts'
import { type GgufFile, type GgufValue, openGguf, shown } from '#engine/formats/index.ts'
import { defineCommand } from './command.ts'
import { authorsModels, modelFiles, shippedModels } from './model-folders.ts'

export const modelsList = defineCommand({
  details: 'Looks in what ships with Moke and in the author’s own models folder, unless --folder names others.',
  options: {
    folder: { type: 'string', value: 'FOLDER', help: 'Look here instead.', multiple: true },
  },
  async run({ options, signal, progress, output }) {
    const folders = options.folder.length > 0 ? options.folder : [shippedModels, authorsModels()]
    let found = 0
    for (const folder of folders)
      for (const file of await modelFiles(folder)) {
        signal.throwIfAborted()
        found++
        const state = await stateOf(file)
        output({ file, ...state }, listLine(file, state))
      }
    if (found === 0) progress.note(`No models in ${folders.join(' or ')}.`)
  },
})

export const modelsInfo = defineCommand({
  operands: { value: 'FILE', help: 'The model, a GGUF file.', count: 'one' },
  options: {},
  async run({ operands, output }) {
    const [file = ''] = operands
    const { calibrationKey, inspectModel } = await completion()
    const { description, calibration, calibrationProblem } = await inspectModel(file)
    await using gguf = await openGguf(file)
    const tokens = gguf.metadata.get('tokenizer.ggml.tokens')
    const vocabulary = tokens?.type === 'array' ? tokens.value.length : 0
    const { [calibrationKey]: _, ...facts } = statements(gguf.metadata)
    const calibrated = calibrationProblem ?? (calibration ? `on ${calibration.words} words` : 'not done')
    const types = parametersByType(gguf)
    output({ file, ...description, vocabulary, types, calibration, facts }, infoText(file, description, { vocabulary, types, calibrated, facts }))
  },
})

/** Brings llama.cpp with it, which neither the help nor a wrong option should wait for. */
function completion() {
  return import('#engine/completion/index.ts')
}

type State = ModelDescription | { readonly problem: string }

/** A damaged file is listed with what is wrong; the others are listed all the same. */
async function stateOf(file: string): Promise<State> {
  const { CompletionError, describeModel } = await completion()
  try {
    return await describeModel(file)
  } catch (error) {
    if (error instanceof CompletionError) return { problem: error.message }
    throw error
  }
}

function listLine(file: string, state: State): string {
  if ('problem' in state) return state.problem
  return `${file}\n  ${state.name}: ${state.architecture}, ${millions(state.parameters)} parameters, ${state.quantisation}, ${megabytes(state.bytes)}, ${state.contextTokens} tokens of context`
}

interface Beyond {
  readonly vocabulary: number
  readonly types: Readonly<Record<string, number>>
  readonly calibrated: string
  readonly facts: Readonly<Record<string, Fact>>
}

function infoText(file: string, model: ModelDescription, { vocabulary, types, calibrated, facts }: Beyond): string {
  const rows: [string, string][] = [
    ['file', file],
    ['name', model.name],
    ['architecture', model.architecture],
    ['parameters', `${model.parameters} (${millions(model.parameters)})`],
    ['size on disk', `${model.bytes} bytes (${megabytes(model.bytes)})`],
    ['quantisation', model.quantisation],
    [
      'element types',
      Object.entries(types)
        .map(([type, parameters]) => `${type} (${millions(parameters)})`)
        .join(', '),
    ],
    ['context', `${model.contextTokens} tokens`],
    ['vocabulary', `${vocabulary} tokens`],
    ['licence', model.licence ?? 'not stated'],
    ['calibration', calibrated],
    ...Object.entries(facts).map(([key, value]): [string, string] => [shown(key), shown(String(value), LONGEST_FACT)]),
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')
}

type Fact = string | number | boolean

const LONGEST_FACT = 2000

/** How many parameters are kept in each element type, most first: a file may mix them. */
function parametersByType({ tensors }: GgufFile): Record<string, number> {
  const types = new Map<string, number>()
  for (const { type, shape } of tensors.values()) types.set(type, (types.get(type) ?? 0) + shape.reduce((product, size) => product * size, 1))
  return Object.fromEntries([...types].sort((a, b) => b[1] - a[1]))
}

/** What the model's makers say about it (`general.*`) and how it was trained here (`moke.*`). */
function statements(metadata: ReadonlyMap<string, GgufValue>): Record<string, Fact> {
  const facts: Record<string, Fact> = {}
  for (const [key, { type, value }] of metadata) {
    if (type === 'array' || !/^(general|moke)\./.test(key)) continue
    facts[key] = typeof value === 'bigint' ? Number(value) : value
  }
  return facts
}

function millions(count: number): string {
  return count >= 1e9 ? `${(count / 1e9).toFixed(2)} B` : `${(count / 1e6).toFixed(2)} M`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
