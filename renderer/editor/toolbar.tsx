import { Bold, Code, Heading1, Heading2, Heading3, Italic, List, ListOrdered, Minus, Pilcrow, Quote, Redo2, Sparkles, SquareCode, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSlate } from 'slate-react'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { currentBlock, hasMark, hasShape, type Mark, type Shape } from './commands.ts'
import { ghostKeys, type PageCommandName, pageCommands } from './shortcuts.ts'
import type { StudioEditor } from './slate-shape.ts'

const icons: Readonly<Record<PageCommandName, ReactNode>> = {
  undo: <Undo2 />, redo: <Redo2 />, paragraph: <Pilcrow />, heading1: <Heading1 />, heading2: <Heading2 />, heading3: <Heading3 />,
  bold: <Bold />, italic: <Italic />, inlineCode: <Code />, bullets: <List />, numbers: <ListOrdered />, quote: <Quote />, code: <SquareCode />, divider: <Minus />,
}
const groups: readonly (readonly PageCommandName[])[] = [
  ['undo', 'redo'], ['paragraph', 'heading1', 'heading2', 'heading3'], ['bold', 'italic', 'inlineCode'], ['bullets', 'numbers', 'quote', 'code', 'divider'],
]
const shapes: Readonly<Partial<Record<PageCommandName, Shape>>> = {
  paragraph: { type: 'paragraph' }, heading1: { type: 'heading', level: 1 }, heading2: { type: 'heading', level: 2 }, heading3: { type: 'heading', level: 3 },
  bullets: { type: 'item', kind: 'bullet' }, numbers: { type: 'item', kind: 'number' }, quote: { type: 'quote' }, code: { type: 'code' },
}
const marks: Readonly<Partial<Record<PageCommandName, Mark>>> = { bold: 'bold', italic: 'italic', inlineCode: 'code' }

/** Every kind of block and mark within reach of the mouse. Rendered inside the page's editor context. */
export function Toolbar({ editable, ask }: { editable: boolean; ask: () => void }) {
  const editor = useSlate()
  const { t } = useTexts()
  return (
    <div className="page-toolbar" role="toolbar" aria-label={t('editor.toolbar')}>
      {groups.map((names) => (
        <div className="page-toolbar-group" key={names[0]}>
          {names.map((name) => (
            <IconButton
              key={name} label={t(pageCommands[name].text)} keys={pageCommands[name].keys} pressed={isOn(editor, name)} disabled={!editable || isIdle(editor, name)}
              // The caret stays in the text.
              onMouseDown={(event) => event.preventDefault()} onClick={() => pageCommands[name].run(editor)}
            >
              {icons[name]}
            </IconButton>
          ))}
        </div>
      ))}
      <IconButton label={t(ghostKeys.ask.text)} keys={ghostKeys.ask.keys} disabled={!editable} onMouseDown={(event) => event.preventDefault()} onClick={ask}><Sparkles /></IconButton>
    </div>
  )
}

function isOn(editor: StudioEditor, name: PageCommandName): boolean | undefined {
  const [shape, mark] = [shapes[name], marks[name]]
  if (mark) return hasMark(editor, mark)
  const block = shape && currentBlock(editor)?.block
  return shape ? block !== undefined && hasShape(block, shape) : undefined
}

function isIdle(editor: StudioEditor, name: PageCommandName): boolean {
  if (name === 'undo') return !editor.history.canUndo
  return name === 'redo' && !editor.history.canRedo
}
