/** An archive with works in it, as files that were read would be. */
import { onTestFinished } from 'vitest'
import { gramsOf } from '#main/archive/grams.ts'
import { packLines } from '#main/archive/packed-lines.ts'
import { Archive } from '#main/services/archive-keep.ts'
import { ArchiveLearning } from '#main/services/archive-learning.ts'
import type { Workspace } from '#main/services/open-workspace.ts'

export function archiveIn(workspace: Workspace, folder: string) {
  const archive = new Archive({ workspace, folder })
  onTestFinished(() => archive.close())
  return { archive, learning: new ArchiveLearning(archive) }
}

/** Adds works that say so, each under an id of its own: a text that is there already is not added again. */
export function addWorks(archive: Archive, texts: Readonly<Record<string, string>>): void {
  const batch = crypto.randomUUID()
  archive.write((works) => {
    works.begin(batch, 1)
    for (const [id, text] of Object.entries(texts)) {
      const known = {
        kind: 'text',
        title: text,
        file: `旧作/${text}.txt`,
        folder: '旧作',
        written: null,
        words: 100,
        chinese: 1,
        quoted: 0,
        personal: '{}',
        excluded: 0,
      }
      const counted = { learnt: JSON.stringify(Array.from({ length: 32 }, () => 100)), answer: 0, pairs: 0 }
      const kept = { sketch: new Uint32Array(), text: packLines([{ kind: 'paragraph', text }]), grams: gramsOf(text) }
      works.add(batch, { id, hash: `hash of ${text}`, ...known, ...counted, ...kept }, 1)
    }
    works.finish(batch, 1)
  })
}
