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

/** What stands for a string in place of itself, by its object and its property; null: nothing does. */
type Instead = (node: object, property: string, text: string) => string | null

/** JSON with properties by name, without another value that is sorted: lessons are hashed for every export. */
export function sortedJson(value: unknown, instead?: Instead): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  let text = ''
  if (Array.isArray(value)) {
    for (const each of value as readonly unknown[]) text += `${text === '' ? '' : ','}${each === undefined ? 'null' : sortedJson(each, instead)}`
    return `[${text}]`
  }
  const names = Object.keys(value)
  if (names.length > 1) names.sort()
  for (const name of names) {
    const each = (value as Readonly<Record<string, unknown>>)[name]
    if (each === undefined) continue
    const other = instead !== undefined && typeof each === 'string' ? instead(value, name, each) : null
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${other ?? sortedJson(each, instead)}`
  }
  return `{${text}}`
}
