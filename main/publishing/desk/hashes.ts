/** Hashes of what is made, and of what it is made from. */
import { hash } from 'node:crypto'

export function sha256(data: Uint8Array | string): string {
  return hash('sha256', data)
}

/** The key of a unit's input. The order of properties means nothing. */
export function keyOf(target: string, version: number, input: unknown): string {
  return hashOf([target, version, input])
}

/** Of a value, whatever the order of its properties. */
export function hashOf(value: unknown): string {
  return sha256(sortedJson(value))
}

/** JSON with properties by name, without another value that is sorted: lessons are hashed for every export. */
export function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((each) => (each === undefined ? 'null' : sortedJson(each))).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const names = Object.keys(value).toSorted()
  let text = ''
  for (const name of names) {
    const each = (value as Readonly<Record<string, unknown>>)[name]
    if (each !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${sortedJson(each)}`
  }
  return `{${text}}`
}
