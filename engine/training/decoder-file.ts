/**
 * What reading a decoder has in common for all kinds of files: its sizes are held against the file before anything is
 * made of them, and whatever does not fit is a sentence with the file's name.
 */
import { totalmem } from 'node:os'
import { FormatError, shown, type TensorEntry } from '#engine/formats/index.ts'
import { checkConfig, ConfigError, type DecoderConfig, HEAD, type ParameterSpec, parameterSpecs } from '#engine/model/index.ts'
import { Tokenizer, TokenizerError, type Vocabulary } from '#engine/tokenizer/index.ts'

const LONGEST_REASON = 300

/** An open file of tensors. */
export interface TensorSource {
  readonly tensors: ReadonlyMap<string, TensorEntry>
  /** The numbers of a tensor. Throws FormatError where they cannot be read. */
  read(name: string): Promise<Float32Array>
}

/** A model whose numbers take more memory than the computer has. */
export class ModelTooLargeError extends Error {
  override readonly name = 'ModelTooLargeError'
  readonly expected = true
}

/** Runs what makes something of a file's content; what does not fit there becomes a FormatError about this file. */
export function aboutFile<T>(path: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof ConfigError || error instanceof TokenizerError)
      throw new FormatError(path, `${shown(error.message, LONGEST_REASON).replace(/\.$/, '')}.`)
    throw error
  }
}

/** Sizes that the file has the tensors for, so that no list of parameters is made for a billion layers. Throws FormatError. */
export function checkSizes(path: string, config: DecoderConfig, file: TensorSource): DecoderConfig {
  if (config.layers > file.tensors.size) throw new FormatError(path, `it speaks of ${config.layers} layers, but there are only ${file.tensors.size} tensors.`)
  return aboutFile(path, () => checkConfig(config))
}

/**
 * The weights of a decoder by their Hugging Face names; `nameIn` says what a parameter is called in the file. Throws
 * FormatError where a tensor is missing, of another shape, or has no place in the decoder, and ModelTooLargeError.
 */
export async function readWeights(
  path: string,
  config: DecoderConfig,
  file: TensorSource,
  nameIn: (name: string) => string,
): Promise<Map<string, Float32Array>> {
  const specs = parameterSpecs(config)
  for (const { name, shape } of specs) checkShape(path, file, nameIn(name), shape)
  checkNoMore(path, file, new Set([HEAD, ...specs.map(({ name }) => name)].map(nameIn)))
  checkMemory(path, specs)
  const weights = new Map<string, Float32Array>()
  for (const { name } of specs) weights.set(name, await file.read(nameIn(name)))
  return weights
}

function checkShape(path: string, file: TensorSource, name: string, shape: readonly number[]): void {
  const found = file.tensors.get(name)?.shape
  if (found?.join() === shape.join()) return
  throw new FormatError(path, `the tensor ${name} should have the shape [${shape.join(', ')}], but ${found ? `has [${found.join(', ')}]` : 'is missing'}.`)
}

/** Biases or further matrices would change every number that the model computes. A head beside tied embeddings is the embedding once more. */
function checkNoMore(path: string, file: TensorSource, names: ReadonlySet<string>): void {
  for (const name of file.tensors.keys())
    if (!names.has(name)) throw new FormatError(path, `it has the tensor ${shown(name)}, which the decoders that are read here do not have.`)
}

function checkMemory(path: string, specs: readonly ParameterSpec[]): void {
  const bytes = specs.reduce((sum, { shape }) => sum + 4 * shape.reduce((product, size) => product * size, 1), 0)
  if (bytes > totalmem())
    throw new ModelTooLargeError(
      `${path}: its numbers take ${gigabytes(bytes)} when they are computed with, more than the ${gigabytes(totalmem())} of this computer.`,
    )
}

/** Throws FormatError where a vocabulary cannot tokenise every text, or has tokens that the embedding has no row for. */
export function checkVocabulary(path: string, config: DecoderConfig, vocabulary: Vocabulary): void {
  const size = vocabulary.tokens.length
  if (size > config.vocabulary) throw new FormatError(path, `its vocabulary has ${size} tokens, but its embedding only ${config.vocabulary} rows.`)
  aboutFile(path, () => new Tokenizer(vocabulary))
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
