/** JSON files of a model: read with a limit, and asked for fields that must be there and of a kind. */
import { readFile, stat } from 'node:fs/promises'
import { FormatError, shown } from '#engine/formats/index.ts'

/** An object of a JSON file. What is missing or of another kind is a FormatError with the file's name. */
export class JsonFields {
  readonly path: string
  readonly #object: Readonly<Record<string, unknown>>

  constructor(path: string, object: Readonly<Record<string, unknown>>) {
    this.path = path
    this.#object = object
  }

  fail(reason: string): never {
    throw new FormatError(this.path, reason)
  }

  keys(): readonly string[] {
    return Object.keys(this.#object)
  }

  /** Whatever is there; undefined also for null. */
  value(key: string): unknown {
    return this.#object[key] ?? undefined
  }

  /** A finite number, or `missing` where there is none. */
  number(key: string, missing?: number): number {
    const value = this.value(key) ?? missing
    if (typeof value !== 'number' || !Number.isFinite(value)) this.fail(`${value === undefined ? 'there is no number' : 'no number is'} ${key}.`)
    return value
  }

  text(key: string): string | undefined {
    const value = this.value(key)
    return typeof value === 'string' ? value : undefined
  }

  flag(key: string, missing = false): boolean {
    const value = this.value(key)
    return typeof value === 'boolean' ? value : missing
  }

  /** The object at a key; undefined where there is none. */
  fields(key: string): JsonFields | undefined {
    const value = this.value(key)
    return isObject(value) ? new JsonFields(this.path, value) : undefined
  }

  /** A list of texts; undefined where there is none, or something else is in it. */
  texts(key: string): readonly string[] | undefined {
    const value = this.value(key)
    if (!Array.isArray(value)) return undefined
    const texts = value.filter((item) => typeof item === 'string')
    return texts.length === value.length ? texts : undefined
  }
}

/** Reads a JSON object of at most so many bytes. Throws FormatError for anything else, and the file system's errors. */
export async function readJsonFields(path: string, mostBytes: number): Promise<JsonFields> {
  const { size } = await stat(path)
  if (size > mostBytes) throw new FormatError(path, `it has ${size} bytes, more than such a file can have.`)
  const text = await readFile(path, 'utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new FormatError(path, `this is not JSON (${shown(error instanceof Error ? error.message : String(error))}).`)
  }
  if (!isObject(value)) throw new FormatError(path, 'this is not a JSON object.')
  return new JsonFields(path, value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
