/** A small course that needs everything publishing is made of, written by the packed studio and exported by it to every target there is. */
import { readFileSync } from 'node:fs'
import type { RunTarget } from '#preload/contract/ledger.ts'
import { Block } from '#preload/document/schema.ts'
import type { Desktop } from './desktop.ts'

const picture = (name: string) => readFileSync(new URL(`../fixtures/publish/pictures/${name}`, import.meta.url))
/** Each has to be made anew somewhere: colours of print, a drawing with words, what Word and Typst don't know. */
const pictures = ['cmyk.jpg', 'drawing.svg', 'still.avif']

type Clients = Awaited<ReturnType<Desktop['connect']>>

/** What stands in the lesson and has to arrive everywhere. */
export const sentence = '装好的墨课也能发布，𠮷字也在。'

async function brought({ images }: Clients, name: string): Promise<string> {
  const bytes = picture(name)
  const { upload } = await images.begin({ bytes: bytes.length, name })
  await images.piece({ upload, at: 0, data: bytes.toString('base64') })
  return (await images.finish({ upload })).image.id
}

/** Writes the course and exports it into `folder`; every target as it came out. */
export async function exportedToAll(clients: Clients, folder: string): Promise<readonly RunTarget[]> {
  const { library, lessons, publishing } = clients
  const { course, lesson } = await library.createCourse({ title: '打包', chapterTitle: '第一章', lessonTitle: '发布' })
  const blocks: unknown[] = [
    { type: 'paragraph', id: 'words', children: [{ text: sentence }, { type: 'formula', tex: 'E=mc^2', children: [{ text: '' }] }, { text: '。😀' }] },
    { type: 'formula-block', id: 'formula', children: [{ text: String.raw`\int_0^1 \frac{x}{1+\sqrt{x}}\,dx` }] },
  ]
  for (const name of pictures)
    blocks.push({ type: 'image', id: name.replace('.', '-'), image: await brought(clients, name), alt: name, children: [{ text: '' }] })
  const { revision } = await lessons.open({ lesson, take: true })
  const changes = blocks.map((node, at) => ({ type: 'insert_node' as const, path: [at], node: Block.parse(node) }))
  await lessons.append({ lesson, batch: 'packaging-export', base: revision, changes, at: Date.now() })

  await publishing.choose({ folder })
  const targets = (await publishing.targets({})).map(({ id }) => id)
  const over = new Promise<readonly RunTarget[]>((resolve) => {
    publishing.changed(({ run }) => {
      if (run?.isOver) resolve(run.targets)
    })
  })
  await publishing.start({ course, lessons: null, targets })
  return over
}
