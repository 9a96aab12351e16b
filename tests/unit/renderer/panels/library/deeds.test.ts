import { beforeEach, describe, expect, test } from 'vitest'
import { LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Host } from '#renderer/host/host.ts'
import { aboutName, deskOf, forgetDeed, newestDeed, newestNaming, undoNewest } from '#renderer/panels/library/deeds.ts'
import { translator } from '#renderer/ui/translate.ts'

let host: Host
let said: string[]
let undone: string[]
let desk: ReturnType<typeof deskOf>
const lesson = LessonId.parse('lesson')

const does = (what: string, about = what, text: string | null = what) =>
  desk.done(about, text, async () => {
    undone.push(what)
  })

beforeEach(() => {
  // A studio is only told from others here.
  host = {} as Host
  said = []
  undone = []
  desk = deskOf(
    host,
    {
      show: ({ text }) => said.push(text),
      takeBack: (about) => said.push(`- ${about}`),
      problem: (error) => said.push(error instanceof Problem ? error.code : 'bug'),
      solved: () => undefined,
    },
    translator('zh-CN'),
  )
})

describe('what was done', () => {
  test('it is said and taken back one after the other, the newest first, each once', () => {
    does('move')
    const name = does('name', aboutName(lesson), null)
    does('state')
    expect(said).toEqual(['move', 'state'])
    for (let times = 0; times < 4; times += 1) newestDeed(host)?.undo()
    expect([undone, newestDeed(host)]).toEqual([['state', 'name', 'move'], undefined])
    name.undo()
    expect(undone).toEqual(['state', 'name', 'move', 'name'])
  })

  test('a name is found behind what was done since, and gone once it is taken back or forgotten', () => {
    does('first', aboutName(lesson))
    const second = does('second', aboutName(lesson))
    does('move')
    newestNaming(host, lesson)?.undo()
    expect([undone, newestNaming(host, lesson)?.about, newestDeed(host)?.about]).toEqual([['second'], 'name lesson', 'move'])
    forgetDeed(host, second)
    forgetDeed(host, newestNaming(host, lesson) ?? second)
    expect(newestNaming(host, lesson)).toBeUndefined()
  })

  test('what can’t be taken back is said', async () => {
    desk.done('bin', null, () => Promise.reject(new Problem('not-found', 'gone'))).undo()
    await expect.poll(() => said).toEqual(['- bin', 'not-found'])
  })

  test('undo means what was just asked for, also while that is on its way, and what came before it where it failed', async () => {
    does('first')
    const asked = Promise.withResolvers<undefined>()
    const moved = desk.attempt(async () => {
      await asked.promise
      does('move')
    })
    const undo = undoNewest(host)
    asked.resolve(undefined)
    await Promise.all([moved, undo])
    expect([undone, newestDeed(host)?.about]).toEqual([['move'], 'first'])

    const failed = desk.attempt(() => Promise.reject(new Problem('disk-full', 'no room')))
    await Promise.all([failed, undoNewest(host)])
    expect(undone).toEqual(['move', 'first'])
  })

  test('of a long day the oldest are forgotten; studios know nothing of each other', () => {
    for (let at = 0; at < 150; at += 1) does(`${at}`)
    let count = 0
    for (let deed = newestDeed(host); deed; deed = newestDeed(host), count += 1) deed.undo()
    expect([count, undone.at(-1), newestDeed({} as Host)]).toEqual([100, '50', undefined])
  })
})
