/** Past works that are enough to learn a voice from, and hardly more. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../launch.ts'

/** 字 of each, and how many there are: 20,000 in five works are needed. */
const [length, most] = [2600, 10]

/** A folder with Chinese works, none like another. */
export function pastWorks(count = most): { readonly path: string; readonly discard: () => void } {
  const place = mkdtempSync(join(tmpdir(), 'moke-past-'))
  const folder = join(place, '旧作')
  mkdirSync(folder)
  const paragraphs = readFileSync(join(root, 'tests', 'fixtures', 'heldout-paragraphs.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => String(JSON.parse(line).text))
  const chinese = paragraphs.filter((text) => (text.match(/\p{Script=Han}/gu)?.length ?? 0) > text.length / 2)
  for (let at = 0; at < count; at += 1) {
    let text = ''
    while (text.length < length) text += `${chinese.shift() ?? ''}\n\n`
    writeFileSync(join(folder, `第${at + 1}篇.md`), `# 第${at + 1}篇\n\n${text}`)
  }
  return { path: folder, discard: () => rmSync(place, { recursive: true, force: true }) }
}
