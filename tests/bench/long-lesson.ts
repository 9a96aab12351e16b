/** A long lesson with all that makes a page heavy: headings, lists, images, formulas, tables; made of one fixture's sentences. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChapterId, LessonId } from '../../preload/contract/library.ts'
import { words } from '../../preload/document/counting.ts'
import { Block, type Doc } from '../../preload/document/schema.ts'
import type { Clients } from '../../renderer/host/clients.ts'
import { root } from '../e2e/launch.ts'
import { patternedPng } from '../unit/main/images/pictures.ts'

const sentences = readFileSync(join(root, 'tests/fixtures/lessons/seq2seq.txt'), 'utf8')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line.length > 40)
const nothing = [{ text: '' }]

/** How much of what is no plain text a lesson has. */
const counts = { images: 40, formulas: 60, tables: 10 }

/** A lesson of so many 字, and of as many images, formulas and tables however long it is. */
export function longLesson(target: number, image: string): Doc {
  const blocks: Block[] = []
  let count = 0
  const add = (block: object) => {
    const made = Block.parse({ id: `long-${blocks.length}`, ...block })
    blocks.push(made)
    count += words([made])
  }
  const paragraphs = Math.ceil(target / 130)
  const every = (number: number) => Math.max(1, Math.floor(paragraphs / number))
  const isDue = (at: number, number: number) => at % every(number) === 0 && at / every(number) < number
  for (let at = 0; count < target; at += 1) {
    const text = sentences[at % sentences.length]!.slice(0, 160)
    if (at % 20 === 0) add({ type: 'heading', level: 1 + ((at / 20) % 3), children: [{ text: text.slice(0, 12) }] })
    if (isDue(at, counts.images)) add({ type: 'image', image, alt: '一幅图', width: 60, children: [{ text: '图注' }] })
    if (isDue(at, counts.tables)) add(tableOf(at, text))
    if (isDue(at, counts.formulas / 2)) add({ type: 'formula-block', children: [{ text: `\\sum_{i=1}^{${at}} x_i = \\frac{a_{${at}}}{b}` }] })
    if (isDue(at, 30)) add({ type: 'paragraph', children: [{ text: '' }] })
    if (at % 12 < 4) add({ type: 'item', kind: at % 24 < 12 ? 'bullet' : 'number', depth: at % 2, children: [{ text: text.slice(0, 60) }] })
    else if (isDue(at - 5, counts.formulas / 2))
      add({ type: 'paragraph', children: [{ text: text.slice(0, 80) }, { type: 'formula', tex: `x_{${at}}^2`, children: nothing }, { text: text.slice(80) }] })
    else if (at % 7 === 0)
      add({ type: 'paragraph', children: [{ text: text.slice(0, 40) }, { text: text.slice(40, 52), bold: true }, { text: text.slice(52) }] })
    else add({ type: 'paragraph', children: [{ text }] })
  }
  return blocks
}

function tableOf(at: number, text: string): object {
  const cell = (row: number, column: number) => ({
    type: 'cell',
    id: `cell-${at}-${row}-${column}`,
    children: [{ text: text.slice(column * 6, column * 6 + 6) }],
  })
  return {
    type: 'table',
    align: [null, 'center', 'right'],
    hasHeader: true,
    children: [0, 1, 2, 3].map((row) => ({ type: 'row', children: [0, 1, 2].map((column) => cell(row, column)) })),
  }
}

/** Makes a lesson of these blocks in a chapter and answers its id. */
export async function makeLesson(client: Clients, chapter: ChapterId, title: string, doc: Doc): Promise<LessonId> {
  const { lesson } = await client.library.createLesson({ chapter, title })
  const opened = await client.lessons.open({ lesson, take: true })
  await client.lessons.append({
    lesson,
    batch: `bench-${title}-0001`,
    base: opened.revision,
    changes: [
      ...doc.map((node, at) => ({ type: 'insert_node' as const, path: [at], node })),
      { type: 'remove_node' as const, path: [doc.length], node: opened.doc[0]! },
    ],
    at: Date.now(),
  })
  await client.lessons.close({ lesson })
  return lesson
}

/** Brings a picture of 640 × 400 in, and answers its id. */
export async function bringImage(client: Clients): Promise<string> {
  const bytes = patternedPng(640, 400)
  const { upload } = await client.images.begin({ bytes: bytes.length, name: 'bench.png' })
  await client.images.piece({ upload, at: 0, data: bytes.toString('base64') })
  const { image } = await client.images.finish({ upload })
  return image.id
}
