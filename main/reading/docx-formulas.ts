/** Formulas of Word: set aside before mammoth reads the document, which drops them, and put back into its HTML as TeX. */
import { formulasOf } from '#preload/html/office-math.ts'
import { documentOf } from './parsed-html.ts'

/** Signs of the private use area that nobody writes, around the number of a formula. */
const [begin, end] = ['\uf8e6', '\uf8e7']
const placed = new RegExp(`${begin}(\\d+)${end}`, 'g')

const mathPara = /<m:oMathPara(?:\s[^>]*)?>[\s\S]*?<\/m:oMathPara>/g
const math = /<m:oMath(?:\s[^>]*)?>[\s\S]*?<\/m:oMath>/g

/** The XML of a part with runs of text in the place of its formulas, whose TeX and way of standing are added to `tex`. */
export function withoutFormulas(xml: string, tex: string[], lost: { formulas: number }): string {
  if (!xml.includes('<m:oMath')) return xml
  const document = documentOf('')
  const take = (omml: string) => {
    const read = formulasOf(omml.replace(/<\?[^>]*\?>/g, ''), document)
    if (read.length === 0) lost.formulas += 1
    return read.map((each) => `<w:r><w:t>${begin}${tex.push(spanOf(each)) - 1}${end}</w:t></w:r>`).join('')
  }
  return xml.replace(mathPara, take).replace(math, take)
}

/** What `preload/html` reads as a formula. */
function spanOf({ tex, isBlock }: { readonly tex: string; readonly isBlock: boolean }): string {
  return `<span data-tex="${tex.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"${isBlock ? ' data-display="true"' : ''}></span>`
}

/** HTML with its formulas again. */
export function withFormulas(html: string, tex: readonly string[]): string {
  return html.replace(placed, (_, number: string) => tex[Number(number)] ?? '')
}
