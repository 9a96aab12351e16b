/** Where the source of a formula within a line is written: below it, while the formula itself shows what becomes of it. */
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Node, type Path } from 'slate'
import { ReactEditor } from 'slate-react'
import type { Formula } from '#preload/document/schema.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { useHeld } from '#renderer/editor/held.ts'
import { focusSelected } from '#renderer/editor/document/focus-selected.ts'
import { FormulaPalette } from './formula-palette.tsx'
import { type Snippet, withSnippet } from './formula-snippets.ts'
import type { FormulaTrouble } from './formula-trouble.ts'
import { TroubleLine } from './formula-view.tsx'
import { closeFormula, longestTex, setTex } from './formulas.ts'
import { type OpenedFormula, openedIn } from './opened.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { useTypeset } from './typeset.tsx'
import './formula.css'

interface FormulaPopoverProps {
  readonly editor: StudioEditor
  /** The element that it is placed in. */
  readonly frame: RefObject<HTMLElement | null>
}

export function FormulaPopover({ editor, frame }: FormulaPopoverProps) {
  const opened = useHeld(openedIn(editor))
  if (!opened) return null
  return <OpenFormula key={keyOf(opened)} editor={editor} frame={frame} opened={opened} />
}

const keys = new WeakMap<OpenedFormula, number>()
let count = 0
function keyOf(opened: OpenedFormula): number {
  const known = keys.get(opened) ?? (count += 1)
  keys.set(opened, known)
  return known
}

function formulaAt(editor: StudioEditor, path: Path | null): Formula | null {
  const node = path && Node.getIf(editor, path)
  return node && 'type' in node && node.type === 'formula' ? node : null
}

function OpenFormula({ editor, frame, opened }: FormulaPopoverProps & { readonly opened: OpenedFormula }) {
  const { t } = useTexts()
  const card = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [tex, setOwnTex] = useState(() => formulaAt(editor, opened.ref.current)?.tex ?? '')
  const set = useTypeset(tex, false)
  const trouble = tex.trim() === '' ? null : (set?.trouble ?? null)

  const place = useCallback(() => placeBelow(editor, opened, card.current, frame.current), [editor, opened, frame])
  useLayoutEffect(() => {
    place()
    const at = opened.from === 'start' ? 0 : (field.current?.value.length ?? 0)
    field.current?.focus({ preventScroll: true })
    field.current?.setSelectionRange(at, at)
    card.current?.scrollIntoView({ block: 'nearest' })
  }, [place, opened])
  // The formula has another size with every sign.
  useLayoutEffect(() => afterFrame(place), [place, tex, trouble])
  useEffect(() => () => closeFormula(editor), [editor])

  const write = (next: string) => {
    setOwnTex(next)
    if (opened.ref.current) setTex(editor, opened.ref.current, next)
  }
  const leave = (towards: 1 | -1) => {
    closeFormula(editor, towards)
    focusSelected(editor)
  }
  const put = (snippet: Snippet) => {
    const source = field.current
    if (!source) return
    source.focus()
    const { text, caret } = withSnippet(source.value, source.selectionStart, source.selectionEnd, snippet)
    // Typed, so that the field's own undo takes it back.
    if (!document.execCommand('insertText', false, text)) write(source.value.slice(0, source.selectionStart) + text + source.value.slice(source.selectionEnd))
    source.setSelectionRange(caret, caret)
  }
  return (
    <div
      ref={card}
      className="formula-card"
      role="dialog"
      aria-label={t('formula.write')}
      onBlur={(event) => {
        const box = event.currentTarget
        // Whoever looks at another window meanwhile comes back to it.
        setTimeout(() => {
          if (!box.contains(document.activeElement) && document.hasFocus() && openedIn(editor).get() === opened) closeFormula(editor)
        })
      }}
    >
      <SourceField field={field} tex={tex} trouble={trouble} write={write} leave={leave} />
      {trouble && <TroubleLine trouble={trouble} />}
      <FormulaPalette put={put} leave={() => field.current?.focus()} />
    </div>
  )
}

interface SourceFieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly tex: string
  readonly trouble: FormulaTrouble | null
  readonly write: (tex: string) => void
  readonly leave: (towards: 1 | -1) => void
}

/** The source, and behind it the same text with a mark where it is wrong. */
function SourceField({ field, tex, trouble, write, leave }: SourceFieldProps) {
  const { t } = useTexts()
  return (
    <div className="formula-field">
      <pre aria-hidden="true">
        {trouble && (
          <>
            {tex.slice(0, trouble.from)}
            <span className="formula-wrong">{tex.slice(trouble.from, trouble.to)}</span>
            {tex.slice(trouble.to)}
          </>
        )}
      </pre>
      <textarea
        ref={field}
        value={tex}
        maxLength={longestTex}
        rows={1}
        spellCheck={false}
        aria-label={t('formula.source')}
        aria-invalid={trouble !== null}
        placeholder={t('formula.placeholder')}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          const towards = leavesTowards(event)
          if (towards === 0) return
          event.preventDefault()
          leave(towards)
        }}
      />
    </div>
  )
}

/** Where a key leads out of the source: behind the formula, before it, or nowhere. */
function leavesTowards(event: KeyboardEvent<HTMLTextAreaElement>): 1 | 0 | -1 {
  if (isComposing(event.nativeEvent)) return 0
  if (event.key === 'Escape' || (event.key === 'Enter' && !event.shiftKey)) return 1
  if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return 0
  const { selectionStart, selectionEnd, value } = event.currentTarget
  if (selectionStart !== selectionEnd) return 0
  if ((event.key === 'ArrowRight' || event.key === 'ArrowDown') && selectionStart === value.length) return 1
  if ((event.key === 'ArrowLeft' || event.key === 'ArrowUp') && selectionStart === 0) return -1
  return event.key === 'Backspace' && value === '' ? 1 : 0
}

function afterFrame(run: () => void): () => void {
  run()
  const frame = requestAnimationFrame(run)
  return () => cancelAnimationFrame(frame)
}

/** Below the formula, within the width of the text; nothing while the formula itself is not drawn yet. */
function placeBelow(editor: StudioEditor, opened: OpenedFormula, card: HTMLElement | null, frame: HTMLElement | null): void {
  const formula = formulaAt(editor, opened.ref.current)
  const drawn = formula && drawnNode(editor, formula)
  if (!drawn || !card || !frame) return
  const [box, around] = [drawn.getBoundingClientRect(), frame.getBoundingClientRect()]
  card.style.top = `${box.bottom - around.top + 8}px`
  card.style.left = `${Math.max(0, Math.min(box.left - around.left - 12, around.width - card.offsetWidth))}px`
}

/** From a menu, the card is there before the text draws the formula, and Slate throws for what is not drawn. */
function drawnNode(editor: StudioEditor, formula: Formula): HTMLElement | null {
  try {
    return ReactEditor.toDOMNode(editor, formula)
  } catch {
    return null
  }
}
