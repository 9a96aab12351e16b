import { expect, test } from 'vitest'
import { ownSpans } from '#main/archive/own-spans.ts'

const own = async (text: string, other: string) => (await ownSpans(text, other)).map(([from, to]) => text.slice(from, to))

test('what of a text the other has not, whatever the signs between', async () => {
  expect(await own('慢慢写，写到自己看得懂。后来又加了一句。', '慢慢写写到自己\n看得懂了，就停。')).toEqual(['后来又加了一句'])
})

test('a title that is new is marked as a whole, also where its words stand here and there in the other', async () => {
  const body = '公司以规章制度的形式否认了他的加班。这件事后来大家都知道了，也没有人再提起。法院看的是加班事实能否认定，不看别的。'
  expect(await own(`# 规章制度的形式否认了谁，加班事实能否认定\n\n${body}`, body)).toEqual(['规章制度的形式否认了谁，加班事实能否认定'])
})

test('of a title that was changed, what was changed', async () => {
  expect(await own('# 慢慢写作的第二十堂课上的笔记', '# 慢慢写作的第二堂课上的笔记\n\n第一堂课上的笔记')).toEqual(['十'])
})

test('a passage is found wherever it stands in a long book, also where that is looked at in pieces', async () => {
  const passage = '这一段话在书里只说了一次，就在两页之间。'
  for (const at of [0, 49_990, 49_999, 50_000, 123_456]) {
    const book = Array.from({ length: 150_000 }, (_, place) => String.fromCharCode(0x5000 + (Math.imul(place, 2654435761) >>> 20))).join('')
    expect(await own(`${passage}此外。`, book.slice(0, at) + passage + book.slice(at))).toEqual(['此外'])
  }
})

test('others have their turn while a book is looked through', async () => {
  let turns = 0
  await ownSpans('短文一篇而已', '书'.repeat(1_000_000), async () => {
    turns += 1
  })
  expect(turns).toBeGreaterThanOrEqual(20)
})
