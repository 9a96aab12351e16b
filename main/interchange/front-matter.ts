/** What stands between three dashes at the beginning of a file. */
import { isMap, isScalar, isSeq, parseDocument, stringify } from 'yaml'

export type FrontState = 'draft' | 'revising' | 'done'

export interface FrontMatter {
  readonly title: string | null
  readonly order: number | null
  /** When it was written last, in ms since 1970; not in the future. */
  readonly date: number | null
  readonly state: FrontState | null
  /** Keys that say nothing to the studio, or nothing that it can use, or say again and otherwise what another one said. */
  readonly unknown: readonly string[]
  /** Whether it could not be read as YAML. */
  readonly isBroken: boolean
}

export const noFrontMatter: FrontMatter = { title: null, order: null, date: null, state: null, unknown: [], isBroken: false }

type Known = 'title' | 'order' | 'date' | 'state' | 'draft'

const names = new Map<string, Known>([
  ['title', 'title'],
  ['标题', 'title'],
  ['order', 'order'],
  ['weight', 'order'],
  ['顺序', 'order'],
  ['date', 'date'],
  ['日期', 'date'],
  ['state', 'state'],
  ['status', 'state'],
  ['状态', 'state'],
  ['draft', 'draft'],
])

const states = new Map<string, FrontState>([
  ['draft', 'draft'],
  ['草稿', 'draft'],
  ['revising', 'revising'],
  ['修改', 'revising'],
  ['修改中', 'revising'],
  ['done', 'done'],
  ['完成', 'done'],
  ['published', 'done'],
  ['已完成', 'done'],
])

/** Reads YAML; nothing in it is followed or run, and only plain values count. */
export function readFrontMatter(yaml: string): FrontMatter {
  const document = parseDocument(yaml, { strict: false, logLevel: 'silent' })
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) return { ...noFrontMatter, isBroken: true }
  let found = noFrontMatter
  for (const { key, value } of document.contents?.items ?? []) {
    if (isNothing(value)) continue
    const name = isScalar(key) ? String(key.value) : String(key)
    const known = names.get(name.toLowerCase())
    const said = known && isScalar(value) ? valueOf(known, String(value.value).trim()) : null
    found = (said && withValue(found, said)) ?? { ...found, unknown: [...found.unknown, name] }
  }
  return found
}

function isNothing(value: unknown): boolean {
  return (isScalar(value) && value.value === null) || (isSeq(value) && value.items.length === 0)
}

type Said = Partial<Pick<FrontMatter, 'title' | 'order' | 'date' | 'state'>>

/** What a known key says; null for what it cannot mean. */
function valueOf(name: Known, text: string): Said | null {
  if (name === 'title') return text === '' ? null : { title: text }
  if (name === 'order') return text !== '' && Number.isFinite(Number(text)) ? { order: Number(text) } : null
  if (name === 'draft') return text === 'true' ? { state: 'draft' } : text === 'false' ? { state: 'done' } : null
  const state = states.get(text.toLowerCase())
  if (name === 'state') return state ? { state } : null
  const date = Date.parse(text)
  return date > 0 && date <= Date.now() ? { date } : null
}

/** What is said first counts; null where that is something else. */
function withValue(found: FrontMatter, said: Said): FrontMatter | null {
  const [entry] = Object.entries(said)
  const before = { ...found }[entry?.[0] as keyof Said]
  return before === null || before === entry?.[1] ? { ...found, ...said } : null
}

export interface WrittenFront {
  readonly title: string
  readonly state: FrontState | null
  readonly date: number | null
  /** The label of what a model wrote; left out where it wrote nothing. */
  readonly aigc?: object
}

/** A front matter with its dashes and a blank line. */
export function writeFrontMatter({ title, state, date, aigc }: WrittenFront): string {
  const values = {
    title,
    ...(state === null ? {} : { state }),
    ...(date === null ? {} : { date: new Date(date).toISOString() }),
    ...(aigc === undefined ? {} : { AIGC: aigc }),
  }
  return `---\n${stringify(values, { lineWidth: 0 })}---\n\n`
}
