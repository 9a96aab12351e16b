/** What stands between three dashes at the beginning of a file. */
import { isMap, isScalar, isSeq, parseDocument, stringify } from 'yaml'

export type FrontState = 'draft' | 'revising' | 'done'

export interface FrontMatter {
  readonly title: string | null
  readonly order: number | null
  /** In ms since 1970. */
  readonly date: number | null
  readonly state: FrontState | null
  /** Keys that say nothing to the studio. */
  readonly unknown: readonly string[]
  /** Whether it could not be read as YAML. */
  readonly isBroken: boolean
}

export const noFrontMatter: FrontMatter = { title: null, order: null, date: null, state: null, unknown: [], isBroken: false }

const names: Readonly<Record<string, 'title' | 'order' | 'date' | 'state' | 'draft'>> = {
  title: 'title',
  标题: 'title',
  order: 'order',
  weight: 'order',
  顺序: 'order',
  date: 'date',
  日期: 'date',
  state: 'state',
  status: 'state',
  状态: 'state',
  draft: 'draft',
}

const states: Readonly<Record<string, FrontState>> = {
  draft: 'draft',
  草稿: 'draft',
  revising: 'revising',
  修改: 'revising',
  修改中: 'revising',
  done: 'done',
  完成: 'done',
  published: 'done',
  已完成: 'done',
}

/** Reads YAML; nothing in it is followed or run, and only plain values count. */
export function readFrontMatter(yaml: string): FrontMatter {
  const document = parseDocument(yaml, { strict: false, logLevel: 'silent' })
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) return { ...noFrontMatter, isBroken: true }
  let found = noFrontMatter
  for (const { key, value } of document.contents?.items ?? []) {
    const name = isScalar(key) ? String(key.value) : String(key)
    const known = names[name.toLowerCase()]
    const next = known && isScalar(value) ? withValue(found, known, value.value) : null
    found =
      next ??
      (isScalar(value) && value.value === null ? found : isSeq(value) && value.items.length === 0 ? found : { ...found, unknown: [...found.unknown, name] })
  }
  return found
}

function withValue(found: FrontMatter, name: 'title' | 'order' | 'date' | 'state' | 'draft', value: unknown): FrontMatter | null {
  const text = String(value).trim()
  if (name === 'title') return text === '' ? null : { ...found, title: text }
  if (name === 'order') return text !== '' && Number.isFinite(Number(text)) ? { ...found, order: Number(text) } : null
  if (name === 'draft') return text === 'true' || text === 'false' ? { ...found, state: found.state ?? (text === 'true' ? 'draft' : null) } : null
  if (name === 'state') return states[text.toLowerCase()] ? { ...found, state: states[text.toLowerCase()] ?? null } : null
  const date = Date.parse(text)
  return Number.isFinite(date) && date > 0 ? { ...found, date } : null
}

/** A front matter with its dashes and a blank line. */
export function writeFrontMatter({ title, state, date }: { readonly title: string; readonly state: FrontState | null; readonly date: number | null }): string {
  const values = { title, ...(state === null ? {} : { state }), ...(date === null ? {} : { date: new Date(date).toISOString() }) }
  return `---\n${stringify(values, { lineWidth: 0 })}---\n\n`
}
