/** A model to be taught: any GGUF, or any Hugging Face folder, of a family that is computed here. */
import { basename, extname, join } from 'node:path'
import { stat } from 'node:fs/promises'
import { FormatError, type GgufValue, shown, type TensorEntry } from '#engine/formats/index.ts'
import { checkConfig, ConfigError, type DecoderConfig, EMBEDDING, familyOf, HEAD, parameterSpecs } from '#engine/model/index.ts'
import { folderConfig } from './folder-config.ts'
import { ggufConfig, ROPE_DIVISORS } from './gguf-config.ts'
import { ggufNames, interleavedHeads, partRows } from './gguf-names.ts'
import { readJsonFields } from './json-fields.ts'
import { openFolderTensors, openGgufParts, type TensorParts } from './tensor-parts.ts'

/** An open base. Nothing but headers has been read; numbers come one parameter at a time, so that it may be larger than the memory. */
export interface Base extends AsyncDisposable {
  readonly path: string
  readonly form: 'gguf' | 'folder'
  /** What the file or folder calls itself. */
  readonly name: string
  readonly config: DecoderConfig
  /** What a GGUF says besides; nothing of a folder. */
  readonly metadata: ReadonlyMap<string, GgufValue>
  /** Where a parameter stands, by its Hugging Face name. */
  entry(name: string): TensorEntry
  /** The numbers of a parameter, row-major, as the decoder computes with them. Throws FormatError where they cannot be read. */
  read(name: string): Promise<Float32Array>
  /** Some bytes of a parameter as they stand in the file. */
  readBytes(name: string, from: number, length: number): Promise<Uint8Array>
}

const CONFIG = 'config.json'
const LONGEST_CONFIG = 4e6

/**
 * Opens a base and holds every tensor's shape against its sizes. Throws FormatError for what is no model, is damaged, or is of a
 * family or has a part that is not computed here; and the file system's errors.
 */
export async function openBase(path: string): Promise<Base> {
  return (await stat(path)).isDirectory() ? openFolder(path) : openFile(path)
}

async function openFile(path: string): Promise<Base> {
  const { parts, metadata } = await openGgufParts(path)
  return closingOnFailure(parts, async () => {
    const header = { metadata, tensors: parts.tensors }
    const divisors = parts.tensors.has(ROPE_DIVISORS) ? await ropeDivisors(path, parts) : undefined
    const config = checked(path, ggufConfig(path, header, divisors), parts)
    const names = ggufNames(config)
    const named = metadata.get('general.name')
    return {
      path,
      form: 'gguf' as const,
      name: named?.type === 'string' && named.value !== '' ? shown(named.value) : basename(path, extname(path)),
      config,
      metadata,
      ...accessOf(path, config, parts, (name) => names.get(name) ?? name, asTurned(config), new Set([ROPE_DIVISORS])),
    }
  })
}

/** A list of them is small; a tensor that says it is large is none. */
async function ropeDivisors(path: string, parts: TensorParts): Promise<Float32Array> {
  if ((parts.tensors.get(ROPE_DIVISORS)?.sizeBytes ?? 0) > 65_536) throw new FormatError(path, `the tensor ${ROPE_DIVISORS} is too large.`)
  return parts.read(ROPE_DIVISORS)
}

function asTurned(config: DecoderConfig): Change {
  return (name, numbers) => {
    const heads = interleavedHeads(config, name)
    return heads > 0 ? partRows(numbers, heads, config.width) : numbers
  }
}

async function openFolder(folder: string): Promise<Base> {
  const path = join(folder, CONFIG)
  const config = folderConfig(await readJsonFields(path, LONGEST_CONFIG))
  const parts = await openFolderTensors(folder)
  return closingOnFailure(parts, async () => {
    const sized = checked(path, config, parts)
    const nameIn = namesIn(folder, parts, sized)
    return {
      path: folder,
      form: 'folder' as const,
      name: basename(folder),
      config: sized,
      metadata: new Map<string, GgufValue>(),
      ...accessOf(folder, sized, parts, nameIn, asMultiplied(sized), otherParts(parts)),
    }
  })
}

