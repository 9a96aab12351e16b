/** Questions that somebody else asked, from the files to whatever learns of them. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { connectToWrite } from '#main/store/database.ts'
import { rememberedWorks } from '#main/services/remembered-works.ts'
import { learningPieces } from '#main/services/voice-texts.ts'
import type { TextPiece } from '#preload/contract/trainer.ts'
import { countWords } from '#preload/document/counting.ts'
import { add, opened, prose, works } from './an-archive.ts'

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
  expect(await words('问答')).toBe(countWords(`常见问题${prose(1)}${prose(2)}`))
  await client.exclude({ works: [], groups: ['folder:课程'], excluded: true })
  expect((await client.state({})).pairs).toBe(1)
})

test('a run gets them as context, however its texts are cut, and an engine is never told to remember them', async () => {
  const { works: service } = await withPairs()
  const learnt = await service.learning.works(never)
  const answer = learnt.find(({ title }) => title === '自学编程，最容易在哪里放弃？')
  if (!answer) throw new Error('it is gone')
  const { text, context } = answer.read()
  expect([text.startsWith(question), context]).toEqual([true, [[0, question.length]]])
  const pieces: TextPiece[] = []
  for await (const some of learningPieces(learnt)) pieces.push(...some)
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

test('the author sees what is taken for a question, and says that questions are theirs too', async () => {
  const { client, works: service } = await withPairs()
  const [answer, asked] = (await works(client))
    .toSorted((a, b) => a.title.localeCompare(b.title, 'zh'))
    .flatMap(({ id, title }) => (title === '正文' ? [] : [id]))
  const contextOf = async (id: typeof answer) => {
    const { text, context } = await client.learning({ work: id! })
    return context.map(({ span: [from, to], isTitle }) => `${text.slice(from, to)}${isTitle ? '（题）' : ''}`)
  }
  const [ofAnswer, ofAsked] = [await contextOf(asked), await contextOf(answer)]
  expect([ofAnswer, ofAsked]).toEqual([[`${question}（题）`], ['# 课程有效期多久？\n\n', '# 可以开发票吗？\n\n']])

  const before = await client.state({})
  await client.keep({ ...before.kept, questions: true })
  const after = await client.state({})
  // What a page by itself says that somebody else asked stays context.
  expect([after.pairs, after.learnt.words - before.learnt.words]).toEqual([1, countWords('课程有效期多久？可以开发票吗？')])
  expect([await contextOf(asked), await contextOf(answer)]).toEqual([[`${question}（题）`], []])
  const learnt = await service.learning.works(never)
  expect(learnt.find(({ title }) => title === '问答')?.read()).toMatchObject({ context: [] })
  const sources = rememberedWorks(service.learning)
  const remembered = [...(await sources.list()).keys()].flatMap((source) => [...sources.read(source)])
  expect(remembered.some(({ text }) => text.includes('课程有效期多久'))).toBe(true)
})

test('of a long work the beginning is shown, with the questions in it alone', async () => {
  const { client } = await opened()
  const long = Array.from({ length: 60 }, (_, at) => `问：第${at}个怎么写？\n\n答：${prose(at)}`).join('\n\n')
  await add(client, { '长.md': long })
  const [work] = await works(client)
  const { text, context, isWhole } = await client.learning({ work: work!.id })
  expect([isWhole, context.length > 3, context.length < 60]).toEqual([false, true, true])
  for (const {
    span: [from, to],
  } of context)
    expect(text.slice(from, to)).toMatch(/^问：.*/)
  expect(context.at(-1)!.span[1]).toBeLessThanOrEqual(text.length)
})

describe('works of an archive of an older version are counted anew', () => {
  const dialogue = '问：每天写多少字合适？\n\n答：一千字。\n\n问：写不出来怎么办？\n\n答：抄一遍。'

  /** An archive with that text, as it was before something was counted. */
  async function older(change: (db: ReturnType<typeof connectToWrite>, amounts: readonly number[]) => void, text = dialogue) {
    const { client, close, folder } = await opened()
    await add(client, { [text === page ? '回答.html' : '问答.md']: text })
    await close()
    const db = connectToWrite(join(folder, 'works.sqlite'))
    const learnt = db.prepare<[], string>('SELECT learnt FROM work').pluck().get()
    change(db, JSON.parse(learnt ?? '') as number[])
    db.close()
    return opened({ folder })
  }
  const counted = async ({ client, works: service }: Awaited<ReturnType<typeof opened>>) => {
    await service.learning.works(never)
    const { pairs, learnt, kept } = await client.state({})
    await client.keep({ ...kept, questions: true })
    const whole = await client.state({})
    return [pairs, learnt.words, whole.pairs, whole.learnt.words, await service.learning.countOlder(never)]
  }
  const right = [2, countWords('一千字。抄一遍。'), 0, countWords(dialogue), false]

  test('from before there were pairs', async () => {
    const archive = await older((db) => {
      const whole = JSON.stringify(Array.from({ length: 16 }, () => countWords(dialogue)))
      db.exec('ALTER TABLE work DROP COLUMN answer; ALTER TABLE work DROP COLUMN pairs; DROP TABLE gone; PRAGMA user_version = 20')
      db.prepare('UPDATE work SET learnt = ?').run(whole)
    })
    expect(await counted(archive)).toEqual(right)
  })

  test('from before questions could be the author’s', async () => {
    const archive = await older((db, amounts) => {
      db.prepare('UPDATE work SET learnt = ?').run(JSON.stringify(amounts.slice(0, 16)))
    })
    expect(await counted(archive)).toEqual(right)
  })

  test('an answer of a page stays one', async () => {
    const archive = await older((db, amounts) => {
      db.prepare('UPDATE work SET learnt = ?').run(JSON.stringify(amounts.slice(0, 16)))
    }, page)
    await archive.works.learning.works(never)
    const { pairs, kept } = await archive.client.state({})
    await archive.client.keep({ ...kept, questions: true })
    expect([pairs, (await archive.client.state({})).pairs]).toEqual([1, 1])
  })

  test('one whose text is damaged is looked at once, and counts with all its 字', async () => {
    const { client, works: service } = await older((db) => {
      db.exec("UPDATE work SET learnt = NULL; UPDATE work_text SET packed = X'00'")
    })
    await service.learning.works(never)
    expect([(await client.state({})).learnt.words, await service.learning.countOlder(never)]).toEqual([countWords(dialogue), false])
  })
})
