/** The works that a command learns from are read, and then the library is let go of: what is done with them may take an hour. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createProgress } from '#engine/cli/progress.ts'
import { factsOfDoc } from '#main/archive/facts.ts'
import { gramsOf } from '#main/archive/grams.ts'
import { packLines } from '#main/archive/packed-lines.ts'
import { readWork, withLearntWorks } from '#main/cli/learnt-works.ts'
import { Archive } from '#main/services/archive-keep.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { temporaryFolder } from '../store/temporary.ts'

const paragraphs = readFileSync(join(import.meta.dirname, '../../../fixtures/heldout-paragraphs.jsonl'), 'utf8')
  .trim()
  .split('\n')

/** A library with works in its archive that nobody has open. */
async function library(): Promise<string> {
  const folder = temporaryFolder()
  const workspace = await openWorkspace({ folder })
  const archive = new Archive({ workspace, folder })
  archive.write((store) => {
    store.begin('b', 1)
    for (let at = 0; at < 6; at++) {
      const texts = paragraphs.slice(at * 60, (at + 1) * 60).map((line) => String(JSON.parse(line).text))
      const { lines, facts } = factsOfDoc(texts.map((text, index) => paragraph(text, `p${index}`)))
      const { sketch, hash, words } = facts
      const row = {
        id: `${at}`,
        kind: 'text',
        title: `第${at}篇`,
        file: `${at}.txt`,
        folder: '',
        words,
        chinese: 1,
        quoted: 0,
        personal: '{}',
        written: null,
        hash,
      }
      const parts = { excluded: 0, learnt: null, answer: 0, pairs: null, sketch, text: packLines(lines), grams: gramsOf(texts.join('\n')) }
      store.add('b', { ...row, ...parts }, 1)
    }
    store.finish('b', 2)
  })
  archive.close()
  await workspace.close()
  return folder
}

test('the studio can be opened and written in while a command works with what it read', async () => {
  const folder = await library()
  const context = {
    options: { archive: [], data: [], works: [], workspace: folder, seed: 1 },
    signal: new AbortController().signal,
    progress: createProgress({ write: () => undefined }),
  }
  let seen: unknown[] = []
  await withLearntWorks(context, async (works, place) => {
    const studio = await openWorkspace({ folder })
    const texts = works.map((work) => readWork(work).text)
    seen = [studio.isWritable(), place, texts.filter((text) => text.length > 1000).length, works.some(({ split }) => split === 'held-out')]
    await studio.close()
  })
  expect(seen).toEqual([true, folder, 6, true])
})

test('a command learns from the works that it names by title or file, and says how many there are where they are too few', async () => {
  const workspace = await library()
  const learnt = async (works: readonly string[]) => {
    const context = {
      options: { archive: [], data: [], works, workspace, seed: 1 },
      signal: new AbortController().signal,
      progress: createProgress({ write: () => undefined }),
    }
    const titles: string[] = []
    await withLearntWorks(context, async (found) => void titles.push(...found.map(({ title }) => title)))
    return titles
  }
  expect(await learnt(['第0', '1.TXT', '2.txt', '第3篇', '第4篇', '5.'])).toEqual([0, 1, 2, 3, 4, 5].map((at) => `第${at}篇`))
  await expect(learnt(['第0', '1.TXT'])).rejects.toThrow(/字 in 2 works, and [\d,]+ 字 in 5 works are needed\.$/)
})
