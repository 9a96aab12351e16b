// oxlint-disable-next-line typescript/triple-slash-reference -- the types of a module that has none can be told in no other way
/// <reference path="./pdf-worker.d.ts" />
/** PDF with text. pdf.js reads it; there is no page to draw on, and no file is asked for but its tables of characters. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PDFDocumentProxy, TextItem } from 'pdfjs-dist/types/src/display/api.js'
import { dayIn } from './days.ts'
import type { Draft } from './draft.ts'
import { statedTitle } from './names.ts'
import { linesOf, type Piece, type PdfPage } from './pdf-lines.ts'
import { paragraphsOf } from './pdf-paragraphs.ts'
import { characterReader } from './radicals.ts'
import type { ReadingTools } from './reading-desk.ts'
import type { ReadingLimits } from './limits.ts'
import { ReadingError } from './work.ts'

export async function pdfDraft(bytes: Uint8Array, { cmaps }: ReadingTools, limits: ReadingLimits): Promise<Draft> {
  const document = await opened(bytes, cmaps)
  try {
    if (document.numPages > limits.mostPages) throw new ReadingError('too-large', `${document.numPages} pages`)
    const pages: PdfPage[] = []
    let [empty, length] = [0, 0]
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await pageOf(document, number)
      pages.push(page)
      const size = page.lines.reduce((sum, line) => sum + line.text.length, 0)
      length += size
      empty += size === 0 ? 1 : 0
      if (length > limits.mostText) throw new ReadingError('too-large', `more than ${limits.mostText} characters`)
    }
    if (length < leastPerPage * pages.length) throw new ReadingError('no-text', `${length} characters on ${pages.length} pages`)
    const { title, blocks } = paragraphsOf(withCharacters(pages))
    const { info } = await document.getMetadata().catch(() => ({ info: {} }))
    return {
      title: statedTitle(said(info, 'Title')) ?? title,
      blocks,
      written: dayIn(said(info, 'CreationDate')) ?? dayIn(said(info, 'ModDate')),
      losses: [{ kind: 'pages', count: empty }],
    }
  } finally {
    await document.loadingTask.destroy()
  }
}

/** Fewer characters are a scanner's name and the numbers of its pages. */
const leastPerPage = 8

async function opened(bytes: Uint8Array, cmaps: string): Promise<PDFDocumentProxy> {
  const { getDocument } = await pdfjs()
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    cMapUrl: cmaps,
    cMapPacked: true,
    BinaryDataFactory: tablesIn(cmaps),
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    disableFontFace: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: 0,
  })
  try {
    return await task.promise
  } catch (error) {
    await task.destroy()
    throw new ReadingError(error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'broken', error instanceof Error ? error.message : '')
  }
}

/** pdf.js asks for its tables by name; nothing else is read, and nothing is fetched. */
function tablesIn(cmaps: string) {
  return class {
    async fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
      if (kind !== 'cMapUrl' || !/^[\w-]+\.bcmap$/.test(filename)) throw new Error(`there is no ${kind} called ${filename}`)
      return new Uint8Array(await readFile(join(cmaps, filename)))
    }
  }
}

/**
 * pdf.js, when the first PDF is read. COMPAT: pdfjs-dist 6: when it is loaded it looks for what draws, and says on the console
 * that there is none; and it would look for the file of its own worker, which here is the thread that it is in.
 */
async function pdfjs() {
  const inert = { DOMMatrix: class {}, Path2D: class {} }
  for (const [name, stand] of Object.entries(inert)) if (!(name in globalThis)) Object.assign(globalThis, { [name]: stand })
  const { warn } = globalThis.console
  Object.assign(globalThis.console, { warn: () => undefined })
  try {
    const { WorkerMessageHandler } = await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
    Object.assign(globalThis, { pdfjsWorker: { WorkerMessageHandler } })
    return await import('pdfjs-dist/legacy/build/pdf.mjs')
  } finally {
    Object.assign(globalThis.console, { warn })
  }
}

/** A page that breaks, as the last ones of a file that was cut short do, is without text. */
async function pageOf(document: PDFDocumentProxy, number: number): Promise<PdfPage> {
  try {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent({ disableNormalization: false })
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view
    const pieces = items.flatMap((item) => ('str' in item ? pieceOf(item, left, bottom) : []))
    page.cleanup()
    return { number, width: right - left, height: top - bottom, lines: linesOf(pieces) }
  } catch (error) {
    if (error instanceof ReadingError || error instanceof RangeError) throw error
    return { number, width: 0, height: 0, lines: [] }
  }
}

function withCharacters(pages: readonly PdfPage[]): PdfPage[] {
  const read = characterReader(
    pages
      .slice(0, 40)
      .flatMap(({ lines }) => lines.map((line) => line.text))
      .join(''),
  )
  return pages.map((page) => ({ ...page, lines: page.lines.map((line) => ({ ...line, text: read(line.text) })) }))
}

/** Letters that stand aslant are a mark across the page. */
function pieceOf({ str, transform, width, height }: TextItem, left: number, bottom: number): Piece[] {
  const [across = 0, slant = 0, , , x = 0, y = 0] = transform.map(Number)
  if (str === '' || Math.abs(slant) > Math.abs(across) * 0.05) return []
  return [{ text: str, x: x - left, y: y - bottom, width, size: height > 0 ? height : Math.abs(across) }]
}

function said(info: object, name: string): string | null {
  const value: unknown = Object.entries(info).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : null
}
