/** Documents from the files that a command is given: JSON Lines, plain or compressed by xz. */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import xz from 'xz-decompress'
import { CommandError } from './command.ts'

/** One document of a corpus. */
export interface Document {
  readonly title: string
  readonly text: string
}

/** The documents of the files, one after the other: objects with `text` and perhaps `title`. Throws CommandError for a line that is none. */
export async function* readDocuments(files: readonly string[]): AsyncGenerator<Document> {
  for (const file of files) {
    let number = 0
    for await (const line of readLines(file)) {
      number++
      if (line.trim() !== '') yield parseDocument(line, `${file}, line ${number}`)
    }
  }
}

/** Title and text as a model reads them: the title is the first heading, unless the text opens with it already. */
export function wholeText({ title, text }: Document): string {
  const opening = text.slice(0, text.indexOf('\n') >>> 0)
  return title === '' || opening.includes(title) ? text : `# ${title}\n\n${text}`
}

async function* readLines(file: string): AsyncGenerator<string> {
  const utf8 = new TextDecoder()
  let rest = ''
  for await (const bytes of readBytes(file)) {
    const lines = (rest + utf8.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  yield rest + utf8.decode()
}

async function* readBytes(file: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(file, { highWaterMark: 1 << 20 })
  if (!file.endsWith('.xz')) {
    yield* stream
    return
  }
  try {
    yield* new xz.XzReadableStream(Readable.toWeb(stream))
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error
    throw new CommandError(`${file} cannot be decompressed: it is damaged or no xz file.`)
  }
}

function parseDocument(line: string, where: string): Document {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new CommandError(`${where} is not JSON.`)
  }
  if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string')
    throw new CommandError(`${where} is no object with a text.`)
  return { title: 'title' in value && typeof value.title === 'string' ? value.title : '', text: value.text }
}
