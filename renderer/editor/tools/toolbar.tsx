import { ChevronDown, Plus, Sparkles } from 'lucide-react'
import { Toolbar as Radix } from 'radix-ui'
import { memo, type ReactNode } from 'react'
import { useSlateSelector, useSlateStatic } from 'slate-react'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import type { TextKey } from '#renderer/ui/translate.ts'
import { commandIcons } from './command-icons.tsx'
import { insertKinds, type Kind, kindName, shapeKinds } from './kinds.tsx'
import { hasMark, type Mark } from '#renderer/editor/document/marks.ts'
import { marking, marks } from './marking.ts'
import { backToText, toolsOf } from './page-tools.ts'
import { currentBlock } from '#renderer/editor/document/selected.ts'
import { hasShape, setShape, type Shape } from '#renderer/editor/document/shapes.ts'
import { ghostKeys, type PageCommandName, pageCommands } from '#renderer/editor/typing/shortcuts.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import './toolbar.css'

const history: readonly PageCommandName[] = ['undo', 'redo']
const shaping: readonly PageCommandName[] = ['bullets', 'numbers', 'tasks', 'quote', 'code']

const shapes: Readonly<Partial<Record<PageCommandName, Shape>>> = {
  bullets: { type: 'item', kind: 'bullet' },
  numbers: { type: 'item', kind: 'number' },
  tasks: { type: 'item', kind: 'task' },
  quote: { type: 'quote' },
  code: { type: 'code' },
}

const inLine: readonly PageCommandName[] = [...marking, 'link', 'clearMarks']
const markOf: Readonly<Partial<Record<PageCommandName, Mark>>> = marks
const order = [...history, ...inLine, ...shaping]

/** Every kind of block and mark within reach of the mouse. Rendered inside the page's editor context. */
export const Toolbar = memo(function Toolbar({ editable, ask }: { editable: boolean; ask: (event: { readonly timeStamp: number }) => void }) {
  const editor = useSlateStatic()
  const states = useSlateSelector(statesOf)
  const { t } = useTexts()
  const group = (names: readonly PageCommandName[], more?: ReactNode) => (
    <div className="page-toolbar-group">
      {names.map((name) => (
        <CommandButton key={name} name={name} state={states[order.indexOf(name)]} editable={editable} editor={editor} />
      ))}
      {more}
    </div>
  )
  return (
    <Radix.Root
      ref={(bar) => {
        toolsOf(editor).bar = bar
      }}
      className="page-toolbar"
      aria-label={t('editor.toolbar')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        backToText(editor)
      }}
    >
      {group(history)}
      <div className="page-toolbar-group">
        <TurnIntoMenu editable={editable} editor={editor} />
      </div>
      {group(inLine)}
      {group(shaping, <InsertMenu editable={editable} editor={editor} />)}
      <Radix.Button asChild>
        <IconButton label={t(ghostKeys.ask.text)} keys={ghostKeys.ask.keys} disabled={!editable} onMouseDown={(event) => event.preventDefault()} onClick={ask}>
          <Sparkles />
        </IconButton>
      </Radix.Button>
    </Radix.Root>
  )
})

interface OfEditor {
  readonly editable: boolean
  readonly editor: StudioEditor
}

function CommandButton({ name, state, editable, editor }: OfEditor & { readonly name: PageCommandName; readonly state: string | undefined }) {
  const { t } = useTexts()
  const { text, keys, run } = pageCommands[name]
  return (
    <Radix.Button asChild>
      <IconButton
        label={t(text)}
        keys={keys}
        data-command={name}
        pressed={state === '-' || state === 'o' ? undefined : state === 'x'}
        disabled={!editable || state === 'o'}
        // The caret stays in the text.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => run(editor)}
      >
        {commandIcons[name]}
      </IconButton>
    </Radix.Button>
  )
}

/** What a menu chooses goes on in the text, which has the focus again. */
function useItems(editor: StudioEditor): (kinds: readonly Kind[], run: (kind: Kind) => void, isChosen?: (kind: Kind) => boolean) => MenuItem[] {
  const { t } = useTexts()
  return (kinds, run, isChosen) =>
    kinds.map((kind) => ({
      label: t(kind.text),
      icon: kind.icon,
      keys: kind.keys,
      ...(isChosen && { checked: isChosen(kind) }),
      run: () => {
        backToText(editor)
        run(kind)
      },
    }))
}

/** Says what the caret's block is, and turns the selected ones into something else. */
function TurnIntoMenu({ editable, editor }: OfEditor) {
  const { t } = useTexts()
  const name = useSlateSelector(currentName)
  const block = currentBlock(editor)?.block
  const items = useItems(editor)(
    shapeKinds,
    ({ shape }) => shape && setShape(editor, shape),
    ({ shape }) => block !== undefined && shape !== undefined && hasShape(block, shape),
  )
  const isOther = name === 'editor.kind-image' || name === 'editor.table' || name === 'editor.note' || name === 'editor.divider'
  return (
    <Menu
      align="start"
      trigger={
        <Radix.Button asChild>
          <button type="button" className="toolbar-menu toolbar-kind" aria-label={t('editor.turn-from', { kind: t(name) })} disabled={!editable || isOther}>
            <span>{t(name)}</span>
            <ChevronDown aria-hidden="true" />
          </button>
        </Radix.Button>
      }
      items={items}
    />
  )
}

function InsertMenu({ editable, editor }: OfEditor) {
  const { t } = useTexts()
  const items = useItems(editor)(insertKinds, ({ run }) => run(editor))
  return (
    <Menu
      align="start"
      trigger={
        <Radix.Button asChild>
          <button type="button" className="toolbar-menu" disabled={!editable}>
            <Plus aria-hidden="true" />
            <span>{t('editor.insert')}</span>
            <ChevronDown aria-hidden="true" />
          </button>
        </Radix.Button>
      }
      items={items}
    />
  )
}

function currentName(editor: StudioEditor): TextKey {
  const block = currentBlock(editor)?.block
  return block ? kindName(block) : 'editor.paragraph'
}

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
  const [shape, mark, block] = [shapes[name], markOf[name], currentBlock(editor)?.block]
  if (mark) return editor.selection && hasMark(editor, mark) ? 'x' : '_'
  if (!shape) return '-'
  return block && hasShape(block, shape) ? 'x' : '_'
}
