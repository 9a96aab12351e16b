/** The bar over selected text: marks, a link, other kinds. It comes when the selection rests, and lies beside it, never on it. */
import { ChevronDown, Link } from 'lucide-react'
import { Toolbar as Radix } from 'radix-ui'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Range } from 'slate'
import { ReactEditor, useSlateSelector } from 'slate-react'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { commandIcons } from './command-icons.tsx'
import { boxOf, boxOfCells, placeBeside } from './float-layout.ts'
import { kindName, shapeKinds } from './kinds.tsx'
import { editedLink } from '#renderer/editor/link/link-editing.ts'
import { hasMark } from '#renderer/editor/document/marks.ts'
import { marking, marks } from './marking.ts'
import { backToText, focusTools, toolsOf } from './page-tools.ts'
import { currentBlock, isSource, selectedBlocks } from '#renderer/editor/document/selected.ts'
import { hasShape, isShapeable, setShape } from '#renderer/editor/document/shapes.ts'
import { pageCommands } from '#renderer/editor/typing/shortcuts.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { textIn } from '#renderer/editor/table/table-cells.ts'
import { onTurn } from '#renderer/editor/document/turns.ts'
import { useHeldSelection } from './use-held-selection.ts'
import './float.css'

interface FloatBarProps {
  readonly editor: StudioEditor
  readonly frame: RefObject<HTMLElement | null>
  readonly isComposing: () => boolean
}

const mouseMs = 120
/** Someone who selects by keyboard is often on the way to something else. */
const keyMs = 700

export function FloatBar({ editor, frame, isComposing }: FloatBarProps) {
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const text = ReactEditor.toDOMNode(editor, editor)
    const listeners = new AbortController()
    const { signal } = listeners
    let timer: ReturnType<typeof setTimeout> | undefined
    let isDragging = false
    const look = (ms: number) => {
      clearTimeout(timer)
      if (!isDragging && isOffered(editor) && !isComposing()) timer = setTimeout(() => setShown(isOffered(editor) && !isComposing()), ms)
      else setShown(false)
    }
    text.addEventListener(
      'pointerdown',
      () => {
        isDragging = true
        look(0)
      },
      { signal },
    )
    window.addEventListener(
      'pointerup',
      () => {
        if (!isDragging) return
        isDragging = false
        // The selection that it leaves is told a moment later.
        look(mouseMs)
      },
      { signal },
    )
    text.addEventListener('compositionstart', () => setShown(false), { signal })
    window.addEventListener('dragstart', () => setShown(false), { signal })
    const stop = onTurn(editor, () => look(keyMs))
    const stopLink = editedLink(editor).subscribe(() => {
      if (editedLink(editor).get()) setShown(false)
    })
    const stopAsked = toolsOf(editor).asked.subscribe(() => {
      if (isOffered(editor)) setShown(true)
      // Once it is drawn.
      setTimeout(() => focusTools(editor))
    })
    return () => {
      listeners.abort()
      clearTimeout(timer)
      stop()
      stopAsked()
      stopLink()
    }
  }, [editor, isComposing])
  return isShown ? <Bar editor={editor} frame={frame} hide={() => setShown(false)} /> : null
}

/** Whether something is selected that marks and kinds are of. */
function isOffered(editor: StudioEditor): boolean {
  const { selection } = editor
  const block = currentBlock(editor)?.block
  if (!selection || Range.isCollapsed(selection) || !block || editedLink(editor).get() || !isHere(editor)) return false
  if (selectedBlocks(editor).every(({ block: each }) => isSource(each) || each.type === 'divider')) return false
  return textIn(editor, selection).trim() !== ''
}

/** Whether the author is in the text, or in the bar. */
function isHere(editor: StudioEditor): boolean {
  return ReactEditor.isFocused(editor) || document.activeElement?.closest('.float-bar, .menu') !== null
}

const marksOf = (editor: StudioEditor) => marking.map((name) => (hasMark(editor, marks[name]) ? 'x' : '_')).join('')

function Bar({ editor, frame, hide }: Omit<FloatBarProps, 'isComposing'> & { readonly hide: () => void }) {
  const { t } = useTexts()
  const bar = useRef<HTMLDivElement>(null)
  const states = useSlateSelector(marksOf)
  const range = useSlateSelector((now: StudioEditor) => now.selection)
  const [isInside, setInside] = useState(false)
  useHeldSelection(editor, isInside ? range : null)
  useLayoutEffect(() => {
    if (bar.current && frame.current && range) place(editor, bar.current, frame.current, range)
  }, [editor, frame, range])
  return (
    <Radix.Root
      ref={bar}
      className="floating page-float float-bar"
      aria-label={t('editor.float-bar')}
      data-page-tools=""
      // The caret stays in the text.
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        hide()
        backToText(editor)
      }}
      onFocus={() => setInside(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return
        setInside(false)
        setTimeout(() => {
          if (!isHere(editor)) hide()
        })
      }}
    >
      <TurnInto editor={editor} />
      {marking.map((name, at) => (
        <Radix.Button key={name} asChild>
          <IconButton
            label={t(pageCommands[name].text)}
            keys={pageCommands[name].keys}
            pressed={states[at] === 'x'}
            side="top"
            onClick={() => pageCommands[name].run(editor)}
          >
            {commandIcons[name]}
          </IconButton>
        </Radix.Button>
      ))}
      <Radix.Button asChild>
        <IconButton
          label={t('editor.link')}
          keys={pageCommands.link.keys}
          side="top"
          onClick={() => {
            hide()
            pageCommands.link.run(editor)
          }}
        >
          <Link />
        </IconButton>
      </Radix.Button>
    </Radix.Root>
  )
}

/** Over the first line of what is selected, or below the last; beside selected cells as a whole. */
function place(editor: StudioEditor, bar: HTMLElement, frame: HTMLElement, range: Range): void {
  const cells = boxOfCells(editor, range)
  if (cells) return placeBeside(editor, bar, cells, frame, 'above')
  const [first, last] = [boxOf(editor, range, 'start'), boxOf(editor, range, 'end')]
  if (!first || !last) return
  placeBeside(editor, bar, { left: first.left, right: last.right, top: first.top, bottom: last.bottom }, frame, 'above')
}

function TurnInto({ editor }: { readonly editor: StudioEditor }) {
  const { t } = useTexts()
  const name = useSlateSelector((now: StudioEditor) => {
    const block = currentBlock(now)?.block
    return block && isShapeable(block) ? kindName(block) : null
  })
  const block = currentBlock(editor)?.block
  if (!name) return null
  return (
    <Menu
      align="start"
      trigger={
        <Radix.Button asChild>
          <button type="button" className="toolbar-menu" aria-label={t('editor.turn-from', { kind: t(name) })}>
            <span>{t(name)}</span>
            <ChevronDown aria-hidden="true" />
          </button>
        </Radix.Button>
      }
      items={shapeKinds.map(({ text, icon, keys, shape }) => ({
        label: t(text),
        icon,
        keys,
        checked: block !== undefined && shape !== undefined && hasShape(block, shape),
        run: () => {
          backToText(editor)
          if (shape) setShape(editor, shape)
        },
      }))}
    />
  )
}
