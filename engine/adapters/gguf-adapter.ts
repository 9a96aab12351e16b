/**
 * Adapters as GGUF, which llama.cpp applies while it completes. It knows one alpha for all matrices and divides it by each one's
 * rank; where that cannot say what an adapter is multiplied by, B takes up the rest.
 */
import { basename, extname } from 'node:path'
import { type BaseIdentity, ggufNames, interleavedHeads, interleaveRows, partRows } from '#engine/bases/index.ts'
import { FormatError, type GgufFile, type GgufTensor, type GgufValue, openGguf, shown, writeGguf } from '#engine/formats/index.ts'
import { type DecoderConfig, familyOf } from '#engine/model/index.ts'
import { AdapterKindError, ModelGivenError, UnfitError } from './adapter-error.ts'
import { adaptable, type AdaptedMatrix, type Adapter, type AdapterDescription, type Halves, partsOf, ranksOf } from './adapter.ts'

const ALPHA = 'adapter.lora.alpha'
/** Before the key of a note. */
export const NOTE = 'moke.note.'
const BASE = { name: 'moke.base.name', family: 'moke.base.family', sizes: 'moke.base.sizes', numbers: 'moke.base.numbers' } as const

/** Writes an adapter for a base of these sizes. */
export async function writeGgufAdapter(path: string, adapter: Adapter, config: DecoderConfig, signal?: AbortSignal): Promise<void> {
  const names = ggufNames(config)
  const shapes = adaptable(config)
  const alpha = Math.max(...[...adapter.matrices.values()].map(({ factor, rank }) => factor * rank))
  const tensors = [...adapter.matrices].flatMap(([name, matrix]): GgufTensor[] => {
    const [out, width] = shapes.get(name) ?? missing(name)
    const inFile = names.get(name) ?? missing(name)
    const part = (half: 'a' | 'b', shape: readonly number[], load: GgufTensor['load']): GgufTensor => ({
      name: `${inFile}.lora_${half}`,
      shape,
      type: 'F32',
      load,
    })
    return [part('a', [matrix.rank, width], () => matrix.a), part('b', [out, matrix.rank], () => rowsInFile(config, name, matrix, alpha))]
  })
  await writeGguf(path, { metadata: metadataOf(adapter, config, alpha), tensors }, signal)
}

function missing(name: string): never {
  throw new Error(`the base has no matrix ${name}`)
}

/** B as llama.cpp has its rows, multiplied by what alpha / rank lacks. */
function rowsInFile(config: DecoderConfig, name: string, { b, rank, factor }: AdaptedMatrix, alpha: number): Float32Array {
  const heads = interleavedHeads(config, name)
  const rows = heads > 0 ? interleaveRows(b, heads, rank) : b
  const rest = (factor * rank) / alpha
  return rest === 1 ? rows : rows.map((number) => number * rest)
}

function metadataOf({ name, base, baseName, notes }: Adapter, config: DecoderConfig, alpha: number): Record<string, GgufValue> {
  const text = (value: string): GgufValue => ({ type: 'string', value })
  return {
    'general.type': text('adapter'),
    'general.architecture': text(familyOf(config)),
    'general.name': text(name),
    'general.base_model.count': { type: 'uint32', value: 1 },
    'general.base_model.0.name': text(baseName),
    'adapter.type': text('lora'),
    [ALPHA]: { type: 'float32', value: alpha },
    ...(base ? { [BASE.name]: text(base.name), [BASE.family]: text(base.family), [BASE.sizes]: text(base.sizes), [BASE.numbers]: text(base.numbers) } : {}),
    ...Object.fromEntries(Object.entries(notes).map(([key, value]) => [NOTE + key, text(value)])),
  }
}

/** Describes an adapter by its header. Throws FormatError for what is none. */
export async function describeGgufAdapter(path: string): Promise<AdapterDescription> {
  await using file = await openGguf(path)
  const { halves, architecture } = await layoutOf(path, file)
  const ranks = ranksOf(path, halves)
  const parameters = [...file.tensors.values()].reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0)
  const matrices = [...halves.keys()].map((name) => huggingFacePart(name))
  return { ...about(path, file, architecture), rank: Math.max(...ranks.values()), targets: [...new Set(matrices)], parameters }
}