/** Gemma's files keep norms less one. */
function asMultiplied(config: DecoderConfig): Change {
  if (familyOf(config) !== 'gemma3') return (_, numbers) => numbers
  return (name, numbers) => (name.endsWith('norm.weight') ? numbers.map((number) => number + 1) : numbers)
}

/** What a model that sees pictures has besides, and tables that are computed. */
const beside = /(^|\.)(vision_tower|vision_model|multi_modal_projector|visual)\.|\.rotary_emb\.inv_freq$/

function otherParts(parts: TensorParts): ReadonlySet<string> {
  return new Set([...parts.tensors.keys()].filter((name) => beside.test(name)))
}

/** What a parameter is called in a folder: below `model.`, in models with pictures deeper, in a model without its head at the top. */
function namesIn(folder: string, parts: TensorParts, config: DecoderConfig): (name: string) => string {
  const names = [...parts.tensors.keys()]
  const table = names.find((name) => /(^|\.)embed_tokens\.weight$/.test(name))
  if (table === undefined) throw new FormatError(folder, `it has no tensor ${EMBEDDING}.`)
  const prefix = table.slice(0, -'embed_tokens.weight'.length)
  const head = config.tied ? undefined : names.find((name) => /(^|\.)lm_head\.weight$/.test(name))
  return (name) => (name === HEAD ? (head ?? HEAD) : name.replace(/^model\./, prefix))
}

/** Sizes that fit one another and that the file has the tensors for, so that no list is made for a billion layers. */
function checked(path: string, config: DecoderConfig, parts: TensorParts): DecoderConfig {
  if (config.layers > parts.tensors.size) throw new FormatError(path, `it speaks of ${config.layers} layers, but there are only ${parts.tensors.size} tensors.`)
  try {
    return checkConfig(config)
  } catch (error) {
    if (error instanceof ConfigError) throw new FormatError(path, `${shown(error.message, 300)}.`)
    throw error
  }
}

type Change = (name: string, numbers: Float32Array) => Float32Array

/** The parameters of a decoder in a file. Throws FormatError where one is missing or of another shape, or where there are others. */
function accessOf(
  path: string,
  config: DecoderConfig,
  parts: TensorParts,
  nameIn: (name: string) => string,
  change: Change,
  passed: ReadonlySet<string>,
): Pick<Base, 'entry' | 'read' | 'readBytes' | typeof Symbol.asyncDispose> {
  const specs = parameterSpecs(config)
  const known = new Set([...specs.map(({ name }) => nameIn(name)), nameIn(HEAD), ...passed])
  for (const { name, shape } of specs) checkShape(path, parts, nameIn(name), shape)
  const other = [...parts.tensors.keys()].find((name) => !known.has(name) && !(config.tied && /(^|\.)lm_head\.weight$/.test(name)))
  if (other !== undefined)
    throw new FormatError(path, `it has the tensor ${shown(other)}, which models of the family ${familyOf(config)} that are computed here do not have.`)
  const entry = (name: string): TensorEntry => {
    const found = parts.tensors.get(nameIn(name))
    if (!found) throw new FormatError(path, `there is no tensor ${shown(name)}.`)
    return found
  }
  return {
    entry,
    read: async (name) => change(name, await parts.read(nameIn(name))),
    readBytes: (name, from, length) => parts.readBytes(nameIn(name), from, length),
    [Symbol.asyncDispose]: () => parts[Symbol.asyncDispose](),
  }
}

function checkShape(path: string, parts: TensorParts, name: string, shape: readonly number[]): void {
  const found = parts.tensors.get(name)?.shape
  if (found?.join() === shape.join()) return
  throw new FormatError(path, `the tensor ${name} should have the shape [${shape.join(', ')}], but ${found ? `has [${found.join(', ')}]` : 'is missing'}.`)
}

async function closingOnFailure<T>(parts: TensorParts, make: () => Promise<T>): Promise<T> {
  try {
    return await make()
  } catch (error) {
    await parts[Symbol.asyncDispose]()
    throw error
  }
}
