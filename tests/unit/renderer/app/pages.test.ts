import { expect, test } from 'vitest'
import { LessonId } from '#preload/contract/library.ts'
import { createPages } from '#renderer/app/pages.ts'
import type { FindRequest, PageHandle } from '#renderer/editor/find/find-request.ts'

const [one, other] = [LessonId.parse(crypto.randomUUID()), LessonId.parse(crypto.randomUUID())]

function listening(): { readonly handle: PageHandle; readonly heard: FindRequest[] } {
  const heard: FindRequest[] = []
  return { heard, handle: { find: (request) => heard.push(request) } as Partial<PageHandle> as PageHandle }
}

const found: FindRequest = { kind: 'find', text: '愿望', focus: 'none' }

test('a page that is not there yet hears what it was asked, and that the author goes on in it, in this order', () => {
  const pages = createPages()
  const { handle, heard } = listening()
  pages.ask(one, found)
  pages.goInto(one)
  pages.note(one, handle)
  expect(heard).toEqual([found, { kind: 'close' }])
  pages.goInto(one)
  expect(heard).toHaveLength(3)
})

test('of two lessons that are asked before they are there, only the newest hears', () => {
  const pages = createPages()
  const [first, second] = [listening(), listening()]
  pages.ask(one, found)
  pages.goInto(other)
  pages.note(one, first.handle)
  pages.note(other, second.handle)
  expect([first.heard, second.heard]).toEqual([[], [{ kind: 'close' }]])
})
