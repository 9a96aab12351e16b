/** What the thread does: a file's bytes to a lesson, a lesson to a file's text. Pure but for what it was told of the import's files. */
import { emptyDoc } from '#preload/document/blocks.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { plainLink } from '#preload/document/lesson-link.ts'
import { ImageId, type Doc } from '#preload/document/schema.ts'
import { type Loss, lossOf } from '#preload/markdown/losses.ts'
import { markdownFromDoc } from '#preload/markdown/markdown.ts'
import { decodeText } from './encoding.ts'
import { noFrontMatter, writeFrontMatter } from './front-matter.ts'
import { readMarkdown } from './markdown-text.ts'
import { LinkedFiles } from './linked-files.ts'
import type { FilesTask, ReadFile, ReadTask, Task, Unreadable, WriteTask, WrittenFile } from './thread-tasks.ts'

type WrittenPicture = ReadFile['pictures'][number]

/** Does what one import or export asks, one task after another. */
export class ThreadWork {
  #images = new LinkedFiles([])
  #texts = new LinkedFiles([])
  #standIns = new Map<string, string>()
  #links = new Map<string, string>()

  /** Answers a task, or why its file cannot be read. */
  do(task: FilesTask | Task): { value: ReadFile | WrittenFile | null } | { refused: Unreadable } {
    if (task.kind === 'files') return this.#setFiles(task)
    if (task.kind === 'write') return { value: write(task) }
    try {
      const read = this.#read(task)
      return read ? { value: read } : { refused: 'binary' }
    } catch (error) {
      // Quotations within quotations, thousands of them: the stack ends before the file does.
      if (error instanceof RangeError) return { refused: 'deep' }
      throw error
    }
  }

  #setFiles({ images, lessons }: FilesTask): { value: null } {
    this.#images = new LinkedFiles(images.map(([path]) => path))
    this.#texts = new LinkedFiles(lessons.map(([path]) => path))
    this.#standIns = new Map(images)
    this.#links = new Map(lessons)
    return { value: null }
  }

  #read({ path, bytes, softBreaks }: ReadTask): ReadFile | null {
    const decoded = decodeText(bytes)
    if (!decoded) return null
    const { text, encoding } = decoded
    const damage = decoded.isDamaged ? damageIn(text) : []
    if (!/\.(?:md|markdown|mdown|mkd)$/i.test(path)) return plain(text, encoding, damage)
    const named: Omit<WrittenPicture, 'line'>[] = []
    const { losses, ...read } = readMarkdown(text, {
      image: (address) => {
        const standIn = ImageId.safeParse(this.#standIns.get(this.#images.find(address, path) ?? '')).data ?? null
        if (standIn !== null) named.push({ standIn, address })
        return standIn
      },
      link: (address) => (/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : (this.#links.get(this.#textFor(address, path)) ?? null)),
      softBreaks,
    })
    return { ...read, encoding, losses: [...damage, ...losses], pictures: withLines(named, text) }
  }

  /** Links between notes often leave the ending out. */
  #textFor(address: string, from: string): string {
    return this.#texts.find(address, from) ?? this.#texts.find(address.replace(/(#.*)?$/s, '.md'), from) ?? ''
  }
}

/** Where pictures are named: each time in a further line of the text that holds the address. */
function withLines(pictures: readonly Omit<WrittenPicture, 'line'>[], text: string): WrittenPicture[] {
  if (pictures.length === 0) return []
  const lines = text.split(/\r\n|\r|\n/)
  const last = new Map<string, number>()
  return pictures.map((picture) => {
    const before = last.get(picture.address)
    const found = lines.findIndex((line, at) => at > (before ?? -1) && isNamedIn(line, picture.address))
    const at = found === -1 ? before : found
    if (at === undefined) return picture
    last.set(picture.address, at)
    return { ...picture, line: at + 1 }
  })
}

/** As a whole address, and not as the end of another. */
function isNamedIn(line: string, address: string): boolean {
  for (let at = line.indexOf(address); at !== -1; at = line.indexOf(address, at + 1)) if (at === 0 || /[\s(<"':=]/.test(line.charAt(at - 1))) return true
  return false
}

/** Each place where characters could not be read, with what stands around it. */
function damageIn(text: string): Loss[] {
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((line, at) => Array.from(line.matchAll(/\ufffd+/g), ({ index }) => lossOf('unreadable', line.slice(Math.max(0, index - 12)), at + 1)))
}

/** A plain text: each of its lines a paragraph. */
function plain(text: string, encoding: string, losses: readonly Loss[]): ReadFile {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  const doc: Doc = lines.map((line) => ({ type: 'paragraph', id: newBlockId(), children: [{ text: line }] }))
  return { doc: doc.length > 0 ? doc : emptyDoc(), title: null, front: noFrontMatter, encoding, losses, pictures: [] }
}

function write({ doc, front, images, links }: WriteTask): WrittenFile {
  const [files, lessons] = [new Map(images), new Map(links)]
  const lost: Loss[] = []
  const { text, losses } = markdownFromDoc(doc, {
    image: (id) => {
      const file = files.get(id)
      if (file === undefined) lost.push(lossOf('image-missing', id.slice(0, 8)))
      return file ?? `images/${id}`
    },
    link: (written) => {
      const address = plainLink(written)
      const file = lessons.get(address)
      if (file === undefined && address.startsWith('moke:')) lost.push(lossOf('lesson-link', address))
      return file ?? address
    },
  })
  return { text: front === null ? text : writeFrontMatter(front) + text, losses: [...losses, ...lost] }
}
