/** Plain text that plainly is Markdown, and blocks as Markdown. */
import { imageAddress } from '#preload/contract/images.ts'
import { inlinesOf, isRun, linesOf } from '#preload/document/lines.ts'
import { Link, type Doc } from '#preload/document/schema.ts'
import { docFromMarkdown, markdownFromDoc } from '#preload/markdown/markdown.ts'
import type { Loss } from '#preload/markdown/losses.ts'

/** What nobody writes over several lines who does not mean Markdown. */
const strong = [
  /^(`{3,}|~{3,})[^\n`]*\n[\s\S]*?^\1\s*$/m,
  /^[^\n]*\|[^\n]*\n\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$/m,
  /^[-*+] \[[ xX]\] \S/m,
  /^> \[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]/m,
  /^\$\$\n[\s\S]+?\n\$\$$/m,
]
/** A link in prose, to where one can go: code calls what lies in a list so, and to a file that is not at hand no link leads. */
const link = /(?<![\w\])])!?\[[^\]\n]{1,200}\]\((?:https?:\/\/|mailto:|moke:lesson\/)[^)\s]+(?:\s+"[^"\n]*")?\)/
/** What means Markdown where there is more than one of it. */
const weak = [
  /(?:^|\n\n)#{1,6} \S[^\n]*(?=\n\n|\n?$|\n#)/,
  /\*\*[^\s*][^*\n]*\*\*/,
  /^[-*+] \S[^\n]*\n[-*+] \S/m,
  /^> \S/m,
  /(?:^|[^`])`[^`\n]+`(?!`)/,
  /^\d+\. \S[^\n]*\n\d+\. \S/m,
  /^\[\^[^\]]+\]: /m,
]

/** Whether a text is Markdown beyond doubt: signs of it that text has not by chance. */
export function isMarkdown(text: string): boolean {
  const looked = text.slice(0, 200_000).replace(/\r\n?/g, '\n').trim()
  if (link.test(looked)) return true
  if (!looked.includes('\n')) return false
  const hasHeading = /(?:^|\n\n)#{1,6} \S[^\n]*\n\n/.test(looked)
  return strong.some((sign) => sign.test(looked)) || hasHeading || weak.filter((sign) => sign.test(looked)).length > 1
}

/** The blocks of a text that plainly is Markdown; null of any other, and where its blocks would not say all that it does. */
export function markdownIn(text: string): Doc | null {
  if (!isMarkdown(text)) return null
  const { doc, losses } = read(text)
  return losses.some(({ kind }) => kind === 'list-start') || !holdsAll(doc, text) ? null : doc
}

/** The blocks of a Markdown text. Pictures become links: their files are not at hand. */
export function blocksFromMarkdown(text: string): Doc {
  return read(text).doc
}

function read(text: string): ReturnType<typeof docFromMarkdown> {
  const follow = (address: string) => (Link.safeParse(address).success ? address : null)
  return docFromMarkdown(text, { image: () => null, link: follow, softBreaks: 'keep', keepsStray: true })
}

/** Signs of Markdown that are letters and digits: what they say, a block says by what it is. */
const signs = [
  /^[ \t>]*(?:[-*+] |\d+[.)] )*\d+[.)](?=\s)/gm,
  /^[ \t>]*(?:[-*+]|\d+[.)]) \[[xX]\](?=\s)/gm,
  /^[ \t>]*> \[!\w+\]/gm,
  /\[\^[^\]\n]+\]/g,
  /^ {0,3}\[[^\]\n]+\]:|\]\[[^\]\n]+\]/gm,
  /<\/?(?:u|b|i|s|em|strong|del|ins|mark|code|br)\s*\/?>/gi,
]

/** Whether every letter and digit of a text is in its blocks, be it in an address or in the name of a language. */
function holdsAll(blocks: Doc, text: string): boolean {
  const counts = new Map<string, number>()
  for (const [sign] of heldBy(blocks).matchAll(countable)) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  const meant = signs.reduce((rest, sign) => rest.replaceAll(sign, ''), text)
  for (const [sign] of meant.matchAll(countable)) {
    const left = counts.get(sign) ?? 0
    if (left === 0) return false
    counts.set(sign, left - 1)
  }
  return true
}

const countable = /[\p{L}\p{N}]/gu

/** All that blocks say in letters, whether it is shown or not. */
function heldBy(blocks: Doc): string {
  const parts: string[] = []
  for (const block of blocks) {
    if (block.type === 'code') parts.push(block.language ?? '')
    if (block.type === 'image') parts.push(block.alt)
    let link: string | undefined
    for (const child of linesOf(block).flatMap(({ line }) => inlinesOf(line))) {
      if (!isRun(child)) {
        parts.push(child.type === 'formula' ? child.tex : '')
        continue
      }
      parts.push(child.text)
      // A link over runs of other marks was written once.
      if (child.link !== undefined && child.link !== link) parts.push(child.link)
      link = child.link
    }
  }
  return parts.join('\n')
}

/** Blocks as Markdown, and what of them it can't say. */
export function markdownFromBlocks(blocks: Doc): { readonly text: string; readonly losses: readonly Loss[] } {
  return markdownFromDoc(blocks, { image: imageAddress, link: (address) => address })
}
