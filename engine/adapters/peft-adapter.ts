/** Adapters as PEFT keeps them: `adapter_config.json` and `adapter_model.safetensors`, which Transformers, vLLM and LLaMA-Factory load. */
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { type BaseIdentity, type JsonFields, readJsonFields } from '#engine/bases/index.ts'
import { FormatError, openSafetensors, type SafetensorsFile, shown, writeAll, writeFileAtomically, writeSafetensors } from '#engine/formats/index.ts'
import { type DecoderConfig, HEAD } from '#engine/model/index.ts'
import { AdapterKindError } from './adapter-error.ts'
import { adaptable, type AdaptedMatrix, type Adapter, type AdapterDescription, type Halves, partsOf, ranksOf } from './adapter.ts'
import { checkPeftConfig, factorOf } from './peft-config.ts'

const CONFIG = 'adapter_config.json'
const WEIGHTS = 'adapter_model.safetensors'
const PREFIX = 'base_model.model.'
/** Where our own words stand: an unknown key in the config would keep older versions of PEFT from loading it. */
const ABOUT = 'moke'
const LONGEST_CONFIG = 4e6

/** Writes an adapter into a folder, which is made. `adapterBase` is what loads its base in Python: a folder or a name on a hub. */
export async function writePeftAdapter(folder: string, adapter: Adapter, config: DecoderConfig, adapterBase: string = adapter.baseName): Promise<void> {
  const shapes = adaptable(config)
  makeFolders(folder)
  const tensors = [...adapter.matrices].flatMap(([name, { a, b, rank }]) => {
    const [out = 0, width = 0] = shapes.get(name) ?? []
    const stem = PREFIX + name.slice(0, -'.weight'.length)
    return [
      { name: `${stem}.lora_A.weight`, shape: [rank, width], type: 'F32' as const, load: () => a },
      { name: `${stem}.lora_B.weight`, shape: [out, rank], type: 'F32' as const, load: () => b },
    ]
  })
  const { name, base, baseName, notes } = adapter
  await writeSafetensors(join(folder, WEIGHTS), { metadata: { format: 'pt', [ABOUT]: JSON.stringify({ name, base, baseName, notes }) }, tensors })
  const json = `${JSON.stringify(peftConfig(adapter, adapterBase), null, 2)}\n`
  await writeFileAtomically(join(folder, CONFIG), (file) => writeAll(file, new TextEncoder().encode(json)))
}

function peftConfig({ matrices }: Adapter, base: string): object {
  const ranks = [...matrices].map(([name, { rank }]) => [name, rank] as const)
  const alphas = [...matrices].map(([name, { rank, factor }]) => [name, Number((factor * rank).toPrecision(12))] as const)
  const [r, lora_alpha] = [commonest(ranks), commonest(alphas)]
  const others = (all: readonly (readonly [string, number])[], common: number): object =>
    Object.fromEntries(all.filter(([, value]) => value !== common).map(([name, value]) => [name.slice(0, -'.weight'.length), value]))
  return {
    peft_type: 'LORA',
    task_type: 'CAUSAL_LM',
    base_model_name_or_path: base,
    r,
    lora_alpha,
    rank_pattern: others(ranks, r),
    alpha_pattern: others(alphas, lora_alpha),
    target_modules: partsOf(matrices.keys()),
    lora_dropout: 0,
    bias: 'none',
    fan_in_fan_out: false,
    inference_mode: true,
    init_lora_weights: true,
    modules_to_save: null,
    use_dora: false,
    use_rslora: false,
  }
}

