/** Word's documents, and those that WPS, LibreOffice and Pages write in its format. mammoth reads them; formulas it leaves out are ours. */
import { zipSync } from 'fflate'
import mammoth from 'mammoth'
import { dayIn } from './days.ts'
import { withFormulas, withoutFormulas } from './docx-formulas.ts'
import { styleMapOf } from './docx-styles.ts'
import type { Draft } from './draft.ts'
import { statedTitle } from './names.ts'
import { blocksOf, documentOf } from './parsed-html.ts'
import { partsOf, partText } from './unzip.ts'
import type { ReadingLimits } from './limits.ts'
import { ReadingError } from './work.ts'

/** Parts with text in them, and those that say what belongs to what. Pictures, fonts and other documents within are never unpacked. */
const isNeeded = (name: string) => /^(?:\[Content_Types\]\.xml|_rels\/.*|docProps\/core\.xml|word\/(?:[^/]*\.xml|_rels\/.*))$/.test(name)

export async function docxDraft(bytes: Uint8Array, limits: ReadingLimits): Promise<Draft> {
  const parts = partsOf(bytes, isNeeded, limits)
  const lost = { formulas: 0 }
  const tex: string[] = []
  for (const name of ['word/document.xml', 'word/footnotes.xml', 'word/endnotes.xml']) {
    const part = parts.get(name)
    if (part) parts.set(name, new TextEncoder().encode(withoutFormulas(partText(part), tex, lost)))
  }
  const { html, pictures } = await htmlOf(parts)
  const document = documentOf(withFormulas(html, tex))
  const heading = document.querySelector('h1.work-title')
  const core = partText(parts.get('docProps/core.xml'))
  return {
    title: statedTitle(heading?.textContent) ?? statedTitle(inXml(core, 'dc:title')),
    blocks: blocksOf(document),
    // Programs copy the day on which a template was made.
    written: dayOfCore(core),
    losses: [
      { kind: 'formulas', count: lost.formulas },
      { kind: 'pictures', count: pictures },
    ],
  }
}

/** Reads the parts into HTML; what breaks there, breaks for the file. */
async function htmlOf(parts: ReadonlyMap<string, Uint8Array>): Promise<{ html: string; pictures: number }> {
  let pictures = 0
  const zip = zipSync(Object.fromEntries(parts), { level: 0 })
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength) },
      {
        styleMap: styleMapOf(partText(parts.get('word/styles.xml'))),
        includeEmbeddedStyleMap: false,
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(() => {
          pictures += 1
          return Promise.resolve({ src: '' })
        }),
      },
    )
    return { html: value, pictures }
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new ReadingError('broken', error instanceof Error ? error.message : '')
  }
}

function inXml(xml: string, name: string): string {
  return documentOf(new RegExp(`<${name}[^>]*>([^<]*)</${name}>`).exec(xml)?.[1] ?? '').body.textContent
}

/** A document is written from the day it was made on; one that was made from a template of long ago, on the day it was saved last. */
function dayOfCore(core: string): string | null {
  const [created, modified] = ['dcterms:created', 'dcterms:modified'].map((name) => dayIn(inXml(core, name)))
  const isTemplates = created !== undefined && created !== null && modified && Date.parse(modified) - Date.parse(created) > 3 * 365 * 86_400_000
  return (isTemplates ? modified : created) ?? modified ?? null
}
