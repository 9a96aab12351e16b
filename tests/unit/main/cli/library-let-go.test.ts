/** The works that a command learns from are read, and then the library is let go of: what is done with them may take an hour. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createProgress } from '#engine/cli/progress.ts'
import { factsOfDoc } from '#main/archive/facts.ts'
import { gramsOf } from '#main/archive/grams.ts'
import { packLines } from '#main/archive/packed-lines.ts'
import { readWork, withLearntWorks } from '#main/cli/learnt-works.ts'
import { archiveMask } from '#main/cli/masks.ts'
import { Archive } from '#main/services/archive-keep.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { runCommand } from '../../engine/cli/run-command.ts'
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

const name = '欧阳半夏'

/** Six works that say a name which no rule finds. */
const sayings = () =>
  Array.from({ length: 6 }, (_, at) => {
    const texts = paragraphs.slice(at * 6, (at + 1) * 6).map((line) => String(JSON.parse(line).text))
    return { title: `${name}的第${at}封信`, text: [`这是${name}写的，客服 400-820-8820。`, ...texts].join('\n\n') }
  })

/** What is learnt of works outside a library. */
async function said(given: Partial<Parameters<typeof withLearntWorks>[0]['options']>): Promise<string> {
  const context = {
    options: { archive: [], data: [], works: [], workspace: undefined, seed: 1, ...given },
    signal: new AbortController().signal,
    progress: createProgress({ write: () => undefined }),
  }
  let all = ''
  await withLearntWorks(context, async (works) => {
    all = works.map((work) => [work.maskedTitle?.() ?? work.title, readWork(work).text].join('\n')).join('\n')
  })
  return all
}

test('a name that the author lists in the library is masked in files, too, and what they released stays; none listed, none masked', async () => {
  const [workspace, outside] = [await library(), temporaryFolder()]
  const data = join(outside, 'works.jsonl')
  writeFileSync(
    data,
    sayings()
      .map((work) => JSON.stringify(work))
      .join('\n'),
  )
  expect(await said({ data: [data], workspace })).toContain(name)
  await runCommand(archiveMask, ['--add', name, '--leave', '4008208820', '--workspace', workspace])
  const all = await said({ data: [data], workspace })
  expect([all.includes(name), all.split('〔某某〕').length - 1, all.includes('400-820-8820')]).toEqual([false, 18, true])
})

test('where no library is named and none is there, none begins; a named one that is not there, or is not whole, is no reason to learn names', async () => {
  const home = temporaryFolder()
  vi.stubEnv('XDG_DATA_HOME', home)
  onTestFinished(() => void vi.unstubAllEnvs())
  const data = join(home, 'works.jsonl')
  writeFileSync(
    data,
    sayings()
      .map((work) => JSON.stringify(work))
      .join('\n'),
  )
  expect(await said({ data: [data] })).toContain(name)
  expect(readdirSync(home)).toEqual(['works.jsonl'])
  const elsewhere = join(home, 'elsewhere')
  await expect(said({ data: [data], workspace: elsewhere })).rejects.toThrow(/There is no library in .*elsewhere/)
  expect(existsSync(elsewhere)).toBe(false)
  const damaged = join(home, 'damaged')
  mkdirSync(damaged)
  writeFileSync(join(damaged, 'workspace.sqlite'), 'no database')
  await expect(said({ data: [data], workspace: damaged })).rejects.toThrow(/^The names to be masked can’t be read/)
})
