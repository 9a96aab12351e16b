/** The archive, as the page asks for it. */
import { join } from 'node:path'
import type { ReadingDesk } from '#main/reading/reading-desk.ts'
import type { FactsDesk } from '#main/archive/facts-desk.ts'
import { choiceOf } from '#main/archive/learnt-words.ts'
import type { archive, Enough, Removed } from '#preload/contract/archive.ts'
import type { Emit, Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { RemovedRow } from '#main/store/works-amounts.ts'
import { ArchiveIntakes } from './archive-intakes.ts'
import { Archive, type ArchiveOptions } from './archive-keep.ts'
import { ArchiveLearning, workOf } from './archive-learning.ts'
import { lessonOf } from './archive-lessons.ts'
import { lookingHandlers } from './archive-looking.ts'
import { archiveState, folderGroups } from './archive-state.ts'
import { atMostEvery } from './at-most-every.ts'
import { Likenesses } from './likenesses.ts'
import { Uploads } from './uploads.ts'

export interface ArchiveServiceOptions extends ArchiveOptions {
  readonly reader: Pick<ReadingDesk, 'read' | 'close'>
  readonly facts: Pick<FactsDesk, 'ask' | 'close'>
  readonly emit: Emit<typeof archive>
  readonly reportBug: (error: unknown, where: string) => void
}

export interface ArchiveService {
  readonly handlers: Handlers<typeof archive>
  /** What a model, an index or a bundle gets of the archive: nothing else is learnt from. */
  readonly learning: ArchiveLearning
  /** Which of the author's texts are like what a page shows. */
  readonly likenesses: Likenesses
  /** Whether there is enough to learn from. */
  enough(): Enough
  clientGone(client: string): void
  dispose(): void
}

const tellEveryMs = 250
const typedEveryMs = 5000

export function archiveService({ reader, facts, emit, reportBug, ...options }: ArchiveServiceOptions): ArchiveService {
  const held = new Archive(options)
  const learning = new ArchiveLearning(held)
  const closing = new AbortController()
  const uploads = new Uploads(join(options.folder, 'incoming'), held.workspace)
  const intakes = new ArchiveIntakes({ archive: held, reader, facts, reportBug }, uploads)
  let told = ''
  const tell = (isNews: boolean) => {
    const state = archiveState(held, learning)
    const text = JSON.stringify(state)
    if (!isNews && text === told) return
    told = text
    emit('changed', state)
  }
  learning.countOlder(closing.signal).then(
    (isNews) => isNews && held.tell(),
    (error: unknown) => reportBug(error, 'archive'),
  )
  const telling = atMostEvery(tellEveryMs, () => tell(true), { isPrompt: true })
  held.listen(() => telling.soon())
  // Of courses only what changes the amounts is told; their names the page knows by itself.
  const counting = atMostEvery(tellEveryMs, () => tell(told === ''))
  const holdsCourses = () => held.isReadable() && held.read((works) => works.courses()).size > 0
  // What is typed changes the amount of what is learnt, which nobody looks at while typing.
  const typed = atMostEvery(typedEveryMs, () => counting.soon())
  held.workspace.listen((event) => {
    // Another library, or what is left of this one, has masks of its own.
    if (event === 'state' && held.workspace.isReadable() && learning.masks.isNews()) held.tell()
    if (event === 'tree' && holdsCourses()) counting.soon()
    if (event === 'text' && holdsCourses()) typed.soon()
  })
  return {
    learning,
    likenesses: new Likenesses(held),
    enough: () => archiveState(held, learning).enough,
    clientGone: (client) => {
      uploads.clientGone(client)
      intakes.giveUp(client)
    },
    dispose: () => {
      closing.abort()
      uploads.close()
      intakes.close()
      void facts.close()
      void reader.close()
      held.close()
    },
    handlers: {
      ...uploads.handlers(() => {
        if (held.phase === 'read-only') throw new Problem('read-only', 'another studio has this archive open')
      }),
      ...intakes.handlers,
      ...lookingHandlers(held, learning),
      ...changingHandlers(held, learning),
      state: () => archiveState(held, learning),
      groups: async (_, { signal }) => {
        if (!held.isReadable()) return []
        await learning.lessons.prepare(signal)
        counting.soon()
        const choice = choiceOf(learning.kept())
        return [...folderGroups(held, choice), ...learning.lessons.groups(choice)]
      },
      list: ({ group, from, count }) => {
        const course = group?.startsWith('course:') ? group.slice('course:'.length) : null
        if (course !== null) {
          const all = learning.lessons.list(course)
          return { total: all.length, works: all.slice(from, from + count) }
        }
        const named = group === null ? null : group.slice('folder:'.length)
        return held.read((works) => ({ total: works.count(named), works: works.list(named, from, count).map(workOf) }))
      },
    },
  }
}

type Changing = Pick<Handlers<typeof archive>, 'takeBack' | 'exclude' | 'remove' | 'removed' | 'restore' | 'forget' | 'keep' | 'changeMasks'>

function changingHandlers(held: Archive, learning: ArchiveLearning): Changing {
  const { lessons } = learning
  return {
    takeBack: ({ batch }) => {
      held.write((works) => works.takeBack(batch))
      held.tryWrite((works) => works.settle())
      return {}
    },
    exclude: ({ works: ids, groups, excluded }) => {
      held.write((works) => {
        works.excludeWorks(ids, excluded)
        for (const folder of namedIn(groups, 'folder:')) works.excludeFolder(folder, excluded)
      })
      for (const course of namedIn(groups, 'course:')) lessons.excludeCourse(course, excluded)
      for (const lesson of ids.flatMap((id) => lessonOf(id) ?? [])) lessons.exclude(lesson, excluded)
      return {}
    },
    remove: ({ works: ids, groups }) => {
      // In the order of the time, so that what was removed last is known.
      const removal = `${String(held.now()).padStart(15, '0')} ${crypto.randomUUID()}`
      return { removal, works: held.write((works) => works.remove(ids, namedIn(groups, 'folder:'), removal)) }
    },
    removed: () => (held.isReadable() ? removedThings(held.read((works) => works.removals())) : []),
    restore: ({ removal }) => {
      if (held.write((works) => works.restore(removal)) === 0) throw new Problem('not-found', `nothing removed as ${removal} is there any more`)
      return {}
    },
    forget: ({ removal }) => {
      held.write((works) => works.forget(removal))
      held.tryWrite((works) => works.settle())
      return {}
    },
    keep: (kept) => {
      learning.keep(kept)
      return {}
    },
    changeMasks: (change) => learning.masks.change(change),
  }
}

/** What was removed together, of whichever folders. */
function removedThings(rows: readonly RemovedRow[]): Removed[] {
  return [...Map.groupBy(rows, ({ removal }) => removal)].map(([removal, own]) => ({
    removal,
    groups: own.map(({ folder }) => folder),
    works: own.reduce((sum, { works }) => sum + works, 0),
    words: own.reduce((sum, { words }) => sum + words, 0),
    title: own[0]?.title ?? '',
  }))
}

/** The names of groups of one kind. */
function namedIn(groups: readonly string[], prefix: string): string[] {
  return groups.flatMap((group) => (group.startsWith(prefix) ? [group.slice(prefix.length)] : []))
}
