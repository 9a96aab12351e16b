/** What can be done with the text at the caret, as the palette offers it: only what has something to do there. */
import { Table } from 'lucide-react'
import { fillText, type TextKey, wordsOf } from '#renderer/ui/translate.ts'
import { Editor, Transforms } from 'slate'
import { commandIcons } from './command-icons.tsx'
import type { PageOffer } from '#renderer/editor/find/find-request.ts'
import { takesObjects } from '#renderer/editor/document/inline-objects.ts'
import { insertKinds, shapeKinds } from './kinds.tsx'
import { backToText } from './page-tools.ts'
import { currentBlock, isSource } from '#renderer/editor/document/selected.ts'
import { isShapeable } from '#renderer/editor/document/shapes.ts'
import { type PageCommandName, pageCommands } from '#renderer/editor/typing/shortcuts.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { selectedCells } from '#renderer/editor/table/table-cells.ts'
import { type TableCommandName, tableCommands } from '#renderer/editor/table/table-keys.ts'
import { canRun, tableIcons } from '#renderer/editor/table/table-offers.tsx'

type Command = Pick<PageOffer, 'text' | 'keys'> & { readonly run: (editor: StudioEditor) => void }

/** In the order in which they are listed. A text that can't be written on can be copied. */
export function offersOf(editor: StudioEditor, isEditable: boolean): readonly PageOffer[] {
  const copying = plainOffers(['copyMarkdown'], 'palette.in-page')
  const offers = isEditable ? [...writingOffers(editor), ...copying, ...tableOffers(editor)] : copying
  return offers.map(({ run, ...offer }) => ({ ...offer, run: () => runInText(editor, run) }))
}

/** The author is in the text again, where the caret was; in one that never had it, at the beginning. */
function runInText(editor: StudioEditor, run: Command['run']): void {
  if (!editor.selection) Transforms.select(editor, Editor.start(editor, []))
  backToText(editor)
  run(editor)
}

type Offer = Omit<PageOffer, 'run'> & Pick<Command, 'run'>

function writingOffers(editor: StudioEditor): readonly Offer[] {
  const block = currentBlock(editor)?.block
  const { history } = editor
  const undoing = plainOffers([...(history.canUndo ? (['undo'] as const) : []), ...(history.canRedo ? (['redo'] as const) : [])], 'palette.in-page')
  if (!block) return undoing
  const isInline = takesObjects(editor)
  const turning = isShapeable(block) ? offersOfKinds(shapeKinds, 'editor.turn-into') : []
  const inserting = offersOfKinds(
    insertKinds.filter(({ isInline: isInLine, name }) => (isInLine ? isInline && !(name === 'note' && block.type === 'note') : true)),
    'palette.insert',
  )
  const marking = isSource(block) || block.type === 'divider' ? [] : plainOffers(marks, 'palette.in-page')
  return [...inserting, ...turning, ...marking, ...undoing]
}

function offersOfKinds(kinds: typeof shapeKinds, hint: PageOffer['hint']): readonly Offer[] {
  return kinds.map(({ name, text, keys, icon, synonyms, run }) => ({
    name: `page-${name}`,
    text,
    hint,
    // As one would say it, too.
    synonyms: [...wordsOf(text), ...wordsOf(synonyms), ...wordsOf(hint), fillText('zh-CN', hint) + fillText('zh-CN', text)],
    icon,
    run,
    ...(keys && { keys }),
  }))
}

const marks = ['bold', 'italic', 'underline', 'strike', 'highlight', 'inlineCode', 'link', 'clearMarks'] as const

function plainOffers(names: readonly (keyof typeof plainSynonyms)[], hint: PageOffer['hint']): readonly Offer[] {
  return names.map((name) => offerOf(`page-${name}`, pageCommands[name], { hint, synonyms: plainSynonyms[name], icon: commandIcons[name] }))
}

function tableOffers(editor: StudioEditor): readonly Offer[] {
  const selected = selectedCells(editor)
  if (!selected) return []
  const names = (Object.keys(tableCommands) as TableCommandName[]).filter((name) => canRun(name, selected))
  return names.map((name) =>
    offerOf(`table-${name}`, tableCommands[name], { hint: 'editor.table', synonyms: 'synonyms.in-table', icon: tableIcons[name] ?? <Table /> }),
  )
}

function offerOf(name: string, { text, keys, run }: Command, rest: Pick<PageOffer, 'hint' | 'icon'> & { readonly synonyms: TextKey }): Offer {
  return { ...rest, name, text, run, synonyms: [...wordsOf(text), ...wordsOf(rest.synonyms)], ...(keys && { keys }) }
}

const plainSynonyms = {
  undo: 'synonyms.page-undo',
  redo: 'synonyms.page-redo',
  bold: 'synonyms.page-bold',
  italic: 'synonyms.page-italic',
  underline: 'synonyms.page-underline',
  strike: 'synonyms.page-strike',
  highlight: 'synonyms.page-highlight',
  inlineCode: 'synonyms.page-inline-code',
  link: 'synonyms.page-link',
  clearMarks: 'synonyms.page-clear-marks',
  copyMarkdown: 'synonyms.page-copy-markdown',
} as const satisfies Partial<Record<PageCommandName, TextKey>>
