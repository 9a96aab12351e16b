/** Kinds of blocks, and what else can be put into a text, as menus offer them: by name, picture and key. */
import type { ReactNode } from 'react'
import type { Block, Tone } from '#preload/document/schema.ts'
import type { TextKey } from '#renderer/ui/translate.ts'
import { commandIcons, toneIcons } from './command-icons.tsx'
import { hasShape, setShape, type Shape } from '#renderer/editor/document/shapes.ts'
import { type PageCommandName, pageCommands } from '#renderer/editor/typing/shortcuts.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

/** One line of a menu. */
export interface Kind {
  readonly name: string
  readonly text: TextKey
  /** Other words for it, in every language. */
  readonly synonyms: TextKey
  readonly icon: ReactNode
  readonly keys?: string
  /** What a block is turned into; what has none is put in. */
  readonly shape?: Shape
  readonly run: (editor: StudioEditor) => void
  /** Stands within a line, where blocks cannot. */
  readonly isInline?: boolean
}

function kind(name: PageCommandName, synonyms: TextKey, rest: Pick<Kind, 'shape' | 'isInline'> = {}): Kind {
  const { text, keys, run } = pageCommands[name]
  return { name, text, keys, run, synonyms, icon: commandIcons[name], ...rest }
}

const tones = ['note', 'tip', 'important', 'warning', 'caution'] as const satisfies readonly Tone[]

const callouts: readonly Kind[] = tones.map((tone) => ({
  name: `callout-${tone}`,
  text: `editor.callout-${tone}`,
  synonyms: `synonyms.kind-callout-${tone}`,
  icon: toneIcons[tone],
  shape: { type: 'callout', tone },
  run: (editor) => setShape(editor, { type: 'callout', tone }),
  // The one that the key makes.
  ...(tone === 'note' && { keys: pageCommands.callout.keys }),
}))

/** What the blocks of a selection can be turned into. */
export const shapeKinds: readonly Kind[] = [
  kind('paragraph', 'synonyms.kind-paragraph', { shape: { type: 'paragraph' } }),
  kind('heading1', 'synonyms.kind-heading-1', { shape: { type: 'heading', level: 1 } }),
  kind('heading2', 'synonyms.kind-heading-2', { shape: { type: 'heading', level: 2 } }),
  kind('heading3', 'synonyms.kind-heading-3', { shape: { type: 'heading', level: 3 } }),
  kind('heading4', 'synonyms.kind-heading-4', { shape: { type: 'heading', level: 4 } }),
  kind('heading5', 'synonyms.kind-heading-5', { shape: { type: 'heading', level: 5 } }),
  kind('heading6', 'synonyms.kind-heading-6', { shape: { type: 'heading', level: 6 } }),
  kind('bullets', 'synonyms.kind-bullets', { shape: { type: 'item', kind: 'bullet' } }),
  kind('numbers', 'synonyms.kind-numbers', { shape: { type: 'item', kind: 'number' } }),
  kind('tasks', 'synonyms.kind-tasks', { shape: { type: 'item', kind: 'task' } }),
  kind('quote', 'synonyms.kind-quote', { shape: { type: 'quote' } }),
  ...callouts,
  kind('code', 'synonyms.kind-code', { shape: { type: 'code' } }),
]

/** What is put into a text beside what is there. */
export const insertKinds: readonly Kind[] = [
  kind('image', 'synonyms.kind-image'),
  kind('table', 'synonyms.kind-table'),
  kind('formulaBlock', 'synonyms.kind-formula-block'),
  kind('formula', 'synonyms.kind-formula', { isInline: true }),
  kind('note', 'synonyms.kind-note', { isInline: true }),
  kind('divider', 'synonyms.kind-divider'),
]

/** How a block is called: by the name of its kind. */
export function kindName(block: Block): TextKey {
  switch (block.type) {
    case 'image':
      return 'editor.kind-image'
    case 'table':
      return 'editor.table'
    case 'note':
      return 'editor.note'
    case 'divider':
      return 'editor.divider'
    case 'formula-block':
      return 'editor.formula-block'
    default:
      return shapeKinds.find(({ shape }) => shape && hasShape(block, shape))?.text ?? 'editor.paragraph'
  }
}