function commonest(values: readonly (readonly [string, number])[]): number {
  const counts = new Map<number, number>()
  for (const [, value] of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

/** Describes an adapter by its headers. Throws FormatError for what is none, or of a kind that is not computed here. */
export async function describePeftAdapter(folder: string): Promise<AdapterDescription> {
  const config = await openConfig(folder)
  await using file = await openWeights(folder)
  const halves = halvesOf(folder, file)
  const ranks = ranksOf(folder, new Map([...halves].map(([name, { shapes }]) => [name, shapes])))
  const parameters = [...file.tensors.values()].reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0)
  return { ...about(folder, config, file), rank: Math.max(...ranks.values()), targets: partsOf(halves.keys()), parameters }
}

/** Reads an adapter for a base of these sizes. Throws FormatError where it is damaged, of a kind that is not computed here, or does not fit them. */
export async function readPeftAdapter(folder: string, decoder: DecoderConfig): Promise<Adapter> {
  const config = await openConfig(folder)
  await using file = await openWeights(folder)
  const halves = halvesOf(folder, file)
  const ranks = ranksOf(folder, new Map([...halves].map(([name, { shapes }]) => [name, shapes])), adaptable(decoder))
  const matrices = new Map<string, AdaptedMatrix>()
  for (const [name, { names }] of halves) {
    const rank = ranks.get(name) ?? 1
    matrices.set(name, {
      rank,
      a: await file.read(names.a ?? ''),
      b: await file.read(names.b ?? ''),
      factor: factorOf(config, name.slice(0, -'.weight'.length), rank),
    })
  }
  const { name, base, baseName, notes } = about(folder, config, file)
  return { name, base, baseName, notes, matrices }
}

async function openConfig(folder: string): Promise<JsonFields> {
  const config = await readJsonFields(join(folder, CONFIG), LONGEST_CONFIG)
  checkPeftConfig(config)
  return config
}

async function openWeights(folder: string): Promise<SafetensorsFile> {
  const old = join(folder, 'adapter_model.bin')
  const path = join(folder, WEIGHTS)
  if (!(await isFile(path)) && (await isFile(old)))
    throw new AdapterKindError(
      folder,
      'its numbers are kept as PyTorch does (adapter_model.bin), in a file that could run programs; save it as safetensors.',
      'adapter_model.bin',
    )
  return openSafetensors(path)
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false
}

interface NamedHalves {
  readonly shapes: Halves
  readonly names: { readonly a?: string; readonly b?: string }
}

const baseHead = /\blm_head\.base_layer\.weight$/

/** The halves by the Hugging Face name of their matrix; models with pictures have longer names before `layers`. */
function halvesOf(folder: string, { tensors }: SafetensorsFile): ReadonlyMap<string, NamedHalves> {
  const found = new Map<string, NamedHalves>()
  for (const { name, shape } of tensors.values()) {
    // PEFT keeps the base's own head beside an adapter of it. Nothing trains that: what does is in modules_to_save, which is refused.
    if (baseHead.test(name)) continue
    const [, module = '', letter] = /^(.+)\.lora_([AB])(?:\.default)?\.weight$/.exec(name) ?? []
    const matrix = matrixOf(module)
    if (matrix === undefined || /\bvision/.test(name)) throw new AdapterKindError(folder, notAdaptable(name), name)
    const half = letter === 'A' ? 'a' : 'b'
    const before = found.get(matrix)
    if (before?.names[half] !== undefined) throw new FormatError(folder, `${shown(name)} and ${shown(before.names[half])} are the same half of one matrix.`)
    found.set(matrix, { shapes: { ...before?.shapes, [half]: shape }, names: { ...before?.names, [half]: name } })
  }
  return found
}

/** The matrix that a module holds: one of a layer, or the head. */
function matrixOf(module: string): string | undefined {
  const [, layer, part] = /\blayers\.(\d+)\.((?:self_attn|mlp)\.\w+)$/.exec(module) ?? []
  if (layer !== undefined) return `model.layers.${Number(layer)}.${part}.weight`
  return /\blm_head$/.test(module) ? HEAD : undefined
}

function notAdaptable(name: string): string {
  if (/lora_magnitude_vector/.test(name)) return 'it is a DoRA (it has lora_magnitude_vector), which is not computed here.'
  if (/lora_bias|lora_B\.bias/.test(name)) return 'it has biases, which are not computed here.'
  return `it changes ${shown(name)}, which is no matrix of a layer that reads text and no head; only those can be adapted here.`
}

function about(folder: string, config: JsonFields, { metadata }: SafetensorsFile): Pick<AdapterDescription, 'name' | 'base' | 'baseName' | 'notes'> {
  const said = ownWords(metadata.get(ABOUT))
  const named = config.text('base_model_name_or_path') || 'a base without a name'
  return { name: shown(said?.name ?? basename(folder)), base: said?.base ?? null, baseName: shown(said?.baseName ?? named), notes: said?.notes ?? {} }
}

/** What we wrote, if it is whole; whoever changes it loses it. */
function ownWords(json: string | undefined): Pick<AdapterDescription, 'name' | 'base' | 'baseName' | 'notes'> | undefined {
  let value: unknown
  try {
    value = JSON.parse(json ?? 'null')
  } catch {
    return undefined // Somebody else's word for something else.
  }
  if (!isRecord(value)) return undefined
  const { name, baseName, notes } = value
  if (typeof name !== 'string' || typeof baseName !== 'string') return undefined
  const texts = isRecord(notes) ? Object.entries(notes).flatMap(([key, text]): [string, string][] => (typeof text === 'string' ? [[key, text]] : [])) : []
  return { name, baseName, base: identityFrom(value['base']), notes: Object.fromEntries(texts) }
}

function identityFrom(value: unknown): BaseIdentity | null {
  if (!isRecord(value)) return null
  const { name, family, sizes, numbers } = value
  return typeof name === 'string' && typeof family === 'string' && typeof sizes === 'string' && typeof numbers === 'string'
    ? { name, family, sizes, numbers }
    : null
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
