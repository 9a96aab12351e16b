/** How formulas look, within a line and as blocks. */
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Editor, Transforms } from 'slate'
import { ReactEditor, type RenderElementProps, useReadOnly, useSlateSelector, useSlateStatic } from 'slate-react'
import { blockText } from '#preload/document/lines.ts'
import type { Block, Formula } from '#preload/document/schema.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { formatShortcut } from '#renderer/ui/keys.ts'
import { focusSelected } from '#renderer/editor/document/focus-selected.ts'
import { FormulaPalette } from './formula-palette.tsx'
import { insertSnippet, type Snippet } from './formula-snippets.ts'
import type { FormulaTrouble } from './formula-trouble.ts'
import { openFormula } from './formulas.ts'
import { pressable } from '#renderer/editor/looks/pressable.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import { TypesetView, useTypeset } from './typeset.tsx'
import './formula.css'

export interface FormulaViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly formula: Formula
  readonly children: ReactNode
}

export function FormulaView({ attributes, formula, children }: FormulaViewProps) {
  const { t } = useTexts()
  const editor = useSlateStatic()
  const isReadOnly = useReadOnly()
  const set = useTypeset(formula.tex, false)
  const open = () => {
    if (!isReadOnly) openFormula(editor, ReactEditor.findPath(editor, formula), 'end')
  }
  return (
    <span {...attributes} className="formula" data-wrong={set?.trouble ? '' : undefined}>
      <span
        contentEditable={false}
        className="formula-face"
        title={set?.trouble ? t(set.trouble.text, { sign: set.trouble.sign }) : undefined}
        {...pressable(open)}
      >
        {formula.tex.trim() === '' ? <span className="formula-empty">{t('formula.empty')}</span> : <TypesetView tex={formula.tex} typeset={set} />}
      </span>
      {children}
    </span>
  )
}

export interface FormulaBlockViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly block: Extract<Block, { type: 'formula-block' }>
  readonly children: ReactNode
}

/** The formula as it is drawn, and below it, while the caret is in it, its source. */
export function FormulaBlockView({ attributes, block, children }: FormulaBlockViewProps) {
  const { t } = useTexts()
  const editor = useSlateStatic()
  const isOpen = useSlateSelector((current) =>
    [current.selection?.focus, current.selection?.anchor].some((end) => end && blocksOf(current)[end.path[0] ?? -1]?.id === block.id),
  )
  const isReadOnly = useReadOnly()
  const tex = blockText(block)
  const set = useTypeset(tex, true)
  const source = useRef<HTMLElement>(null)
  useMarked(source, isOpen ? (set?.trouble ?? null) : null)
  const put = (snippet: Snippet) => {
    insertSnippet(editor, snippet)
    focusSelected(editor)
  }
  const enter = () => {
    const index = blocksOf(editor).findIndex(({ id }) => id === block.id)
    if (index < 0) return
    Transforms.select(editor, Editor.end(editor, [index]))
    focusSelected(editor)
  }
  return (
    <div {...attributes} className="block formula-block" spellCheck={false} data-open={isOpen && !isReadOnly ? '' : undefined}>
      <div contentEditable={false} className="formula-face" {...(!isReadOnly && !isOpen && pressable(enter))}>
        {tex.trim() === '' ? <span className="formula-empty">{t('formula.empty-block')}</span> : <TypesetView tex={tex} typeset={set} />}
      </div>
      <code ref={source} className="formula-source" aria-label={t('formula.source')}>
        {children}
      </code>
      {isOpen && !isReadOnly && (
        <div contentEditable={false} className="formula-help">
          {set?.trouble && <TroubleLine trouble={set.trouble} />}
          <FormulaPalette put={put} leave={() => focusSelected(editor)} />
          <p className="formula-ways">{t('formula.leave', { keys: formatShortcut('Mod+Enter') })}</p>
        </div>
      )}
    </div>
  )
}

/** What is wrong with a formula, said where it is written. */
export function TroubleLine({ trouble }: { readonly trouble: FormulaTrouble }) {
  const { t } = useTexts()
  return (
    <p className="formula-trouble" role="status">
      {t(trouble.text, { sign: trouble.sign })}
    </p>
  )
}

/** Marks a place in a text on the page without changing it. */
function useMarked(box: { readonly current: HTMLElement | null }, trouble: FormulaTrouble | null): void {
  const name = useId()
  useLayoutEffect(() => {
    const range = box.current && trouble ? rangeIn(box.current, trouble.from, trouble.to) : null
    if (!range) return undefined
    const highlight = formulaHighlight()
    highlight.add(range)
    return () => void highlight.delete(range)
  }, [box, trouble, name])
}

function formulaHighlight(): Highlight {
  const known = CSS.highlights.get('formula-wrong') ?? new Highlight()
  CSS.highlights.set('formula-wrong', known)
  return known
}

function rangeIn(box: HTMLElement, from: number, to: number): Range | null {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  let [at, isBegun] = [0, false]
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { length } = node.nodeValue ?? ''
    if (!isBegun && from <= at + length) {
      range.setStart(node, from - at)
      isBegun = true
    }
    if (isBegun && to <= at + length) {
      range.setEnd(node, to - at)
      return range
    }
    at += length
  }
  return null
}
