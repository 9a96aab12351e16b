/**
 * The label of what a model wrote: a sentence that is seen, and a JSON in the file that is not (《人工智能生成合成内容标识办法》, in force since
 * 2025-09-01, and GB 45438-2025, annex E; read in secondary copies and public code only).
 */
import { createHash } from 'node:crypto'
import { runsOf } from '#preload/document/lines.ts'
import type { Doc } from '#preload/document/schema.ts'
import { escapedXml } from '../formulas/xml.ts'
import { visibleCharacters } from '../prose/counting.ts'

/** How much of a text a model wrote. */
export interface AiShare {
  readonly written: number
  readonly all: number
}

export function aiShareOf(docs: readonly Doc[]): AiShare {
  return docs.map(shareOf).reduce((sum, { written, all }) => ({ written: sum.written + written, all: sum.all + all }), { written: 0, all: 0 })
}

/** By the lesson itself: every target asks the same of the same lessons. */
const known = new WeakMap<Doc, AiShare>()

function shareOf(doc: Doc): AiShare {
  const found = known.get(doc)
  if (found !== undefined) return found
  let [written, all] = [0, 0]
  for (const run of doc.flatMap(runsOf)) {
    const count = visibleCharacters(run.text)
    all += count
    if (run.ai !== undefined) written += count
  }
  known.set(doc, { written, all })
  return { written, all }
}

/** The fields, in the order of the standard. Each is printable ASCII without spaces, quotation marks and backslashes. */
export interface AigcLabel {
  /** 1: it is of a model. 2 and 3 are for what others may have made or are suspected to; who writes here knows. */
  readonly Label: '1'
  readonly ContentProducer: string
  readonly ProduceID: string
  readonly ReservedCode1: ''
  readonly ContentPropagator: string
  readonly PropagateID: string
  readonly ReservedCode2: ''
}

/**
 * The label of a text, or null where no model wrote any of it. `producer` is the author's name or code, set once; whoever writes a file
 * first is also who hands it on. The id is of what was written, so that the same text has the same.
 */
export function labelOf(share: AiShare, producer: string, content: string): AigcLabel | null {
  if (share.written === 0) return null
  const name = asciiOf(producer.trim() === '' ? 'Moke' : producer.trim())
  const id = createHash('sha256').update(content).digest('hex').slice(0, 32)
  return { Label: '1', ContentProducer: name, ProduceID: id, ReservedCode1: '', ContentPropagator: name, PropagateID: id, ReservedCode2: '' }
}

/** The JSON as carriers hold it. */
export function labelJson(label: AigcLabel): string {
  return JSON.stringify({ AIGC: label })
}

/** The JSON at the head of a page: no carrier is defined for HTML, and this is the one that pages have for such things. Nothing where there is no label. */
export function labelMeta(json: string | null): string {
  return json === null ? '' : `<meta name="AIGC" content="${escapedXml(json)}">`
}

/** What listeners hear at the beginning. */
export function spokenLabel({ written, all }: AiShare): string | null {
  if (written === 0) return null
  return written * 2 > all ? '本期内容由人工智能辅助生成。' : '本期部分内容由人工智能生成。'
}

/** What readers see. A text that is mostly of a model says so outright; what its author did with it is theirs to say. */
export function visibleLabel({ written, all }: AiShare): string | null {
  if (written === 0) return null
  return written * 2 > all ? '本文由人工智能（AI）辅助生成。' : '本文部分内容由人工智能（AI）生成。'
}

/** Chinese letters by their percent code, as an address has them; so many signs as fit, each whole. */
function asciiOf(text: string): string {
  let name = ''
  for (const sign of text.toWellFormed().normalize('NFC')) {
    const code = encodeURIComponent(sign).replaceAll('%20', '_')
    if (name.length + code.length > LONGEST_NAME) break
    name += code
  }
  return name
}

const LONGEST_NAME = 300