/** Reads an adapter for a base of these sizes. Throws FormatError where it is damaged or does not fit them. */
export async function readGgufAdapter(path: string, config: DecoderConfig): Promise<Adapter> {
  await using file = await openGguf(path)
  const { halves, architecture, alpha } = await layoutOf(path, file)
  if (architecture !== familyOf(config)) throw new UnfitError(path, `it is made for the family ${shown(architecture)}; this base is of ${familyOf(config)}.`)
  const byGguf = new Map([...ggufNames(config)].map(([name, inFile]) => [inFile, name]))
  const named = new Map([...halves].map(([inFile, half]) => [byGguf.get(inFile) ?? inFile, half]))
  const ranks = ranksOf(path, named, adaptable(config))
  const matrices = new Map<string, AdaptedMatrix>()
  for (const inFile of halves.keys()) {
    const name = byGguf.get(inFile) ?? inFile
    const rank = ranks.get(name) ?? 1
    const [a, rows] = [await file.read(`${inFile}.lora_a`), await file.read(`${inFile}.lora_b`)]
    const heads = interleavedHeads(config, name)
    // llama.cpp takes an alpha of 0 to mean that nothing is divided.
    matrices.set(name, { rank, a, b: heads > 0 ? partRows(rows, heads, rank) : rows, factor: alpha === 0 ? 1 : alpha / rank })
  }
  const { name, base, baseName, notes } = about(path, file, architecture)
  return { name, base, baseName, notes, matrices }
}

/** What kind of adapter it is, and the shapes of its halves by the GGUF name of their matrix. */
async function layoutOf(path: string, file: GgufFile): Promise<{ halves: Map<string, Halves>; architecture: string; alpha: number }> {
  const said = (key: string): string => textOf(file, key) ?? ''
  // Older models say no type, but what they are built like.
  if (said('general.type') === 'model' || (said('general.type') === '' && said('general.architecture') !== '')) throw new ModelGivenError(path)
  if (said('general.type') !== 'adapter') throw new FormatError(path, 'this GGUF is no adapter.', 'foreign')
  if (said('adapter.type') !== 'lora')
    throw new AdapterKindError(path, `this adapter is of the type ${shown(said('adapter.type'))}; lora can be used.`, said('adapter.type'))
  if (file.metadata.has('adapter.alora.invocation_tokens'))
    throw new AdapterKindError(path, 'this adapter begins to work at certain words only (aLoRA), which is not computed here.', 'aLoRA')
  const alpha = file.metadata.get(ALPHA)
  if (alpha?.type !== 'float32' || !Number.isFinite(alpha.value)) throw new FormatError(path, `it has no number ${ALPHA}.`)
  const halves = new Map<string, Halves>()
  for (const { name, shape } of file.tensors.values()) {
    const [, matrix, half] = /^((?:blk\.\d+\.\w+|output)\.weight)\.lora_([ab])$/.exec(name) ?? []
    if (matrix === undefined)
      throw new AdapterKindError(path, `it changes ${shown(name)}, which is no matrix of a layer and no head; only those can be adapted here.`, name)
    halves.set(matrix, { ...halves.get(matrix), [half === 'a' ? 'a' : 'b']: shape })
  }
  return { halves, architecture: said('general.architecture'), alpha: alpha.value }
}

function about(path: string, file: GgufFile, architecture: string): Pick<AdapterDescription, 'name' | 'base' | 'baseName' | 'notes'> {
  const base = identityFrom((key) => textOf(file, key))
  const notes = [...file.metadata].flatMap(([key, { value }]): [string, string][] =>
    key.startsWith(NOTE) && typeof value === 'string' ? [[key.slice(NOTE.length), value]] : [],
  )
  return {
    name: shown(textOf(file, 'general.name') || basename(path, extname(path))),
    base,
    baseName: shown(base?.name || textOf(file, 'general.base_model.0.name') || architecture),
    notes: Object.fromEntries(notes),
  }
}

/** Which base is named, where it is named whole. */
function identityFrom(said: (key: string) => string | undefined): BaseIdentity | null {
  const [name, family, sizes, numbers] = [said(BASE.name), said(BASE.family), said(BASE.sizes), said(BASE.numbers)]
  if (name === undefined || family === undefined || sizes === undefined || numbers === undefined) return null
  return { name, family, sizes, numbers }
}

function textOf({ metadata }: GgufFile, key: string): string | undefined {
  const found = metadata.get(key)
  return found?.type === 'string' ? found.value : undefined
}

const parts: Readonly<Record<string, string>> = {
  attn_q: 'q_proj',
  attn_k: 'k_proj',
  attn_v: 'v_proj',
  attn_output: 'o_proj',
  ffn_gate: 'gate_proj',
  ffn_up: 'up_proj',
  ffn_down: 'down_proj',
  output: 'lm_head',
}

/** What a matrix of a GGUF is called by PEFT, without knowing its base. */
function huggingFacePart(inFile: string): string {
  const [part = inFile] = partsOf([inFile])
  return parts[part] ?? part
}
