/** Plain text that plainly is Markdown, and blocks as Markdown. */
import { imageAddress } from '#preload/contract/images.ts'
import { Link, type Doc } from '#preload/document/schema.ts'
import { docFromMarkdown, markdownFromDoc } from '#preload/markdown/markdown.ts'

/** What nobody writes who does not mean Markdown. */
const strong = [
  /^(`{3,}|~{3,})[^\n`]*\n[\s\S]*?^\1\s*$/m,
  /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$/m,
  /^[-*+] \[[ xX]\] \S/m,
  /^> \[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]/m,
  /^\$\$\n[\s\S]+?\n\$\$$/m,
  /!?\[[^\]\n]{1,200}\]\((?:https?:|mailto:|moke:|[./\w])[^)\s]*\)/,
]
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
  const looked = text.slice(0, 200_000).replace(/\r\n?/g, '\n')
  const hasHeading = /(?:^|\n\n)#{1,6} \S[^\n]*\n\n/.test(looked)
  return strong.some((sign) => sign.test(looked)) || hasHeading || weak.filter((sign) => sign.test(looked)).length > 1
}

/** The blocks of a Markdown text. Pictures become links: their files are not at hand. */
export function blocksFromMarkdown(text: string): Doc {
  const link = (address: string) => (Link.safeParse(address).success ? address : null)
  return docFromMarkdown(text, { image: () => null, link, softBreaks: 'keep' }).doc
}

/** Blocks as Markdown. */
export function markdownFromBlocks(blocks: Doc): string {
  return markdownFromDoc(blocks, { image: imageAddress, link: (address) => address }).text
}
