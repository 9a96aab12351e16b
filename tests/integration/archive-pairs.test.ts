/** Questions that somebody else asked, from the files to whatever learns of them. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { rememberedWorks } from '#main/services/remembered-works.ts'
import { learningPieces } from '#main/services/voice-texts.ts'
import type { TextPiece } from '#preload/contract/trainer.ts'
import { temporaryFolder } from '../unit/main/store/temporary.ts'
import { add, opened, prose } from './an-archive.ts'

const never = new AbortController().signal
const page = readFileSync(resolve('tests/fixtures/works/zhihu-answer.html'), 'utf8')
const faq = `## 常见问题\n\n### 课程有效期多久？\n\n${prose(1)}\n\n### 可以开发票吗？\n\n${prose(2)}`
const question = '# 自学编程，最容易在哪里放弃？\n\n'

async function withPairs() {
  const made = await opened()
  await add(made.client, { '知乎/回答.html': page, '课程/问答.md': faq, '课程/正文.md': `## 为什么要慢？\n\n${prose(3)}` })
  return made
}

test('they are counted, their 字 are none of what is learnt, and a work that is left out takes its own with it', async () => {
  const { client, works: service } = await withPairs()
  const before = await client.state({})
  expect(before.pairs).toBe(3)
  const words = (title: string) => service.learning.works(never).then((works) => works.find((work) => work.title === title)?.words)
  const [first, second] = [prose(1), prose(2)].map((text) => text.replace(/\s/g, '').length)
  expect(await words('问答')).toBeLessThanOrEqual((first ?? 0) + (second ?? 0) + '常见问题'.length)
  await client.exclude({ works: [], groups: ['folder:课程'], excluded: true })
  expect((await client.state({})).pairs).toBe(1)
})

test('a run gets them as context, however its texts are cut, and an engine is never told to remember them', async () => {
  const { works: service } = await withPairs()
  const works = await service.learning.works(never)
  const answer = works.find(({ title }) => title === '自学编程，最容易在哪里放弃？')
  if (!answer) throw new Error('it is gone')
  const { text, context } = answer.read()
  expect([text.startsWith(question), context]).toEqual([true, [[0, question.length]]])
  const pieces: TextPiece[] = []
  for await (const some of learningPieces(works)) pieces.push(...some)
  expect(pieces.find(({ work }) => work === answer.id)?.context).toEqual([[0, question.length]])
  expect(pieces.filter((piece) => 'context' in piece)).toHaveLength(2)

  const sources = rememberedWorks(service.learning)
  const remembered = [...(await sources.list()).keys()].flatMap((source) => [...sources.read(source)])
  expect(remembered.some(({ text: told }) => /课程有效期多久|最容易在哪里放弃/.test(told))).toBe(false)
  // What is asked in an author's own heading is theirs.
  expect(remembered.some(({ text: told }) => told.includes('# 为什么要慢？'))).toBe(true)
  const own = remembered.filter(({ source }) => source.startsWith(answer.id))
  expect(own).toEqual([{ source: `${answer.id}@${question.length}`, group: '', text: text.slice(question.length) }])
})

test('works of an archive of an older version are counted anew', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'works.sqlite'), gunzipSync(readFileSync(resolve('tests/fixtures/archives/0010.sqlite.gz'))))
  const { client, works: service } = await opened({ folder })
  await service.learning.works(never)
  expect((await client.state({})).pairs).toBe(0)
  expect(await service.learning.countOlder(never)).toBe(false)
})
