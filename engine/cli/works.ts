/** An author's works as commands read them from files, and how they are divided. */
import { createHash } from 'node:crypto'
import { readDocuments, type Span, trainingText } from '#engine/training/index.ts'
import { alikeWorks, splitWorks } from '#engine/tuning/index.ts'

/** A work, which its id tells from another of its title. */
export interface NamedWork {
  readonly id: string
  readonly title: string
}

/** One whose text is read. */
export interface CommandWork extends NamedWork {
  readonly text: string
  /** What of it is context, such as the question of a pair. */
  readonly context?: readonly Span[]
}

export interface DividedWorks {
  readonly learnt: readonly CommandWork[]
  readonly heldOut: readonly CommandWork[]
}

/** The id of a work that has none: what it says. */
export function contentId(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
}

/** The works of files, pairs of questions and answers among them, each once; one without a title is called by its number. */
export async function worksIn(files: readonly string[], signal?: AbortSignal): Promise<CommandWork[]> {
  const works = new Map<string, CommandWork>()
  for (const file of files) {
    for await (const document of readDocuments(file, { pairs: true })) {
      signal?.throwIfAborted()
      const text = trainingText(document)
      const id = contentId(text)
      const { context } = document
      if (!works.has(id)) works.set(id, { id, title: document.title || `${works.size + 1}`, text, ...(context && { context }) })
    }
  }
  return [...works.values()]
}

/** About a tenth of the text is held out. What has one title stays together, for it may be one work in parts, and so does what is nearly the same. */
export async function divideWorks(works: readonly CommandWork[], seed: number): Promise<DividedWorks> {
  const texts = works.map(({ title, text }) => ({ work: title, text }))
  const { heldOut } = splitWorks(texts, seed, await alikeWorks(texts))
  const titles = new Set(heldOut.map(({ work }) => work))
  return { learnt: works.filter(({ title }) => !titles.has(title)), heldOut: works.filter(({ title }) => titles.has(title)) }
}

/** Works of some that are nearly the same as one of others. */
export async function alikeAmong(works: readonly CommandWork[], others: readonly CommandWork[]): Promise<ReadonlySet<CommandWork>> {
  const isOther = new Set(others.map(({ id }) => `other ${id}`))
  const groups = await alikeWorks([...works.map(({ id, text }) => ({ work: id, text })), ...others.map(({ id, text }) => ({ work: `other ${id}`, text }))])
  const alike = new Set(groups.filter((group) => group.some((name) => isOther.has(name))).flat())
  return new Set(works.filter(({ id }) => alike.has(id)))
}
