/** An archive as one page has it, and files that are added to it. One pair of threads for all tests of a file: each takes seconds to start. */
import { afterAll } from 'vitest'
import { archive } from '#preload/contract/archive.ts'
import type { Client } from '#preload/contract/member.ts'
import { type Page, served, worksDesks } from '../unit/main/services/served.ts'
import { temporaryFolder } from '../unit/main/store/temporary.ts'

export type Archive = Client<typeof archive>

/** A text of its own: sentences in an order that only its seed has. */
export function prose(seed: number, sentences = 30): string {
  const [who, what, how] = [
    ['我', '老师', '读者', '朋友', '编辑'],
    ['写下', '想起', '改掉', '读到', '忘记'],
    ['一个句子', '那年夏天', '开头三行', '一封旧信', '自己的稿子'],
  ]
  let state = seed * 7919 + 17
  const pick = (from: readonly string[]) => from[(state = (state * 1103515245 + 12345) & 0x7fffffff) % from.length] ?? ''
  return Array.from({ length: sentences }, (_, at) => `${pick(who)}在第${seed * 31 + at}天${pick(what)}${pick(how)}，又${pick(what)}${pick(how)}。`).join('')
}

export async function send(client: Archive, intake: string, file: number, text: string) {
  const data = Buffer.from(text)
  const { upload } = await client.begin({ bytes: data.length, name: 'f' })
  if (data.length > 0) await client.piece({ upload, at: 0, data: data.toString('base64') })
  return client.add({ intake, file, upload } as Parameters<Archive['add']>[0])
}

/** Adds files by their ways. */
export async function add(client: Archive, files: Readonly<Record<string, string>>) {
  const all = Object.entries(files)
  const { intake, wanted } = await client.open({ files: all.map(([path, text]) => ({ path, bytes: Buffer.byteLength(text) })) })
  for (const index of wanted) await send(client, intake, index, all[index]?.[1] ?? '')
  return client.finish({ intake })
}

export const desks = worksDesks()
const lasting = { close: () => Promise.resolve() }
afterAll(async () => {
  await Promise.all([desks.reader.close(), desks.facts.close()])
})

export async function opened(options: Parameters<typeof served>[0] = {}) {
  const folder = options.folder ?? temporaryFolder()
  const studio = await served({
    ...options,
    folder,
    desks: options.desks ?? {
      reader: { ...lasting, read: (...asked) => desks.reader.read(...asked) },
      facts: { ...lasting, ask: (...asked) => desks.facts.ask(...asked) },
    },
  })
  const page: Page = studio.page()
  const close = async () => {
    studio.works.dispose()
    await studio.held.close()
  }
  return { ...studio, folder, page, close, client: page.client(archive) }
}

export const works = async (client: Archive) => (await client.list({ group: null, from: 0, count: 100 })).works
export const all = async <T>(items: AsyncIterable<T>) => {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
