import {
  Bold,
  Code,
  Heading1,
  Heading2,
  Heading3,
  Italic,
  List,
  ListOrdered,
  Minus,
  Pilcrow,
  Quote,
  Redo2,
  Sigma,
  Sparkles,
  SquareCode,
  SquareSigma,
  Superscript,
  Table,
  Undo2,
} from 'lucide-react'
import { Toolbar as Radix } from 'radix-ui'
import { memo, type ReactNode } from 'react'
import { useSlateSelector, useSlateStatic } from 'slate-react'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { hasMark, type Mark } from './marks.ts'
import { currentBlock } from './selected.ts'
import { hasShape, type Shape } from './shapes.ts'
import { ghostKeys, type PageCommandName, pageCommands } from './shortcuts.ts'
import type { StudioEditor } from './slate-shape.ts'
import './toolbar.css'

const icons: Readonly<Record<PageCommandName, ReactNode>> = {
  undo: <Undo2 />,
  redo: <Redo2 />,
  paragraph: <Pilcrow />,
  heading1: <Heading1 />,
  heading2: <Heading2 />,
  heading3: <Heading3 />,
  bold: <Bold />,
  italic: <Italic />,
  inlineCode: <Code />,
  bullets: <List />,
  numbers: <ListOrdered />,
  quote: <Quote />,
  code: <SquareCode />,
  table: <Table />,
  divider: <Minus />,
  formula: <Sigma />,
  formulaBlock: <SquareSigma />,
  note: <Superscript />,
}
const groups: readonly (readonly PageCommandName[])[] = [
  ['undo', 'redo'],
  ['paragraph', 'heading1', 'heading2', 'heading3'],
  ['bold', 'italic', 'inlineCode'],
  ['bullets', 'numbers', 'quote', 'code', 'table', 'divider'],
  ['formula', 'formulaBlock', 'note'],
]
const shapes: Readonly<Partial<Record<PageCommandName, Shape>>> = {
  paragraph: { type: 'paragraph' },
  heading1: { type: 'heading', level: 1 },
  heading2: { type: 'heading', level: 2 },
  heading3: { type: 'heading', level: 3 },
  bullets: { type: 'item', kind: 'bullet' },
  numbers: { type: 'item', kind: 'number' },
  quote: { type: 'quote' },
  code: { type: 'code' },
}
const marks: Readonly<Partial<Record<PageCommandName, Mark>>> = { bold: 'bold', italic: 'italic', inlineCode: 'code' }

const order = groups.flat()

/** Every kind of block and mark within reach of the mouse. Rendered inside the page's editor context. */
export const Toolbar = memo(function Toolbar({ editable, ask }: { editable: boolean; ask: (event: { readonly timeStamp: number }) => void }) {
  const editor = useSlateStatic()
  const states = useSlateSelector(statesOf)
  const { t } = useTexts()
  return (
    <Radix.Root className="page-toolbar" aria-label={t('editor.toolbar')}>
      {groups.map((names) => (
        <div className="page-toolbar-group" key={names[0]}>
          {names.map((name) => {
            const state = states[order.indexOf(name)]
            return (
              <Radix.Button asChild key={name}>
                <IconButton
                  label={t(pageCommands[name].text)}
                  keys={pageCommands[name].keys}
                  pressed={state === '-' || state === 'o' ? undefined : state === 'x'}
                  disabled={!editable || state === 'o'}
                  // The caret stays in the text.
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => pageCommands[name].run(editor)}
                >
                  {icons[name]}
                </IconButton>
              </Radix.Button>
            )
          })}
        </div>
      ))}
      <Radix.Button asChild>
        <IconButton label={t(ghostKeys.ask.text)} keys={ghostKeys.ask.keys} disabled={!editable} onMouseDown={(event) => event.preventDefault()} onClick={ask}>
          <Sparkles />
        </IconButton>
      </Radix.Button>
    </Radix.Root>
  )
})

/**
 * What every button shows, a letter each in the order of the toolbar: a value that stays the same string
 * while nothing changes, so that a key press does not draw fourteen buttons again. `x` pressed, `_` not,
 * `o` has nothing to do, `-` is never pressed.
 */
function statesOf(editor: StudioEditor): string {
  return order.map((name) => stateOf(editor, name)).join('')
}

function stateOf(editor: StudioEditor, name: PageCommandName): 'x' | '_' | 'o' | '-' {
  if (name === 'undo') return editor.history.canUndo ? '-' : 'o'
  if (name === 'redo') return editor.history.canRedo ? '-' : 'o'
  const [shape, mark, block] = [shapes[name], marks[name], currentBlock(editor)?.block]
  if (mark) return editor.selection && hasMark(editor, mark) ? 'x' : '_'
  if (!shape) return '-'
  return block && hasShape(block, shape) ? 'x' : '_'
}
