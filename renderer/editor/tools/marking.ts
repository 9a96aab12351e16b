/** The commands of marks that a text carries, in the order in which bars show them. */
import type { Mark } from '#renderer/editor/document/marks.ts'
import type { PageCommandName } from '#renderer/editor/typing/shortcuts.ts'

export const marking = ['bold', 'italic', 'underline', 'strike', 'highlight', 'inlineCode'] as const satisfies readonly PageCommandName[]

/** The mark that each of them sets and takes away. */
export const marks: Readonly<Record<(typeof marking)[number], Mark>> = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  strike: 'strike',
  highlight: 'highlight',
  inlineCode: 'code',
}
