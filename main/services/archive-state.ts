/** How much is in the archive, and how much of it is learnt. */
import { enough } from '#main/archive/enough.ts'
import { keptByDefault } from '#main/archive/learning-text.ts'
import { choiceOf } from '#main/archive/learnt-words.ts'
import type { ArchiveState, WorkGroup } from '#preload/contract/archive.ts'
import { PersonalCounts } from '#preload/contract/works.ts'
import type { Archive } from './archive-keep.ts'
import type { ArchiveLearning } from './archive-learning.ts'

/** Lessons that were not read yet count by their 字 alone. */
export function archiveState(held: Archive, learning: ArchiveLearning): ArchiveState {
  const none = { works: 0, words: 0 }
  const { phase, keptAs } = held
  if (!held.isReadable())
    return { phase, keptAs, all: none, learnt: none, pairs: 0, personal: {}, duplicates: 0, enough: enough(none, none), kept: keptByDefault }
  const kept = learning.kept()
  const choice = choiceOf(kept)
  const [totals, counts, duplicates] = held.read((works) => [works.totals(choice, kept.questions), works.personal(), works.sameCount()])
  const lessons = learning.lessons.amounts(choice)
  const known = learning.lessons.known().map(({ facts }) => facts)
  const chinese = known.flatMap(({ isChinese, learnt }) => (isChinese && learnt[choice] ? [learnt[choice]] : []))
  const learnt = { works: totals.learnt_works + lessons.learnt.works, words: totals.learnt_words + lessons.learnt.words }
  return {
    phase,
    keptAs,
    all: { works: totals.works + lessons.taken.works, words: totals.words + lessons.taken.words },
    learnt,
    pairs: totals.pairs + (kept.questions ? 0 : known.reduce((sum, { pairs }) => sum + pairs, 0)),
    personal: addedUp([Object.fromEntries(counts.map(({ kind, count }) => [kind, count])), ...known.map(({ personal }) => personal)]),
    duplicates,
    enough: enough(learnt, { works: totals.chinese_works + chinese.length, words: totals.chinese_words + chinese.reduce((sum, words) => sum + words, 0) }),
    kept,
  }
}

function addedUp(counts: readonly Readonly<Record<string, number>>[]): PersonalCounts {
  const sums: Record<string, number> = {}
  for (const each of counts) for (const [kind, count] of Object.entries(each)) sums[kind] = (sums[kind] ?? 0) + count
  return PersonalCounts.parse(sums)
}

/** Folders in the order of their names. */
export function folderGroups(held: Archive, choice: number): WorkGroup[] {
  return held.read((works) =>
    works.folders(choice).map((row) => ({
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
