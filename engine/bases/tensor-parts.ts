/** The tensors of a model that lies in one file or in several, as one set; numbers are still fetched one tensor at a time. */
import { dirname, join } from 'node:path'
import { stat } from 'node:fs/promises'
import { FormatError, type GgufFile, openGguf, openSafetensors, shown, type TensorEntry } from '#engine/formats/index.ts'
import { type JsonFields, readJsonFields } from './json-fields.ts'

/** An open file of tensors, of either format. */
type TensorPart = Pick<GgufFile, 'tensors' | 'read' | 'readBytes' | 'close'>

/** Tensors by name over one file or several; whoever opens them closes them. */
export class TensorParts implements AsyncDisposable {
  readonly #parts: readonly TensorPart[]
  readonly #places = new Map<string, TensorPart>()
  readonly tensors: ReadonlyMap<string, TensorEntry>

  /** Throws FormatError where two of them have a tensor of the same name. */
  constructor(path: string, parts: readonly TensorPart[]) {
    this.#parts = parts
    for (const part of parts)
      for (const name of part.tensors.keys()) {
        if (this.#places.has(name)) throw new FormatError(path, `the tensor ${shown(name)} is in two of its files.`)
        this.#places.set(name, part)
      }
    this.tensors = new Map(parts.flatMap((part) => [...part.tensors]))
  }

  /** The numbers of a tensor, row-major. Throws FormatError where they cannot be read. */
  read(name: string): Promise<Float32Array> {
    return this.#partOf(name).read(name)
  }

  /** Bytes of a tensor as they stand in its file. */
  readBytes(name: string, from: number, length: number): Promise<Uint8Array> {
    return this.#partOf(name).readBytes(name, from, length)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const part of this.#parts) await part.close()
  }

  /** Of a tensor that no part has, the first one says so. */
  #partOf(name: string): TensorPart {
    const part = this.#places.get(name) ?? this.#parts[0]
    if (!part) throw new Error('no parts')
    return part
  }
}

/** Opens files in their order; closes those that were open if one fails. */
async function openAll<T extends TensorPart>(paths: readonly string[], open: (path: string) => Promise<T>): Promise<T[]> {
  const parts: T[] = []
  try {
    for (const path of paths) parts.push(await open(path))
    return parts
  } catch (error) {
    for (const part of parts) await part.close()
    throw error
  }
}

const WEIGHTS = 'model.safetensors'
const INDEX = 'model.safetensors.index.json'
/** The largest models name some ten thousand tensors. */
const LONGEST_INDEX = 64e6
const MOST_PARTS = 1000

/** The safetensors of a Hugging Face folder: one file, or those that the index names. Throws FormatError, also where one is missing. */
export async function openFolderTensors(folder: string): Promise<TensorParts> {
  const whole = join(folder, WEIGHTS)
  if (await isFile(whole)) return partsOf(whole, await openAll([whole], openSafetensors))
  const index = join(folder, INDEX)
  if (!(await isFile(index))) throw new FormatError(folder, await noWeights(folder))
  const files = await shardsIn(await readJsonFields(index, LONGEST_INDEX))
  return partsOf(
    index,
    await openAll(
      files.map((file) => join(folder, file)),
      openSafetensors,
    ),
  )
}

async function partsOf(path: string, parts: readonly TensorPart[]): Promise<TensorParts> {
  try {
    return new TensorParts(path, parts)
  } catch (error) {
    for (const part of parts) await part.close()
    throw error
  }
}

/** The files that an index names: beside it, and all there. */
async function shardsIn(index: JsonFields): Promise<string[]> {
  const map = index.fields('weight_map') ?? index.fail('there is no weight_map.')
  const files = [...new Set(map.keys().map((name) => map.text(name) ?? index.fail(`the file of ${shown(name)} is not named.`)))]
  if (files.length === 0 || files.length > MOST_PARTS) index.fail(`it names ${files.length} files.`)
  const strange = files.find((file) => !/^[\w.-]+\.safetensors$/.test(file))
  if (strange !== undefined) index.fail(`it names ${shown(strange)}, which is no safetensors file beside it.`)
  const absent: string[] = []
  for (const file of files) if (!(await isFile(join(dirname(index.path), file)))) absent.push(file)
  if (absent.length > 0)
    index.fail(`${absent.length} of the ${files.length} files that it names are missing (${absent.slice(0, 3).join(', ')}): fetch them too.`)
  return files
}

async function noWeights(folder: string): Promise<string> {
  const pickles = ['pytorch_model.bin', 'pytorch_model.bin.index.json', 'consolidated.00.pth']
  for (const name of pickles)
    if (await isFile(join(folder, name)))
      return `its numbers are kept as PyTorch does (${name}), in files that could run programs; fetch the model as safetensors or as GGUF.`
  return `there is neither ${WEIGHTS} nor ${INDEX} in this folder.`
}

/** A GGUF and, where it is one part of a model, all the others. */
export async function openGgufParts(path: string): Promise<{ readonly parts: TensorParts; readonly metadata: GgufFile['metadata'] }> {
  const [first] = await openAll([path], openGguf)
  if (!first) throw new Error('nothing opened')
  const count = Number(first.metadata.get('split.count')?.value ?? 1)
  if (!(count > 1)) return { parts: await partsOf(path, [first]), metadata: first.metadata }
  await first.close()
  const files = await openAll(await namesOfParts(path, count), openGguf)
  return { parts: await partsOf(path, files), metadata: files[0]?.metadata ?? first.metadata }
}

/** Throws FormatError where a part is missing or named otherwise than llama.cpp does. */
async function namesOfParts(path: string, count: number): Promise<string[]> {
  const [, stem, total] = /^(.*)-\d{5}-of-(\d{5})\.gguf$/i.exec(path) ?? []
  if (stem === undefined || Number(total) !== count)
    throw new FormatError(path, `this is one of ${count} parts of a model, but not named like one (…-00001-of-${String(count).padStart(5, '0')}.gguf).`)
  const names = Array.from({ length: count }, (_, at) => `${stem}-${String(at + 1).padStart(5, '0')}-of-${total}.gguf`)
  for (const name of names)
    if (!(await isFile(name))) throw new FormatError(name, `this part of ${count} of the model is missing: put all of them into one folder.`)
  return names
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false
}
