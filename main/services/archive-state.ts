/** How much is in the archive, and how much of it is learnt. */
import { enough } from '#main/archive/enough.ts'
import { keptByDefault } from '#main/archive/learning-text.ts'
import type { ArchiveState, WorkGroup } from '#preload/contract/archive.ts'
import { PersonalCounts } from '#preload/contract/works.ts'
import type { Archive } from './archive-keep.ts'
import type { ArchiveLearning } from './archive-learning.ts'

/** Lessons that were not read yet count by their 字 alone. */
export function archiveState(held: Archive, learning: ArchiveLearning): ArchiveState {
  const none = { works: 0, words: 0 }
  const { phase, keptAs } = held
  if (!held.isReadable()) return { phase, keptAs, all: none, learnt: none, personal: {}, duplicates: 0, enough: enough(none, none), kept: keptByDefault }
  const [totals, counts, duplicates] = held.read((works) => [works.totals(), works.personal(), works.sameCount()])
  const lessons = learning.lessons.groups().reduce((sum, group) => ({ works: sum.works + group.learntWorks, words: sum.words + group.learntWords }), none)
  const known = learning.lessons.known().map(({ facts }) => facts)
  const chinese = known.filter(({ isChinese }) => isChinese)
  const learnt = { works: totals.learnt_works + lessons.works, words: totals.learnt_words + lessons.words }
  return {
    phase,
    keptAs,
    all: { works: totals.works + lessons.works, words: totals.words + lessons.words },
    learnt,
    personal: addedUp([Object.fromEntries(counts.map(({ kind, count }) => [kind, count])), ...known.map(({ personal }) => personal)]),
    duplicates,
    enough: enough(learnt, { works: totals.chinese_works + chinese.length, words: totals.chinese_words + chinese.reduce((sum, { words }) => sum + words, 0) }),
    kept: learning.kept(),
  }
}

function addedUp(counts: readonly Readonly<Record<string, number>>[]): PersonalCounts {
  const sums: Record<string, number> = {}
  for (const each of counts) for (const [kind, count] of Object.entries(each)) sums[kind] = (sums[kind] ?? 0) + count
  return PersonalCounts.parse(sums)
}

/** Folders in the order of their names. */
export function folderGroups(held: Archive): WorkGroup[] {
  return held.read((works) =>
    works.folders().map((row) => ({
      id: `folder:${row.folder}`,
      kind: 'folder',
      title: row.folder,
      works: row.works,
      words: row.words,
      learntWorks: row.learnt_works,
      learntWords: row.learnt_words,
      quoted: Math.min(1, row.quoted),
    })),
  )
}
